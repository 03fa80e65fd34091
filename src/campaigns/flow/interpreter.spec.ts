import { parse } from '../../text/said';
import type { Flow, Step } from './flow';
import { FLOW_LIMITS } from './flow';
import { type FlowContext, type FlowState, type FlowTurn, fromJson, type Moved } from './flow-state';
import { answer, begin, lateText, noReply, resume } from './interpreter';

const NOW = new Date('2026-05-01T08:00:00Z');
const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const context = (own: Partial<FlowContext> = {}): FlowContext => ({
  language: 'en',
  fallback: 'en',
  country: 'ir',
  zone: 'Asia/Tehran',
  now: NOW,
  values: { brand: 'Radio' },
  ...own,
});

const end: Step = { type: 'end', outcome: 'done', texts: { en: 'Thank you.', fa: 'سپاس.' } };
const colour: Step = {
  type: 'choose',
  texts: { en: 'Which colour?\n{options}', fa: 'کدام رنگ؟\n{options}' },
  options: [
    { value: 'red', labels: { en: 'Red', fa: 'قرمز' } },
    { value: 'green', labels: { en: 'Green', fa: 'سبز' }, aliases: ['verde'] },
  ],
  save: 'colour',
  next: 'born',
};
const born: Step = {
  type: 'ask',
  texts: { en: '{colour}! When were you born?', fa: '{colour}! کی به دنیا آمدید؟' },
  accept: { type: 'date', latest: 'today' },
  save: 'born',
  purpose: 'age check',
  retryTexts: { en: 'A date, such as 25/7/1991.', fa: 'یک تاریخ، مانند ۱۳۷۰/۵/۳.' },
  next: 'gate',
};
const gate: Step = {
  type: 'branch',
  cases: [{ when: { type: 'aged', name: 'born', years: 18 }, next: 'end' }],
  otherwise: 'young',
};
const young: Step = { type: 'end', outcome: 'underAge', texts: { en: 'Sorry, adults only.' } };

const aFlow = (own: Partial<Flow> = {}): Flow => ({
  flow: 1,
  languages: ['en', 'fa'],
  first: 'colour',
  steps: { colour, born, gate, young, end },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { en: 'Let us leave it there.' } },
  late: { en: 'That came too late.' },
  ...own,
});

const moved = (turn: FlowTurn): Moved => {
  if (turn.type !== 'moved') throw new Error(`did not move: ${JSON.stringify(turn)}`);
  return turn;
};
/** Where a turn rests, as the database would give it back. */
const resting = (turn: FlowTurn): FlowState => {
  const state = fromJson(JSON.parse(JSON.stringify(moved(turn).state)));
  if (!state) throw new Error('the conversation has ended');
  return state;
};
const says = (flow: Flow, turn: FlowTurn, text: string, own: Partial<FlowContext> = {}): Moved =>
  moved(answer(flow, resting(turn), parse(text), context(own)));

