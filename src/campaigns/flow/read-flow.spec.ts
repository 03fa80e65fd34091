import { type ChooseStep, FLOW_LIMITS, type Step } from './flow';
import { readFlow } from './read-flow';

const end: Step = { type: 'end', outcome: 'done', texts: { en: 'Thank you.' } };
const say = (next: string, text: string): Step => ({ type: 'say', texts: { en: text }, next });
const ask = (accept: unknown = { type: 'name' }) => ({
  type: 'ask',
  texts: { en: 'Your name?' },
  accept,
  save: 'name',
  next: 'second',
});
const choose = (options: ChooseStep['options']): ChooseStep => ({
  type: 'choose',
  texts: { en: 'Which?\n{options}' },
  options,
  save: 'fruit',
  next: 'end',
});

describe('SES-01 a flow as it is written down', () => {
  const faults = (raw: unknown) => {
    const read = readFlow(raw);
    return 'faults' in read ? read.faults.map(({ path, message }) => `${path}: ${message}`) : [];
  };
  const good = {
    flow: 1,
    languages: ['en'],
    first: 'first',
    steps: { first: ask(), second: choose([{ value: 'a', labels: { en: 'Apples' } }]), end },
    ttlMinutes: 30,
    maxTries: 3,
    tooManyTries: { texts: { en: 'Let us leave it there.' } },
  };

  test('is read as it stands', () => {
    expect(readFlow(JSON.parse(JSON.stringify(good)))).toEqual({ flow: good });
  });

  test.each([
    ['another format', { flow: 2 }, 'flow'],
    ['no tries', { maxTries: 0 }, 'maxTries'],
    ['a language twice', { languages: ['en', 'en'] }, 'languages'],
    ['a misspelt field', { ttl: 5 }, 'ttl'],
    ['a way that is none', { tooManyTries: 'end' }, 'tooManyTries'],
    ['an unknown step', { steps: { first: { type: 'dance' } } }, 'steps.first.type'],
    ['a name every object has', { steps: { toString: end } }, 'steps.toString'],
    [
      'a wait of both kinds',
      { steps: { first: { type: 'wait', minutes: 1, until: '2026-01-01T00:00:00Z', next: 'end' } } },
      'steps.first',
    ],
    [
      'an instant without offset',
      { steps: { first: { type: 'wait', until: '2026-01-01T00:00:00', next: 'end' } } },
      'steps.first.until',
    ],
    [
      'an impossible range',
      { steps: { first: ask({ type: 'number', min: 5, max: 1 }) } },
      'steps.first.accept',
    ],
    ['an empty text', { steps: { first: say('end', ' ') } }, 'steps.first.texts.en'],
    ['no option', { steps: { first: choose([]) } }, 'steps.first.options'],
    [
      'a label too long',
      { steps: { first: choose([{ value: 'a', labels: { en: 'x'.repeat(61) } }]) } },
      'steps.first.options[0].labels.en',
    ],
  ])('%s is a fault at its path', (_, own, path) => {
    expect(faults({ ...good, ...own }).map((fault) => fault.split(': ')[0])).toEqual([path]);
  });

  test.each([
    ['a time of no clock', { type: 'time', earliest: '24:00' }, '.earliest'],
    ['an evening that ends in the morning', { type: 'time', earliest: '18:00', latest: '09:00' }, ''],
    ['a country that is none', { type: 'phone', country: 'XX' }, '.country'],
    ['a country by its name', { type: 'phone', country: 'toString' }, '.country'],
    ['no words', { type: 'words', match: 'any', words: [] }, '.words'],
    ['an13 an17 a word of nothing', { type: 'words', match: 'any', words: ['a', '\u200c'] }, '.words[1]'],
    ['words matched somehow', { type: 'words', match: 'roughly', words: ['a'] }, '.match'],
    ['an35 a pattern that is none', { type: 'pattern', pattern: '[' }, '.pattern'],
    ['a pattern too long', { type: 'pattern', pattern: 'a'.repeat(101) }, '.pattern'],
  ])('%s is a fault of its answer at its path', (_, accept, path) => {
    const own = { steps: { first: ask(accept), second: end } };
    expect(faults({ ...good, ...own }).map((fault) => fault.split(': ')[0])).toEqual([
      `steps.first.accept${path}`,
    ]);
  });

  test('an35 a pattern is refused in words', () => {
    expect(
      faults({ ...good, steps: { first: ask({ type: 'pattern', pattern: '[' }), second: end } }),
    ).toEqual(['steps.first.accept.pattern: is no pattern: a [ is not closed']);
  });

  test.each([
    { type: 'time', earliest: '18:00', latest: '18:00' },
    { type: 'phone', country: 'IR' },
    { type: 'words', match: 'any', words: ['بله', 'sì', '👍'] },
    { type: 'pattern', pattern: '^[A-Z]{2}\\d+$' },
  ])('%j may be asked for', (accept) => {
    expect(faults({ ...good, steps: { first: ask(accept), second: end } })).toEqual([]);
  });

  test('conditions go so deep and no deeper', () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? { type: 'has', name: 'name' } : { type: 'not', condition: nested(depth - 1) };
    const withDepth = (depth: number) => ({
      ...good,
      steps: {
        first: { type: 'branch', cases: [{ when: nested(depth), next: 'end' }], otherwise: 'end' },
        end,
      },
    });
    expect(faults(withDepth(FLOW_LIMITS.conditionDepth))).toEqual([]);
    expect(faults(withDepth(FLOW_LIMITS.conditionDepth + 1))).toHaveLength(1);
  });

  test('anything else is faults, never an exception', () => {
    for (const raw of [null, 5, 'flow', [], {}, { flow: 1, steps: [] }])
      expect(faults(raw).length).toBeGreaterThan(0);
  });
});
