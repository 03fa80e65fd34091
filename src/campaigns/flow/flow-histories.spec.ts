import fc from 'fast-check';
import { parse } from '../../text/said';
import type { Accept } from './accept';
import { checkFlow } from './check-flow';
import { type Condition, type Flow, FLOW_LIMITS, type Step } from './flow';
import { fromJson } from './flow-state';
import type { FlowContext, FlowState, FlowTurn, Moved, WantResult } from './flow-state';
import { answer, begin, noReply, resume } from './interpreter';
import { readFlow } from './read-flow';

const NOW = new Date('2026-05-01T08:00:00Z');
const context = (now: Date): FlowContext => ({
  language: 'en',
  fallback: 'en',
  country: 'it',
  zone: 'Europe/Rome',
  now,
  values: { brand: 'Radio' },
});
const check = {
  values: { brand: 'Radio' },
  isReserved: () => false,
  isKeyword: () => false,
  isTable: () => true,
  isWebhook: () => true,
  isQueue: () => true,
};

const the = <const T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const name = fc.constantFrom('one', 'two', 'three');
const stepName = (at: number): string => `s${at}`;

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ type: the('has'), name }),
  fc.record({ type: the('eq'), name, value: fc.constantFrom('a', 3) }),
  fc.record({ type: fc.constantFrom(...(['lt', 'gt'] as const)), name, value: fc.nat(9) }),
  fc.record({ type: the('not'), condition: fc.record({ type: the('has'), name }) }),
);

const accept = fc.constantFrom<Accept[]>({ type: 'text' }, { type: 'number', max: 9 }, { type: 'date' });
const values = fc.dictionary(name, fc.constantFrom('x', 5), { minKeys: 1 });

/** Steps that lead anywhere after an answer, and onwards without one: most of these flows may be published. */
function stepAt(at: number, count: number): fc.Arbitrary<Step> {
  const onward = fc.integer({ min: at + 1, max: count }).map(stepName);
  const anywhere = fc.oneof(
    { weight: 3, arbitrary: onward },
    fc.integer({ min: 0, max: count }).map(stepName),
  );
  const texts = fc.constant({ en: `Text ${at} of {brand}` });
  const wayOut = fc.option(fc.oneof(fc.record({ next: anywhere }), fc.record({ texts })), { nil: undefined });
  const wanted = { save: name, next: onward };
  const question = {
    texts,
    save: name,
    maxTries: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    tooManyTries: wayOut,
    ttlMinutes: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    noReply: wayOut,
  };
  return fc.oneof(
    fc.record({ type: the('say'), texts, next: onward }),
    fc.record({
      type: the('ask'),
      ...question,
      accept,
      next: anywhere,
    }),
    fc.record({
      type: the('choose'),
      ...question,
      options: fc.tuple(anywhere, anywhere).map(([first, second]) => [
        { value: 'a', labels: { en: 'Apples' }, next: first },
        { value: 'p', labels: { en: 'Pears' }, next: second },
      ]),
      multiple: fc.boolean(),
      next: anywhere,
    }),
    fc.record({
      type: the('branch'),
      cases: fc.array(fc.record({ when: condition, next: onward }), { minLength: 1, maxLength: 2 }),
      otherwise: onward,
    }),
    fc.record({ type: the('set'), values, next: onward }),
    fc.record({ type: the('lookup'), table: the('t'), key: the('k'), ...wanted, notFound: onward }),
    fc.record({ type: the('call'), webhook: the('w'), ...wanted, onTimeout: onward }),
    fc.record({ type: the('wait'), minutes: fc.integer({ min: 1, max: 90 }), next: anywhere }),
  );
}

const flows: fc.Arbitrary<Flow> = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => stepAt(at, count))))
  .map((steps): Flow => ({
    flow: 1,
    languages: ['en'],
    first: 's0',
    steps: Object.fromEntries([
      ...steps.map((step, at): [string, Step] => [stepName(at), step]),
      [stepName(steps.length), { type: 'end', outcome: 'done', texts: { en: 'Bye' } }],
    ]),
    ttlMinutes: 30,
    maxTries: 3,
    tooManyTries: { texts: { en: 'Enough.' } },
    late: { en: 'Too late.' },
  }))
  .filter((flow) => checkFlow(flow, check).every(({ severity }) => severity === 'warning'));

/** What may happen next: something is said, or so many minutes go by, or a result comes, wanted or not. */
type Happening =
  | { readonly type: 'says'; readonly text: string; readonly afterMinutes: number }
  | { readonly type: 'silence' }
  | { readonly type: 'result'; readonly result: WantResult };

const results: fc.Arbitrary<WantResult> = fc.constantFrom(
  { type: 'found', value: 'v' },
  { type: 'notFound' },
  { type: 'answered', value: 'v' },
  { type: 'timedOut' },
  { type: 'waited' },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: the('says'),
      text: fc.oneof(
        fc.constantFrom('1', '۲', 'apples', 'pears and 1', '3', '12', '1/5/1990', 'blah'),
        fc.string({ unit: 'binary', maxLength: 20 }),
      ),
      afterMinutes: fc.oneof(fc.constant(0), fc.nat(70)),
    }),
  },
  fc.record({ type: the('silence') }),
  fc.record({ type: the('result'), result: results }),
);
const histories = fc.array(happening, { maxLength: 25 });

/** A turn, and the state that stood before it. */
interface Played {
  readonly before: FlowState | null;
  readonly turn: FlowTurn;
  readonly now: Date;
}

