import fc from 'fast-check';
import {
  aCampaign,
  aConfiguration,
  aKeyword,
  hoursLater,
  minutesLater,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import { readWholeCode } from '../codes/parola-code';
import { bestAnswer } from './best-answer';
import { faq } from './faq';
import type { FaqSettings } from './faq-settings';
import { indexOf, nearestTo } from './similarity';

const SETTINGS: FaqSettings = {
  questions: [
    {
      id: 'hours',
      asked: { en: ['When are you open?'], fa: ['ساعت کاری چیست؟'] },
      answer: { en: 'Every day from 9 to 18.', fa: 'هر روز ۹ تا ۱۸.' },
    },
    {
      id: 'ticket',
      asked: { en: ['How much is a ticket?'], fa: ['قیمت بلیت چقدر است؟'] },
      answer: { en: 'A ticket is 12 euros.', fa: 'بلیت ۱۲ یورو است.' },
    },
  ],
};
const WORDS = [
  aKeyword('ASK', { language: 'en' }),
  aKeyword('TRACK', { language: 'en' }),
  aKeyword('سوال', { language: 'fa' }),
];

function somebody(): Talk {
  const campaign = aCampaign({ kind: 'faq', settings: SETTINGS });
  return new Talk({ configuration: aConfiguration({ plays: [{ words: WORDS, campaign }] }) });
}
const ticketOf = (effects: readonly { readonly type: string }[]): string => {
  const ticket = effects.find(({ type }) => type === 'ticket') as { readonly code: string } | undefined;
  return ticket?.code ?? '';
};

describe('SUP-01 questions to a brand', () => {
  test('SUP-01 what the brand has foreseen is answered in its own words', () => {
    expect(somebody().says('ASK when do you open').replies).toEqual(['Every day from 9 to 18.']);
    expect(somebody().says('سوال قیمت بلیط؟').replies).toEqual(['بلیت ۱۲ یورو است.']);
  });

  test('SUP-01 a price for something else is never made up: it goes to a person, with a tracking code', () => {
    const said = somebody().says('ASK how much is a bus ticket for students');
    const code = ticketOf(said.effects);
    expect(readWholeCode(code)).toEqual({ code });
    expect(said.replies).toEqual([
      `We passed your question to our colleagues at Acme. Your tracking code: ${code}. You were not charged for it.`,
    ]);
    expect(said.effects).toContainEqual(
      expect.objectContaining({ type: 'ticket', words: 'how much is a bus ticket for students' }),
    );
    expect(said.effects).toContainEqual(expect.objectContaining({ type: 'event', event: 'unmatched' }));
  });

  test('SES-06 the brand’s word and the code tells how far it is, and the answer once there is one', () => {
    const talk = somebody();
    const code = ticketOf(talk.says('ASK do you sell umbrellas').effects);
    talk.knows({ type: 'ticket', code }, { state: 'open', answer: null });
    const typed = `track ${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase();
    expect(talk.says(typed, minutesLater(1)).replies[0]).toMatch(
      `Your question ${code} is being looked into.`,
    );
    talk.knows({ type: 'ticket', code }, { state: 'answered', answer: 'Yes, at the desk.' });
    expect(talk.says(`سوال ${code}`, minutesLater(2)).replies).toEqual([
      `پاسخ پرسش ${code}: Yes, at the desk.`,
    ]);
    talk.knows({ type: 'ticket', code }, { state: 'closed', answer: null });
    expect(talk.says(`TRACK ${code}`, minutesLater(3)).replies[0]).toMatch(/ is closed\. You were not/);
  });

  test('SES-06 a code of somebody else, or a mistyped one, says nothing about anybody', () => {
    const talk = somebody();
    const code = ticketOf(talk.says('ASK do you sell umbrellas').effects);
    expect(somebody().says(`TRACK ${code}`).replies[0]).toMatch(/^We do not know the tracking code/);
    const slip = `${code.slice(0, -1)}${code.endsWith('A') ? 'C' : 'A'}`;
    expect(talk.says(`TRACK ${slip}`, minutesLater(1)).replies[0]).toMatch(
      /^We do not know the tracking code/,
    );
  });

  test('SUP-01 the word alone is asked for the question; what follows is the question', () => {
    const talk = somebody();
    expect(talk.says('ASK').replies).toEqual(['Acme: what would you like to know?']);
    expect(talk.says('ticket how much', minutesLater(1)).replies).toEqual(['A ticket is 12 euros.']);
    talk.says('سوال', minutesLater(2));
    const handed = talk.says('کلاس نقاشی دارید؟', minutesLater(3));
    expect(ticketOf(handed.effects)).not.toBe('');
    expect(handed.rule).toBe('conversation');
  });

  test('SUP-01 five hand-overs a day are as many as anybody reads', () => {
    const talk = somebody();
    const codes = Array.from({ length: 6 }, (_, at) =>
      ticketOf(talk.says(`ASK do you sell umbrellas number ${at}`, minutesLater(at)).effects),
    );
    expect(codes.map((code) => code !== '')).toEqual([true, true, true, true, true, false]);
    expect(ticketOf(talk.says('ASK do you sell umbrellas', hoursLater(25)).effects)).not.toBe('');
  });

  test.each<[unknown, string[]]>([
    [7, ['']],
    [{ questions: [] }, ['questions']],
    [
      { questions: [{ id: 'A b', asked: {}, answer: 'x' }] },
      ['questions[0].id', 'questions[0].asked', 'questions[0].answer'],
    ],
    [{ ...SETTINGS, questions: [SETTINGS.questions[0], SETTINGS.questions[0]] }, ['questions[1].id']],
    [{ ...SETTINGS, threshold: 0.1, texts: { ask: { en: '{x}' } } }, ['threshold', 'texts.ask.en']],
  ])('SUP-01 %j names every fault by its path: %j', (raw, paths) => {
    const read = faq.readSettings(raw, LANGUAGES);
    expect('faults' in read ? read.faults.map(({ path }) => path) : []).toEqual(paths);
  });
});

describe('likeness', () => {
  const index = indexOf([['When are you open?'], ['How much is a ticket?', 'قیمت بلیت']]);

  test('SUP-01 the order of the words, their case and a slip do not matter; another number does', () => {
    expect(nearestTo(index, 'tikcet')?.question).toBe(1);
    expect(nearestTo(index, 'OPEN you are when')?.question).toBe(0);
    const lines = indexOf([['line 4 delayed'], ['line 5 delayed']]);
    expect(nearestTo(lines, 'is line 5 delayed')?.question).toBe(1);
  });

  test('SUP-01 whatever is said, a score lies between 0 and 1, and the same words score the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
        const nearest = nearestTo(index, raw);
        const isShare = nearest === null || (nearest.score >= 0 && nearest.score <= 1.000001);
        expect(nearestTo(index, raw)).toEqual(nearest);
        return isShare;
      }),
    );
  });

  test('SUP-01 an answer is always one of the brand’s', () => {
    const words = fc.constantFrom('ticket', 'open', 'how', 'much', 'bus', 'قیمت', 'بلیت', 'student', '12');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (said) => {
        const found = bestAnswer(SETTINGS, said.join(' '));
        return found.type === 'unsure' || SETTINGS.questions.includes(found.question);
      }),
    );
  });
});
