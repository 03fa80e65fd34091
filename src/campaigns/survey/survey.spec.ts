import {
  aCampaign,
  aConfiguration,
  aKeyword,
  aShortcode,
  minutesLater,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import type { Effect } from '../effect';
import { survey } from './survey';
import { surveyFlow } from './survey-flow';
import type { SurveySettings } from './survey-settings';

const raw = {
  welcome: { it: 'Ciao!', ar: 'مرحبًا!' },
  questions: [
    {
      name: 'recommend',
      type: 'nps',
      texts: { it: 'Da 0 a 10, ci consiglieresti?', ar: 'من ٠ إلى ١٠، هل توصي بنا؟' },
      ways: [{ min: 9, goTo: 'service' }],
    },
    { name: 'why', type: 'text', texts: { it: 'Perché?', ar: 'لماذا؟' } },
    { name: 'service', type: 'csat', texts: { it: 'Il servizio, da 1 a 5?', ar: 'الخدمة من ١ إلى ٥؟' } },
    {
      name: 'drinks',
      type: 'choices',
      texts: { it: 'Cosa bevi?\n{options}', ar: 'ماذا تشرب؟\n{options}' },
      options: [
        { value: 'tea', labels: { it: 'Tè', ar: 'شاي' } },
        { value: 'coffee', labels: { it: 'Caffè', ar: 'قهوة' } },
      ],
    },
  ],
};

function settingsOf(given: object): SurveySettings {
  const read = survey.readSettings(given, LANGUAGES);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.settings;
}
const aTalk = (own: object = {}) =>
  new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode({ language: 'it', profile: 'it' })],
      plays: [
        {
          words: [aKeyword('OPINIONE', { language: 'it' }), aKeyword('رأي', { language: 'ar' })],
          campaign: aCampaign({ kind: 'survey', language: 'it', settings: settingsOf({ ...raw, ...own }) }),
        },
      ],
    }),
  });
const entriesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'entry' ? [effect] : []));
const talliesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'tally' ? [effect.choice] : []));

test('PLL-03 a friend is not asked why; every answer is a row with the version of its question', () => {
  const talk = aTalk();
  expect(talk.says('OPINIONE').replies).toEqual(['Ciao!', 'Da 0 a 10, ci consiglieresti?']);
  const first = talk.says('9');
  expect(first.replies).toEqual(['Il servizio, da 1 a 5?']);
  expect(talliesOf(first.effects)).toEqual(['recommend=9']);
  expect(entriesOf(first.effects)[0]?.data).toMatchObject({
    question: 'recommend',
    value: 9,
    version: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
  });
  talk.says('5');
  const last = talk.says('caffè e tè');
  expect(last.replies[0]).toContain('Grazie!');
  expect(talliesOf(last.effects)).toEqual(['drinks=tea', 'drinks=coffee']);
  expect(entriesOf(last.effects).at(-1)).toMatchObject({
    outcome: 'completed',
    data: { answers: { recommend: 9, service: 5, drinks: ['tea', 'coffee'] } },
  });
});

test.each(['٨', '۸', '8', '8/10', 'otto? 8'])(
  'PLL-03 %s is eight out of ten, and eight is asked why',
  (said) => {
    const talk = aTalk();
    talk.says('رأي');
    expect(talk.says(said).replies).toEqual(['لماذا؟']);
  },
);

test('PLL-03 eleven, minus one and nine and a half are asked again', () => {
  const talk = aTalk({ maxTries: 5 });
  talk.says('OPINIONE');
  for (const said of ['11', '-1', '9,5']) {
    expect(talk.says(said).replies).toEqual(['Rispondi con un numero da 0 a 10.']);
  }
});

test('PLL-03 left half-way: partial, with the answers it had; the next one begins anew', () => {
  const talk = aTalk();
  talk.says('رأي');
  const asked = talk.says('١٠');
  const silence = talk.waitsFor(asked.effects);
  expect(entriesOf(silence)).toMatchObject([
    { outcome: 'partial', counted: true, data: { answers: { recommend: 10 } } },
  ]);
  expect(talk.says('رأي', minutesLater(120)).replies[0]).toBe('مرحبًا!');
});

test('PLL-03 begun again before its time was over: the first is partial too', () => {
  const talk = aTalk();
  talk.says('OPINIONE');
  talk.says('3');
  talk.says('perché no');
  const again = talk.says('OPINIONE');
  expect(entriesOf(again.effects)).toMatchObject([
    { outcome: 'partial', data: { answers: { recommend: 3, why: 'perché no' } } },
  ]);
});

test('PLL-03 one survey for each person, unless the brand wants more', () => {
  for (const [oncePerPerson, reply] of [
    [true, 'Hai già risposto a questo sondaggio. Grazie! Non ti è stato addebitato.'],
    [false, 'Ciao!'],
  ] as const) {
    const talk = aTalk({ oncePerPerson });
    for (const said of ['OPINIONE', '9', '5', 'tè']) talk.says(said);
    expect(talk.says('OPINIONE').replies[0]).toBe(reply);
  }
});

test('settings that lead backwards, or nowhere, are refused by their path', () => {
  const faultsOf = (questions: readonly object[]) => {
    const read = survey.readSettings({ questions }, LANGUAGES);
    return 'faults' in read ? read.faults.map(({ path }) => path) : [];
  };
  const asked = { name: 'a', type: 'nps', texts: { en: 'A?' } };
  expect(faultsOf([asked])).toEqual([]);
  expect(faultsOf([{ ...asked, ways: [{ goTo: 'a' }] }])).toEqual(['questions[0].ways[0].goTo']);
  expect(faultsOf([{ ...asked, ways: [{ goTo: 'end' }] }])).toEqual([]);
  expect(faultsOf([asked, asked])).toEqual(['questions[1].name']);
  expect(faultsOf([{ ...asked, type: 'choice' }])).toEqual(['questions[0].options']);
});

test('a way past the last question ends the survey', () => {
  const flow = surveyFlow(settingsOf(raw));
  expect(flow.steps['way_recommend']).toMatchObject({
    otherwise: 'ask_why',
    cases: [{ next: 'ask_service' }],
  });
});
