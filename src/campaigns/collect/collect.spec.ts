import { aCampaign, aConfiguration, aKeyword, aShortcode } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import type { Effect } from '../effect';
import { collect } from './collect';
import { COLLECT_TEXTS } from './collect-texts';

const raw = {
  purpose: 'membership',
  ask: [
    { attribute: 'email', accept: { type: 'email' } },
    { attribute: 'born', accept: { type: 'date', latest: 'today' }, purpose: 'age check', sensitive: true },
  ],
};
const aTalk = (own: object = {}) => {
  const read = collect.readSettings({ ...raw, ...own }, LANGUAGES);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode({ language: 'fa', profile: 'ir', zone: 'Asia/Tehran' })],
      plays: [
        {
          words: [aKeyword('مشخصات', { language: 'fa' }), 'REGISTER'],
          campaign: aCampaign({
            kind: 'collect',
            language: 'fa',
            timezone: 'Asia/Tehran',
            settings: read.settings,
          }),
        },
      ],
    }),
  });
};
const learntFrom = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'learn' ? [[effect.purpose, effect.values]] : []));

test.each([
  ['sara@example۔com', 'sara@example.com'],
  ['ایمیل من: Sara.R @ Example . com', 'sara.r@example.com'],
  ['sara at example dot com', 'sara@example.com'],
  ['sara@example،com', 'sara@example.com'],
])('DAT-01 %s is put right and kept with its purpose', (said, kept) => {
  const talk = aTalk();
  expect(talk.says('مشخصات').replies).toEqual(['نشانی ایمیل خود را بفرستید.']);
  const second = talk.says(said);
  expect(learntFrom(second.effects)).toEqual([['membership', { email: kept }]]);
  expect(second.replies).toEqual(['تاریخ را بفرستید، مانند ۱۳۷۰/۵/۳.']);
});

test.each(['sara', 'sara@', 'a@b.com, c@d.com', '@example.com'])('DAT-01 %s is asked for again', (said) => {
  const talk = aTalk();
  talk.says('مشخصات');
  const again = talk.says(said);
  expect(again.replies[0]).toContain('این نشانی ایمیل درست نیست');
  expect(learntFrom(again.effects)).toEqual([]);
});

test('DAT-01 a date of the Persian calendar is one of the profile, and stands in no row but that', () => {
  const talk = aTalk();
  talk.says('مشخصات');
  talk.says('sara@example.com');
  const last = talk.says('۱۳۷۰/۵/۳');
  expect(learntFrom(last.effects)).toEqual([['age check', { born: '1991-07-25' }]]);
  expect(last.replies).toEqual(['سپاس! اطلاعات شما ثبت شد.']);
  const others = last.effects.filter(({ type }) => type !== 'learn');
  expect(JSON.stringify(others)).not.toContain('1991');
});

test('DAT-01 what the brand knows is not asked again, if it says so', () => {
  const talk = aTalk({ skipKnown: true });
  talk.knows({ type: 'attributes', brandId: 1 }, { email: 'sara@example.com' });
  expect(talk.says('REGISTER').replies).toEqual(['Please send the date, such as 25/7/1991.']);
  talk.says('25/7/1991');
  expect(talk.says('REGISTER').replies[0]).toContain('We know all we wanted to ask.');
});

test('DAT-01 a time and a number to call are asked for and put right in every language', () => {
  const ask = [
    { attribute: 'when', accept: { type: 'time', earliest: '16:00', latest: '20:00' } },
    { attribute: 'phone', accept: { type: 'phone', country: 'IR' } },
  ];
  const talk = aTalk({ ask });
  expect(talk.says('مشخصات').replies).toEqual(['ساعت را بفرستید، مانند ۱۸:۳۰.']);
  expect(talk.says('ساعت ۹ صبح').replies).toEqual(['این ساعت پذیرفته نشد. آن را مانند ۱۸:۳۰ بنویسید.']);
  const second = talk.says('۵:۳۰');
  expect(second.replies).toEqual(['شماره تلفن خود را بفرستید.']);
  const last = talk.says('همین ۰۹۱۲۳۴۵۶۷۸۹');
  expect([...learntFrom(second.effects), ...learntFrom(last.effects)]).toEqual([
    ['membership', { when: '17:30' }],
    ['membership', { phone: '+989123456789' }],
  ]);
  expect(Object.keys(COLLECT_TEXTS.phone.retry).sort()).toEqual([...LANGUAGES].sort());
  expect(Object.keys(COLLECT_TEXTS.time.ask).sort()).toEqual([...LANGUAGES].sort());
});

test('DAT-01 words are listened for in a sentence, and a pattern is found in one', () => {
  const texts = { fa: 'چه می‌نوشید؟', en: 'What do you drink?' };
  const talk = aTalk({
    ask: [
      { attribute: 'drink', accept: { type: 'words', match: 'any', words: ['tea', 'چای'] }, texts },
      { attribute: 'table', accept: { type: 'pattern', pattern: '[A-D]\\d{1,2}' }, texts },
    ],
  });
  talk.says('مشخصات');
  expect(learntFrom(talk.says('قهوه').effects)).toEqual([]);
  expect(learntFrom(talk.says('یک چای لطفاً').effects)).toEqual([['membership', { drink: 'چای' }]]);
  expect(learntFrom(talk.says('table c۱۲ please').effects)).toEqual([['membership', { table: 'c۱۲' }]]);
});

test('settings: a question nobody knows how to ask, a name twice, neither a form nor options', () => {
  const read = collect.readSettings(
    {
      purpose: 'x',
      ask: [
        { attribute: 'a', accept: { type: 'text' } },
        { attribute: 'a', texts: { en: 'A?' } },
        { attribute: 'b', accept: { type: 'words', match: 'any', words: ['b'] } },
      ],
    },
    [],
  );
  expect('faults' in read && read.faults.map(({ path }) => path)).toEqual([
    'ask[0].texts',
    'ask[1].attribute',
    'ask[1]',
    'ask[2].texts',
  ]);
});