describe('SES-01 a conversation', () => {
  test('asks, understands, decides and ends', () => {
    const flow = aFlow();
    const first = moved(begin(flow, context()));
    expect(first.says).toEqual(['Which colour?\n1. Red\n2. Green']);
    const second = says(flow, first, 'verde');
    expect(second.says).toEqual(['Green! When were you born?']);
    expect(second.saved).toEqual({ colour: { value: 'green', sensitive: false } });
    const third = says(flow, second, '۱۳۷۰/۵/۳');
    expect(third).toMatchObject({
      says: ['Thank you.'],
      state: null,
      outcome: 'done',
      saved: { born: { value: '1991-07-25', purpose: 'age check' } },
      answers: { colour: 'green', born: '1991-07-25' },
    });
  });

  test('CON-12 a minor is refused, whatever the script of their birthday', () => {
    for (const text of ['1/1/2015', '۱۳۹۳/۱۰/۱۱', '١٠ ربيع الأول ١٤٣٦']) {
      const asked = says(aFlow(), begin(aFlow(), context()), '1');
      expect(says(aFlow(), asked, text).outcome).toBe('underAge');
    }
  });

  test('speaks the person’s language, with its own figures', () => {
    const fa = context({ language: 'fa' });
    expect(moved(begin(aFlow(), fa)).says).toEqual(['کدام رنگ؟\n۱. قرمز\n۲. سبز']);
    const next = says(aFlow(), begin(aFlow(), fa), '٢', { language: 'fa' });
    expect(next.says).toEqual(['سبز! کی به دنیا آمدید؟']);
  });

  test('a question is open for its own time, or the flow’s', () => {
    expect(resting(begin(aFlow(), context())).until).toBe(minutesLater(30).toISOString());
    const steps = { ...aFlow().steps, colour: { ...colour, ttlMinutes: 5 } };
    expect(resting(begin(aFlow({ steps }), context())).until).toBe(minutesLater(5).toISOString());
  });

  test('no answer in its time: the way of silence is taken once', () => {
    const flow = aFlow({ noReply: { next: 'born' } });
    const state = resting(begin(flow, context()));
    expect(noReply(flow, state, context({ now: minutesLater(29) }))).toEqual({
      type: 'unmoved',
      because: 'not due',
    });
    const silent = moved(noReply(flow, state, context({ now: minutesLater(30) })));
    expect([silent.event, silent.state?.step]).toEqual([{ type: 'silent', step: 'colour' }, 'born']);
    // The same timer again finds a question that has only just been asked.
    expect(noReply(flow, resting(silent), context({ now: minutesLater(30) })).type).toBe('unmoved');
  });

  test('silence without a way of its own ends without a word', () => {
    const state = resting(begin(aFlow(), context()));
    expect(moved(noReply(aFlow(), state, context({ now: minutesLater(31) })))).toMatchObject({
      says: [],
      state: null,
      outcome: 'noReply',
    });
  });

  test('a late answer is told so, and is not taken', () => {
    const flow = aFlow({ noReply: { next: 'born' } });
    const late = says(flow, begin(flow, context()), 'red', { now: minutesLater(31) });
    expect(late.says).toEqual(['That came too late.', '! When were you born?']);
    expect([late.answers, late.event.type]).toEqual([{}, 'late']);
    expect(lateText(flow, context())).toBe('That came too late.');
  });

  test('a lookup, a call and a wait give the turn away and take it back', () => {
    const flow = aFlow({
      first: 'find',
      steps: {
        find: { type: 'lookup', table: 'towns', key: '{brand}', save: 'town', next: 'tell', notFound: 'end' },
        tell: { type: 'say', texts: { en: 'You are in {town}.' }, next: 'fetch' },
        fetch: { type: 'call', webhook: 'crm', save: 'points', next: 'pause', onTimeout: 'end' },
        pause: { type: 'wait', minutes: 60, next: 'end' },
        end,
      },
    });
    const looking = moved(begin(flow, context()));
    expect([looking.says, looking.wants]).toEqual([[], { type: 'lookup', table: 'towns', key: 'Radio' }]);
    expect(answer(flow, resting(looking), parse('hello?'), context())).toEqual({
      type: 'unmoved',
      because: 'not asked',
    });
    expect(resume(flow, resting(looking), { type: 'waited' }, context()).type).toBe('unmoved');
    const calling = moved(resume(flow, resting(looking), { type: 'found', value: 'Milano' }, context()));
    expect([calling.says, calling.wants]).toEqual([['You are in Milano.'], { type: 'call', webhook: 'crm' }]);
    const waiting = moved(resume(flow, resting(calling), { type: 'answered', value: '12' }, context()));
    expect(waiting.wants).toEqual({ type: 'wait', until: minutesLater(60) });
    expect(moved(noReply(flow, resting(waiting), context({ now: minutesLater(60) })))).toMatchObject({
      outcome: 'done',
      answers: { town: 'Milano', points: '12' },
    });
  });

  test('a lookup and a call that bring nothing go their own ways, also when only their time runs out', () => {
    const lost: Step = { type: 'end', outcome: 'lost' };
    const find: Step = { type: 'lookup', table: 't', key: 'x', save: 'a', next: 'end', notFound: 'lost' };
    const fetch: Step = { type: 'call', webhook: 'w', save: 'a', next: 'end', onTimeout: 'lost' };
    for (const [first, nothing] of [
      ['find', 'notFound'],
      ['fetch', 'timedOut'],
    ] as const) {
      const flow = aFlow({ first, steps: { find, fetch, lost, end } });
      const state = resting(begin(flow, context()));
      expect(moved(resume(flow, state, { type: nothing }, context())).outcome).toBe('lost');
      expect(moved(noReply(flow, state, context({ now: minutesLater(1) }))).outcome).toBe('lost');
    }
  });

  test('a set value is filled in once and never read again', () => {
    const flow = aFlow({
      first: 'name',
      steps: {
        name: { type: 'ask', texts: { en: 'Name?' }, accept: { type: 'text' }, save: 'who', next: 'greet' },
        greet: { type: 'set', values: { greeting: 'Dear {who}', age: 7 }, next: 'say' },
        say: { type: 'say', texts: { en: '{greeting} ({age})' }, next: 'queue' },
        queue: { type: 'handOver', queue: 'care', texts: { en: 'A colleague will answer.' } },
      },
    });
    const turn = says(flow, begin(flow, context()), '{brand}');
    expect(turn).toMatchObject({
      says: ['Dear {brand} (7)', 'A colleague will answer.'],
      state: null,
      outcome: 'handedOver',
      wants: { type: 'handOver', queue: 'care' },
    });
  });

  test('a sensitive answer says that it is', () => {
    const pin: Step = {
      type: 'ask',
      texts: { en: 'Id?' },
      accept: { type: 'nationalId', country: 'ir' },
      save: 'id',
      sensitive: true,
      next: 'end',
    };
    const flow = aFlow({ first: 'pin', steps: { pin, end } });
    expect(says(flow, begin(flow, context()), '۰۴۹۹۳۷۰۸۹۹').saved).toEqual({
      id: { value: '0499370899', sensitive: true },
    });
  });

  test('a definition that was never checked ends the conversation, and nothing worse', () => {
    const say: Step = { type: 'say', texts: { en: 'Again' }, next: 'say' };
    const round = moved(begin(aFlow({ first: 'say', steps: { say } }), context()));
    expect([round.outcome, round.says.length]).toEqual(['broken', FLOW_LIMITS.messagesPerTurn]);
    for (const first of ['nowhere', 'constructor', '']) {
      expect(moved(begin(aFlow({ first }), context()))).toMatchObject({ outcome: 'broken', state: null });
    }
  });

  test('two machines that talk to each other are left alone in the end', () => {
    const flow = aFlow({ first: 'colour', steps: { colour: { ...colour, next: 'colour' } } });
    let turn = moved(begin(flow, context()));
    for (let turns = 0; turns <= FLOW_LIMITS.turns && turn.state; turns++) turn = says(flow, turn, '1');
    expect(turn.outcome).toBe('tooLong');
  });
});

