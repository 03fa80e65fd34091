import {
  aCampaign,
  aConfiguration,
  aJoin,
  aList,
  aQuestionKind,
  hoursLater,
  minutesLater,
  type AQuestion,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';

function askedFor(question: AQuestion): Talk {
  const configuration = aConfiguration({
    lists: [aList()],
    plays: [
      { words: ['COLOUR'], campaign: aCampaign({ id: 5, kind: 'colour', settings: {} }) },
      { words: ['START OVER', 'HELLO'], campaign: aCampaign({ id: 6 }) },
      { words: ['NEWS'], campaign: aJoin() },
    ],
  });
  const talk = new Talk({ configuration, kinds: [aQuestionKind(question)] });
  expect(talk.says('COLOUR').replies).toEqual(['Which colour?']);
  return talk;
}

describe('an open question', () => {
  test('SES-02 sp04 an answer is taken in any case', () => {
    expect(askedFor({ accepts: ['mutzig'] }).says('MUTZIG', minutesLater(1)).replies).toEqual([
      'Answer 1: mutzig',
    ]);
  });

  test('SES-02 the state advances once per accepted answer', () => {
    const talk = askedFor({ accepts: ['red'] });
    const counted = ['red', 'purple', 'RED', 'Red!'].map(
      (text, at) => talk.says(text, minutesLater(at + 1)).replies[0],
    );
    expect(counted).toEqual(['Answer 1: red', 'Which colour, please?', 'Answer 2: red', 'Answer 3: red']);
  });

  test('SES-03 sp02 what it does not take keeps the turn and is asked again', () => {
    expect(askedFor({ accepts: ['red'] }).says('purple', minutesLater(1))).toMatchObject({
      rule: 'conversation',
      because: 'asked again',
    });
  });

  test('SES-03 sp05 a keyword interrupts it', () => {
    const talk = askedFor({ accepts: ['red'] });
    const { rule, effects } = talk.says('hello', minutesLater(1));
    expect(rule).toBe('keyword');
    expect(effects).toContainEqual({ type: 'forget', brandId: 1 });
    expect(talk.says('red', minutesLater(2)).rule).not.toBe('answer');
  });

  test('SES-03 parked, it is still open after the keyword', () => {
    const talk = askedFor({ accepts: ['red'], whenInterrupted: 'park' });
    expect(talk.says('hello', minutesLater(1)).rule).toBe('keyword');
    expect(talk.says('red', minutesLater(2)).rule).toBe('answer');
  });

  test('SES-03 where it refuses, the keyword is not played', () => {
    const talk = askedFor({ accepts: ['red'], whenInterrupted: 'refuse' });
    expect(talk.says('hello', minutesLater(1)).rule).toBe('conversation');
    expect(talk.says('red', minutesLater(2)).rule).toBe('answer');
  });

  test('SES-03 sp05 a question for any words takes a keyword for an answer', () => {
    expect(askedFor({ ignoresKeywords: true }).says('hello', minutesLater(1))).toMatchObject({
      rule: 'answer',
    });
  });

  test.each(['STOP', 'خاموش', 'HELP', 'UNSUBSCRIBE'])('SES-03 sp07 but never %s', (word) => {
    expect(askedFor({ ignoresKeywords: true }).says(word, minutesLater(1)).rule).toBe('reserved word');
  });

  test('OPT-06 nor a wish to be left alone', () => {
    expect(askedFor({ ignoresKeywords: true }).says('please stop texting me', minutesLater(1)).rule).toBe(
      'intent to stop',
    );
  });

  test('SES-03 after its time it is no question any more', () => {
    expect(askedFor({ accepts: ['red'] }).says('red', minutesLater(31)).rule).not.toBe('answer');
  });

  test('KW-04 of a question and a yes that is waited for, the younger is meant', () => {
    const yes = { accepts: ['yes'], whenInterrupted: 'park' } as const;
    const configuration = aConfiguration({
      lists: [aList({ doubleOptIn: true })],
      plays: [
        { words: ['COLOUR'], campaign: aCampaign({ id: 5, kind: 'colour', settings: {} }) },
        { words: ['NEWS'], campaign: aJoin() },
      ],
    });
    const talk = new Talk({ configuration, kinds: [aQuestionKind(yes)] });
    talk.says('COLOUR');
    talk.says('NEWS', minutesLater(1));
    expect(talk.says('yes', minutesLater(2)).because).toBe('confirmed the list');
    talk.says('COLOUR', minutesLater(3));
    expect(talk.says('yes', minutesLater(4)).because).toBe('answered');
  });
});

describe('OPT-09 double opt-in', () => {
  const careful = () =>
    new Talk({
      configuration: aConfiguration({
        lists: [aList({ doubleOptIn: true })],
        plays: [{ words: ['NEWS'], campaign: aJoin() }],
      }),
    });
  const isOn = (talk: Talk) => talk.person.standings.get('list:1')?.status === 'in';

  test('OPT-09 one text alone joins nobody; the YES does, and the words shown are kept', () => {
    const talk = careful();
    const asked = talk.says('NEWS');
    expect([asked.because, isOn(talk)]).toEqual(['asked to join, and was asked to confirm', false]);
    const confirmed = talk.says('Yes!', minutesLater(59));
    expect([confirmed.because, isOn(talk)]).toEqual(['confirmed the list', true]);
    const shown = confirmed.effects.flatMap((effect) => (effect.type === 'consent' ? [effect.shown] : []));
    expect(shown).toEqual(confirmed.replies);
  });

  test('OPT-09 NO declines', () => {
    const talk = careful();
    talk.says('NEWS');
    expect(talk.says('no', minutesLater(1)).because).toBe('said no');
    expect(talk.says('yes', minutesLater(2)).because).not.toBe('confirmed the list');
    expect(isOn(talk)).toBe(false);
  });

  test('OPT-09 an hour later it is too late, to the second, and the reply says how to try again', () => {
    const [inTime, late] = [careful(), careful()];
    for (const talk of [inTime, late]) talk.says('NEWS');
    expect(inTime.says('YES', new Date(hoursLater(1).getTime() - 1)).because).toBe('confirmed the list');
    const answer = late.says('YES', hoursLater(1));
    expect([answer.because, isOn(late)]).toEqual(['said yes too late', false]);
    expect(answer.replies[0]).toMatch(/JOIN NEWS/);
  });

  test('OPT-09 a YES that nobody waits for joins nobody', () => {
    const talk = careful();
    talk.says('YES');
    expect(talk.person.standings.size).toBe(0);
  });

  test('OPT-07 st37 YES brings back somebody who left only where the profile has it so', () => {
    for (const [profile, status] of [
      ['us', 'in'],
      ['uk', 'out'],
      ['it', 'out'],
    ] as const) {
      const configuration = aConfiguration();
      const [code] = configuration.shortcodes.values();
      const talk = new Talk({ configuration, shortcode: { ...(code ?? fail()), profile } });
      talk.says('STOP');
      talk.says('YES', minutesLater(1));
      expect([profile, talk.person.standings.get('code:1')?.status]).toEqual([profile, status]);
    }
  });
});

function fail(): never {
  throw new Error('the catalogue has no code');
}
