import fc from 'fast-check';
import {
  aCampaign,
  aConfiguration,
  aKeyword,
  aShortcode,
  hoursLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import { quiz } from './quiz';
import { NEW_QUIZ_PLAYER, pickQuestions } from './quiz-picks';
import { DIFFICULTIES, type QuizSettings } from './quiz-settings';

const bank = Array.from({ length: 12 }, (_, at) => ({
  name: `q${at}`,
  difficulty: DIFFICULTIES[at % 3],
  texts: { fa: `پرسش ${at}`, en: `Question ${at}` },
  options: [{ labels: { fa: 'تهران', en: 'Tehran' } }, { labels: { fa: 'شیراز', en: 'Shiraz' } }],
  right: 1,
}));
function settingsOf(own: object = {}): QuizSettings {
  const read = quiz.readSettings({ bank, ...own }, LANGUAGES);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.settings;
}
const code = aShortcode({ language: 'fa', profile: 'ir', zone: 'Asia/Tehran' });
const aTalk = (own: object = {}) =>
  new Talk({
    configuration: aConfiguration({
      shortcodes: [code],
      plays: [
        {
          words: [aKeyword('مسابقه', { language: 'fa' }), 'QUIZ'],
          campaign: aCampaign({
            kind: 'quiz',
            language: 'fa',
            timezone: 'Asia/Tehran',
            settings: settingsOf(own),
          }),
        },
      ],
    }),
  });

test('PLL-04 right, wrong and skipped: 100, 10 and 3, and the score of the round', () => {
  const talk = aTalk({ questionsPerPlay: 3 });
  expect(talk.says('مسابقه').replies[0]).toMatch(/^پرسش \d+\n۱\. تهران\n۲\. شیراز\n۳\. رد کن$/);
  expect(talk.says('۱').replies[0]).toContain('۱۰۰ امتیاز');
  expect(talk.says('2').replies[0]).toContain('پاسخ درست «تهران» است. ۱۰ امتیاز');
  const last = talk.says('رد');
  expect(last.replies).toHaveLength(1);
  expect(last.replies[0]).toContain('امتیاز این دور: ۱۱۳. مجموع امتیاز شما: ۱۱۳.');
});

test('PLL-04 five questions a day by the campaign’s own midnight, and never the same one twice', () => {
  const talk = aTalk({ questionsPerPlay: 3 });
  const asked: string[] = [];
  const play = (at: Date): string => {
    let said = talk.says('QUIZ', at).replies[0] ?? '';
    for (;;) {
      const question = /Question (\d+)/.exec(said)?.[1];
      if (question === undefined) return said;
      asked.push(question);
      said = talk.says('1', at).replies[0] ?? '';
    }
  };
  expect(play(NOW)).toContain('300');
  expect(play(NOW)).toContain('200 points. In all: 500.');
  expect(play(NOW)).toContain('Play again tomorrow');
  expect(asked).toHaveLength(5);
  expect(play(hoursLater(12))).toContain('tomorrow'); // 23:30 in Tehran
  expect(play(hoursLater(12.5))).toContain('In all: 800');
  expect(new Set(asked).size).toBe(8);
  play(hoursLater(13));
  play(hoursLater(40));
  expect(play(hoursLater(80))).toContain('every question there is');
  expect(new Set(asked).size).toBe(12);
});

test('PLL-04 a play that was left is gone on with, and its questions are not counted twice', () => {
  const talk = aTalk({ questionsPerPlay: 5 });
  const first = talk.says('QUIZ').replies[0];
  talk.waitsFor(talk.says('1').effects);
  const again = talk.says('QUIZ', hoursLater(2));
  expect(again.replies[0]).not.toBe(first);
  let last = again;
  for (let left = 4; left > 0; left--) last = talk.says('1', hoursLater(2));
  expect(last.replies[0]).toContain('In all: 500');
});

test('PLL-04 the mix says how many of each difficulty, easy ones first', () => {
  const settings = settingsOf({ mix: { easy: 1, hard: 2 } });
  const picked = pickQuestions(settings, NEW_QUIZ_PLAYER, { day: '2026-05-01', luck: 'luck' });
  const names = picked.type === 'picked' ? picked.names : [];
  expect(names.map((name) => bank.find((question) => question.name === name)?.difficulty)).toEqual([
    'easy',
    'hard',
    'hard',
  ]);
});

test('PLL-04 whatever the luck and however often, nobody is drawn a question twice or more than the day allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ luck: fc.string(), day: fc.constantFrom('1', '2', '3'), left: fc.nat(5) }), {
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 6 }),
      (plays, questionsPerPlay, questionsPerDay) => {
        const settings = settingsOf({ questionsPerPlay, questionsPerDay });
        let player = NEW_QUIZ_PLAYER;
        const drawn = new Map<string, number>();
        for (const { luck, day, left } of [...plays].sort((a, b) => (a.day < b.day ? -1 : 1))) {
          const before = new Set(player.seen);
          const picked = pickQuestions(settings, player, { day, luck });
          if (picked.type !== 'picked') continue;
          const fresh = picked.names.filter((name) => !before.has(name));
          expect(picked.names.every((name) => !before.has(name) || player.left.includes(name))).toBe(true);
          drawn.set(day, (drawn.get(day) ?? 0) + fresh.length);
          expect(drawn.get(day)).toBeLessThanOrEqual(questionsPerDay);
          expect(picked.names.length).toBeLessThanOrEqual(questionsPerPlay);
          player = { ...picked.player, left: picked.player.left.slice(0, left) };
        }
      },
    ),
  );
});

test('a bank with a question whose right answer is none is refused by its path', () => {
  const read = quiz.readSettings(
    { bank: [{ ...bank[0], right: 3 }], texts: { score: { en: '{nothing}' } } },
    [],
  );
  expect('faults' in read && read.faults.map(({ path }) => path)).toEqual([
    'texts.score.en',
    'bank[0].right',
  ]);
});

test('a label with braces is shown as it is', () => {
  const odd = {
    ...bank[0],
    options: [{ labels: { fa: '{x}', en: '{x}' } }, { labels: { fa: 'ب', en: 'B' } }],
  };
  const talk = aTalk({ bank: [odd], questionsPerPlay: 1 });
  talk.says('QUIZ');
  expect(talk.says('2').replies[0]).toContain('the right answer is {x}.');
});