describe('SES-04 wrong answers', () => {
  test('asks again in the retry’s words, then leaves', () => {
    let turn = says(aFlow(), begin(aFlow(), context()), '1');
    for (const tries of [1, 2]) {
      turn = says(aFlow(), turn, 'dunno');
      expect([turn.says, turn.event]).toEqual([
        ['A date, such as 25/7/1991.'],
        { type: 'rejected', step: 'born', fault: 'date', tries },
      ]);
    }
    turn = says(aFlow(), turn, 'dunno');
    expect(turn).toMatchObject({
      says: ['Let us leave it there.'],
      state: null,
      outcome: 'tooManyTries',
      event: { type: 'gaveUp', step: 'born', fault: 'date' },
      answers: { colour: 'red' },
    });
  });

  test('or hands over to a person', () => {
    const help: Step = { type: 'handOver', queue: 'care' };
    const asking = { ...colour, maxTries: 1, tooManyTries: { next: 'help' } };
    const flow = aFlow({ steps: { ...aFlow().steps, colour: asking, help } });
    expect(says(flow, begin(flow, context()), 'blue').wants).toEqual({ type: 'handOver', queue: 'care' });
  });

  test('without retry words the question comes again, options and all, and is open anew', () => {
    const again = says(aFlow(), begin(aFlow(), context()), 'blue', { now: minutesLater(10) });
    expect(again.says).toEqual(['Which colour?\n1. Red\n2. Green']);
    expect(again.state?.until).toBe(minutesLater(40).toISOString());
  });

  test.each(['2', '۲', '٢', '２', '२', ' 2. ', 'b', 'B)', 'ب', 'green', 'GREEN!', 'سبز', 'verde', 'gren'])(
    '%j chooses the second option',
    (text) => {
      expect(says(aFlow(), begin(aFlow(), context()), text).answers).toEqual({ colour: 'green' });
    },
  );
});
