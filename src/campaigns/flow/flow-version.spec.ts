import { parse } from '../../text/said';
import type { Flow } from './flow';
import { type FlowContext, type FlowState, fromJson } from './flow-state';
import { versionOf } from './flow-version';
import { answer, begin, noReply, resume } from './interpreter';
import { readFlow } from './read-flow';

const NOW = new Date('2026-05-01T08:00:00Z');
const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const context = (own: Partial<FlowContext> = {}): FlowContext => ({
  language: 'en',
  fallback: 'en',
  country: 'it',
  zone: 'Europe/Rome',
  now: NOW,
  values: {},
  ...own,
});
const aFlow = (own: Partial<Flow> = {}): Flow => ({
  flow: 1,
  languages: ['en'],
  first: 'name',
  steps: {
    name: { type: 'ask', texts: { en: 'Name?' }, accept: { type: 'text' }, save: 'name', next: 'end' },
    end: { type: 'end', outcome: 'done', texts: { en: 'Thank you, {name}.' } },
  },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { en: 'Let us leave it there.' } },
  ...own,
});
const running = (): FlowState => {
  const turn = begin(aFlow(), context());
  if (turn.type !== 'moved' || !turn.state) throw new Error('the conversation did not begin');
  return turn.state;
};

describe('SES-05 the version of a running conversation', () => {
  test('an edited definition does not go on with it, and says which one would', () => {
    const state = running();
    const edited = aFlow({ maxTries: 2 });
    const refused = { type: 'otherVersion', running: versionOf(aFlow()), offered: versionOf(edited) };
    expect(answer(edited, state, parse('1'), context())).toEqual(refused);
    expect(noReply(edited, state, context({ now: minutesLater(60) }))).toEqual(refused);
    expect(resume(edited, state, { type: 'waited' }, context())).toEqual(refused);
    expect(answer(aFlow(), state, parse('1'), context()).type).toBe('moved');
  });

  test('the order in which a database gives fields back is no edit', () => {
    const { steps, ...rest } = aFlow();
    const shuffled = readFlow(
      JSON.parse(JSON.stringify({ steps: Object.fromEntries(Object.entries(steps).reverse()), ...rest })),
    );
    expect('flow' in shuffled && versionOf(shuffled.flow)).toBe(versionOf(aFlow()));
  });

  test('a row that is no state is not taken for one', () => {
    const state = { ...running() };
    expect(fromJson(state)).toEqual(state);
    for (const broken of [
      { until: 'soon' },
      { tries: -1 },
      { answers: { a: {} } },
      { step: 5 },
      { answers: [] },
    ]) {
      expect(fromJson({ ...state, ...broken })).toBeUndefined();
    }
  });
});