function play(flow: Flow, history: readonly Happening[]): readonly Played[] {
  let now = NOW;
  const turns: Played[] = [{ before: null, turn: begin(flow, context(now)), now }];
  for (const next of history) {
    const before = stateAfter(turns);
    if (!before) break;
    if (next.type === 'silence') now = new Date(Math.max(now.getTime(), Date.parse(before.until)));
    if (next.type === 'says') now = new Date(now.getTime() + next.afterMinutes * 60_000);
    turns.push({ before, turn: happens(flow, before, next, context(now)), now });
  }
  return turns;
}

function happens(flow: Flow, state: FlowState, next: Happening, then: FlowContext): FlowTurn {
  if (next.type === 'says') return answer(flow, state, parse(next.text), then);
  return next.type === 'silence' ? noReply(flow, state, then) : resume(flow, state, next.result, then);
}

/** As a database would give it back. */
function stateAfter(turns: readonly Played[]): FlowState | null {
  const last = turns.at(-1);
  if (last?.turn.type !== 'moved') return last?.before ?? null;
  return last.turn.state && (fromJson(JSON.parse(JSON.stringify(last.turn.state))) ?? null);
}

const isMoved = (turn: FlowTurn): turn is Moved => turn.type === 'moved';

describe('SES-01 any flow that may be published, and anything that happens to it', () => {
  test('SES-01 is read as it was written', () => {
    fc.assert(fc.property(flows, (flow) => expect('flow' in readFlow(flow)).toBe(true)));
  });

  test('SES-01 it is never stuck: it waits for something that closes, or it has ended and says how', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        for (const { turn, now } of play(flow, history)) {
          expect(turn.type).not.toBe('otherVersion');
          if (!isMoved(turn)) continue;
          expect(turn.outcome).not.toBe('broken');
          expect(turn.state === null).toBe(turn.outcome !== undefined);
          if (turn.state) expect(Date.parse(turn.state.until)).toBeGreaterThan(now.getTime());
        }
      }),
    );
  });

  test('SES-01 whatever it waits for, its closing moves it on, and a second one does not', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        const state = stateAfter(play(flow, history));
        if (!state) return;
        const then = context(new Date(state.until));
        const turn = noReply(flow, state, then);
        expect(turn.type).toBe('moved');
        if (isMoved(turn) && turn.state) expect(noReply(flow, turn.state, then).type).toBe('unmoved');
      }),
    );
  });

  test('SES-01 silence alone ends it, or is refused at the limit of turns', () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const silence = Array.from({ length: FLOW_LIMITS.turns + 1 }, (): Happening => ({ type: 'silence' }));
        expect(stateAfter(play(flow, silence))).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test('SES-01 never more messages than allowed, in a turn or since the person last spoke', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        let since = 0;
        for (const { turn } of play(flow, history)) {
          if (!isMoved(turn)) continue;
          const { event, says } = turn;
          const goesOn = event.type === 'resumed' && flow.steps[event.step]?.type !== 'wait';
          since = says.length + (goesOn ? since : 0);
          expect(since).toBeLessThanOrEqual(FLOW_LIMITS.messagesPerTurn);
        }
      }),
    );
  });

  test('SES-04 an accepted answer is never lost, and a refused one is never kept', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        let kept: Record<string, unknown> = {};
        for (const { turn } of play(flow, history)) {
          if (!isMoved(turn)) continue;
          const saved = Object.fromEntries(
            Object.entries(turn.saved).map(([key, { value }]) => [key, value]),
          );
          kept = { ...kept, ...saved };
          expect(turn.answers).toEqual(kept);
          if (turn.state) expect(turn.state.answers).toEqual(kept);
          if (turn.event.type === 'rejected') expect(saved).toEqual({});
        }
      }),
    );
  });

  test('SES-04 no question takes more wrong answers than it may', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        for (const { turn } of play(flow, history)) {
          if (!isMoved(turn) || !turn.state) continue;
          const step = flow.steps[turn.state.step];
          const most = (step && 'maxTries' in step ? step.maxTries : undefined) ?? flow.maxTries;
          expect(turn.state.tries).toBeLessThan(most);
        }
      }),
    );
  });

  test('SES-05 a running conversation keeps its version, and no edit of its flow goes on with it', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        const turns = play(flow, history);
        const versions = turns.flatMap(({ turn }) =>
          isMoved(turn) && turn.state ? [turn.state.version] : [],
        );
        expect(new Set(versions).size).toBeLessThanOrEqual(1);
        const state = stateAfter(turns);
        if (!state) return;
        const edited: Flow = { ...flow, ttlMinutes: flow.ttlMinutes + 1 };
        expect(answer(edited, state, parse('1'), context(NOW)).type).toBe('otherVersion');
      }),
    );
  });

  test('SES-01 the same history is the same conversation', () => {
    fc.assert(
      fc.property(flows, histories, (flow, history) => {
        const again = JSON.parse(JSON.stringify(flow)) as Flow;
        expect(play(again, history)).toEqual(play(flow, history));
      }),
    );
  });

  test('SES-01 such histories see everything that can happen', () => {
    const seen = fc
      .sample(fc.tuple(flows, histories), { numRuns: 150, seed: 1 })
      .flatMap(([flow, history]) => play(flow, history))
      .map(({ turn }) => (isMoved(turn) ? turn.event.type : turn.type));
    expect([...new Set(seen)].sort().join(' ')).toBe(
      'answered began gaveUp late rejected resumed silent unmoved',
    );
  });
});
