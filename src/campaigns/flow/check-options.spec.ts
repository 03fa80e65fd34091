import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { isHeardFirst } from './check-flow';
import { checkOptions, expectedAnswersOf } from './check-options';
import type { FlowCheckContext } from './finding';
import type { ChooseStep, Flow } from './flow';

const profile = profileAt(builtInProfiles, 'ir', new Date('2026-05-01T08:00:00Z'));
const choose = (own: Partial<ChooseStep>): ChooseStep => ({
  type: 'choose',
  texts: { en: 'Which?' },
  options: [],
  save: 'fruit',
  next: 'end',
  ...own,
});
const aFlow = (first: ChooseStep): Flow => ({
  flow: 1,
  languages: ['en'],
  first: 'first',
  steps: { first, end: { type: 'end', outcome: 'done' } },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { en: 'Let us leave it there.' } },
});
const found = (flow: Flow, own: Partial<FlowCheckContext> = {}) =>
  checkOptions(flow, {
    values: {},
    isReserved: (raw) => isHeardFirst(profile, raw),
    isKeyword: (raw) => raw === 'win',
    isTable: () => true,
    isWebhook: () => true,
    isQueue: () => true,
    ...own,
  }).map(({ step, severity, message }) => `${severity} ${step}: ${message}`);

describe('SES-01 options that cannot be chosen', () => {
  const two = (first: string, second: string, aliases: readonly string[] = []) =>
    aFlow(
      choose({
        options: [
          { value: 'a', labels: { en: first } },
          { value: 'p', labels: { en: second }, aliases },
        ],
      }),
    );

  test('two that are one word', () => {
    expect(found(two('Café', 'CAFE'))).toEqual(['error first: "cafe" would choose both "a" and "p".']);
    expect(found(two('یک', 'Pears', ['يك']))).toEqual(['error first: "یک" would choose both "a" and "p".']);
    expect(found(two('Apples', '‌'))).toEqual(['error first: No word chooses option "p".']);
    const same = choose({
      options: [
        { value: 'a', labels: { en: 'x' } },
        { value: 'a', labels: { en: 'y' } },
      ],
    });
    expect(found(aFlow(same))).toEqual(['error first: Two options have the value "a".']);
  });

  test('words the rules hear first, and keywords', () => {
    expect(found(two('Stop', 'لغو'))).toEqual([
      'error first: "Stop" cannot be an answer: the rules of the code hear it first.',
      'error first: "لغو" cannot be an answer: the rules of the code hear it first.',
    ]);
    expect(found(two('Yes', 'No'))).toEqual([]);
    expect(found(two('win', 'lose'))).toEqual([
      'warning first: "win" is also a keyword: while this question is open it is an answer.',
    ]);
  });

  test('words that an open question listens for, as well', () => {
    const listening: Flow = {
      ...aFlow(choose({})),
      steps: {
        first: {
          type: 'ask',
          texts: { en: 'Tea or coffee?' },
          accept: { type: 'words', match: 'any', words: ['tea', 'لغو', 'win'] },
          save: 'drink',
          next: 'end',
        },
        end: { type: 'end', outcome: 'done' },
      },
    };
    expect(found(listening)).toEqual([
      'error first: "لغو" cannot be an answer: the rules of the code hear it first.',
      'warning first: "win" is also a keyword: while this question is open it is an answer.',
    ]);
    expect(expectedAnswersOf(listening)).toEqual(['tea', 'لغو', 'win']);
  });

  test('the eleventh of a list, where the operator has put a command', () => {
    const options = Array.from({ length: 12 }, (_, at) => ({
      value: `v${at}`,
      labels: { en: `Label ${'abcdefghijkl'[at]}` },
    }));
    const isReserved = (raw: string): boolean => raw === '11';
    expect(found(aFlow(choose({ options })), { isReserved })).toEqual([
      'error first: "11" cannot be an answer: the rules of the code hear it first.',
    ]);
    expect(expectedAnswersOf(aFlow(choose({ options })))).toEqual(expect.arrayContaining(['12', 'Label a']));
  });

  test('ways of single options where several may be chosen', () => {
    const options = [{ value: 'a', labels: { en: 'Apples' }, next: 'end' }];
    expect(found(aFlow(choose({ options, multiple: true })))).toEqual([
      'warning first: Several options may be chosen, so the ways of single ones are never taken.',
    ]);
  });
});
