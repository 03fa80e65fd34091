import { aServiceOperator, aPaidService, aTariff } from '../../../test/support/a-service';
import { consents, talkOf, tokenOf, turns, aSubscribe } from '../../../test/support/a-subscribe';
import { aConfiguration, aList, hoursLater, minutesLater, NOW } from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';

describe('asking', () => {
  test('SUB-03 what is shown is what is sent, what the ledger keeps and what the subscription keeps', () => {
    const asked = talkOf().says('STARS');
    const [shown = ''] = asked.replies;
    for (const demanded of ['STARS', 'Acme Media', '3.00 GBP', 'a week', 'YES', 'STOP STARS', 'HELP'])
      expect(shown).toContain(demanded);
    expect(asked.effects).toContainEqual(expect.objectContaining({ type: 'consent', event: 'asked', shown }));
    expect(asked.effects).toContainEqual(
      expect.objectContaining({ type: 'subscribe', shown, tariffId: 1, operatorId: 1, token: null }),
    );
  });

  test('BIL-09 the price is the one in force now, not the one of last month', () => {
    const tariffs = [aTariff(), aTariff({ id: 2, amountMinor: 450n, effectiveFrom: NOW })];
    const at = (when: Date) => talkOf({ service: aPaidService({ tariffs }) }).says('STARS', when).replies[0];
    expect([at(minutesLater(-1)), at(NOW)]).toEqual([
      expect.stringContaining('3.00 GBP'),
      expect.stringContaining('4.50 GBP'),
    ]);
  });

  test('SUB-02 nobody is promised a trial twice', () => {
    const talk = talkOf({ service: aPaidService({ trialDays: 7 }) });
    expect(talk.says('STARS').replies[0]).toContain('7-day free trial');
    const again = talkOf({ service: aPaidService({ trialDays: 7 }) });
    again.knows(
      { type: 'subscription', serviceId: 1 },
      {
        ...{ state: 'unsubscribed', language: 'en', token: null, shown: '', tariffId: 1 },
        ...{ joinedAt: '2026-01-01T00:00:00Z', askedAgain: 0, mistyped: 0, hadTrial: true },
      },
    );
    expect(again.says('STARS').replies[0]).not.toContain('trial');
  });

  test.each([
    ['a draft', { service: aPaidService({ state: 'draft' }) }, 'cannot be joined'],
    ['suspended', { service: aPaidService({ state: 'suspended' }) }, 'cannot be joined'],
    ['without a price', { service: aPaidService({ tariffs: [] }) }, 'cannot be joined'],
    ['another operator’s', { operatorId: 2 }, 'not available on your network'],
    ['of nobody knows which operator', { operatorId: null }, 'not available on your network'],
    [
      'not approved by the operator',
      { service: aPaidService({ operators: [aServiceOperator({ isApproved: false })] }) },
      'not available on your network',
    ],
  ] as const)('SUB-12 %s: nothing opens, and it says so', (_, scene, text) => {
    const said = talkOf(scene).says('STARS');
    expect([turns(said), consents(said)]).toEqual([[], []]);
    expect(said.replies).toEqual([expect.stringContaining(text)]);
    expect(said.replies[0]).toContain('You have not been charged.');
  });

  test('a service that is gone says nothing, and throws nothing', () => {
    const configuration = aConfiguration({
      lists: [aList()],
      plays: [{ words: ['STARS'], campaign: aSubscribe() }],
    });
    expect(new Talk({ configuration }).says('STARS')).toMatchObject({
      because: 'the service is gone',
      replies: [],
    });
  });
});

describe('answering', () => {
  test('OPT-09 YES, and only in time, and only once', () => {
    const talk = talkOf();
    talk.says('STARS');
    const yes = talk.says('yes!', minutesLater(59));
    expect([turns(yes), consents(yes)]).toEqual([['confirmed'], ['opt_in']]);
    expect(turns(talk.says('YES', minutesLater(60)))).toEqual([]);
    const late = talkOf();
    late.says('STARS');
    const tooLate = late.says('YES', minutesLater(60));
    expect([turns(tooLate), consents(tooLate), tooLate.replies[0]]).toEqual([
      ['lapsed'],
      ['expired'],
      expect.stringContaining('JOIN STARS'),
    ]);
  });

  test.each(['NO', 'nope', 'maybe later', '7'])('OPT-09 %s is no yes', (text) => {
    const talk = talkOf();
    talk.says('STARS');
    const said = talk.says(text, minutesLater(1));
    expect([turns(said), consents(said)]).toEqual([['declined'], ['declined']]);
    expect(turns(talk.says('YES', minutesLater(2)))).toEqual([]);
  });

  test('OPT-09 another keyword answers it with no, quietly; STATUS and HELP leave it open', () => {
    const talk = talkOf();
    talk.says('STARS');
    for (const word of ['HELP', 'STATUS']) expect(turns(talk.says(word, minutesLater(1)))).toEqual([]);
    const turned = talk.says('HELLO', minutesLater(2));
    expect([turns(turned), turned.replies]).toEqual([['declined'], ['Hello from Acme.']]);
    expect(turns(talk.says('YES', minutesLater(3)))).toEqual([]);
  });

  test('OPT-09 with a code another keyword is heard beside the question, and a YES is asked for the code', () => {
    const talk = talkOf({ service: aPaidService({ settings: { confirm: 'code' } }) });
    const asked = talk.says('STARS');
    const token = tokenOf(asked);
    expect(asked.replies[0]).toContain(token);
    expect(talk.says('HELLO', minutesLater(1)).replies).toEqual(['Hello from Acme.']);
    const yes = talk.says('YES', minutesLater(2));
    expect([turns(yes), yes.replies]).toEqual([['asked again'], asked.replies]);
    expect(turns(talk.says(token, minutesLater(3)))).toEqual(['confirmed']);
  });

  test('OPT-09 the fifth wrong code ends it', () => {
    const talk = talkOf({ service: aPaidService({ settings: { confirm: 'otp', otpDigits: 6 } }) });
    const right = tokenOf(talk.says('STARS'));
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    const tries = [1, 2, 3, 4, 5].map((minute) => turns(talk.says(wrong, minutesLater(minute))));
    expect(tries).toEqual([...Array(4).fill(['mistyped']), ['mistyped', 'declined']]);
    expect(turns(talk.says(right, minutesLater(6)))).toEqual([]);
  });

  test('OPT-09 the word again asks again with the same words, twice; then the question only stays open', () => {
    const talk = talkOf();
    const [shown] = talk.says('STARS').replies;
    const again = [1, 2, 3].map((minute) => talk.says('STARS', minutesLater(minute)));
    expect(again.map(turns)).toEqual([['asked again'], ['asked again'], []]);
    expect(again.map(({ replies }) => replies)).toEqual([[shown], [shown], []]);
    expect(turns(talk.says('YES', minutesLater(4)))).toEqual(['confirmed']);
  });

  test('SUB-02 who has it hears so with the price, and after a STOP is asked anew', () => {
    const talk = talkOf();
    talk.says('STARS');
    talk.says('YES', minutesLater(1));
    const already = talk.says('STARS', minutesLater(2));
    expect([turns(already), already.replies]).toEqual([
      [],
      ['You already have STARS: 3.00 GBP a week. To leave it reply STOP STARS.'],
    ]);
    talk.says('STOP', minutesLater(3));
    expect(turns(talk.says('STARS', minutesLater(4)))).toEqual(['subscribe']);
  });

  test('OPT-04 what was said before a STOP opens and confirms nothing', () => {
    const talk = talkOf();
    talk.says('STOP', minutesLater(5));
    expect(turns(talk.says('STARS', minutesLater(4), { lateMs: 120_000 }))).toEqual([]);
    const asked = talkOf();
    asked.says('STARS');
    asked.says('STOP', minutesLater(5));
    expect(turns(asked.says('YES', minutesLater(4), { lateMs: 120_000 }))).toEqual([]);
  });
});

describe('SUB-12 an age limit', () => {
  const grown = () => talkOf({ service: aPaidService({ minAge: 18 }) });

  test('asks for the date of birth, keeps it, and asks for the yes then', () => {
    const talk = grown();
    expect(talk.says('STARS').replies[0]).toContain('aged 18 and over');
    const born = talk.says('21/03/1990', minutesLater(1));
    expect(turns(born)).toEqual(['subscribe']);
    expect(born.effects).toContainEqual(
      expect.objectContaining({ type: 'learn', values: { birthDate: '1990-03-21' } }),
    );
    expect(turns(talk.says('YES', minutesLater(2)))).toEqual(['confirmed']);
  });

  test('keeps the young out, and gives up on who does not say', () => {
    const young = grown();
    young.says('STARS');
    expect(young.says('21/03/2015', minutesLater(1)).because).toBe('is too young');
    const silent = grown();
    silent.says('STARS');
    expect(silent.says('dunno', minutesLater(1)).because).toContain('date of birth');
    expect(silent.says('dunno', minutesLater(2)).because).toBe('did not say the date of birth');
  });
});

test('OPT-09 hours later the question is forgotten', () => {
  const talk = talkOf();
  talk.says('STARS');
  expect(talk.says('YES', hoursLater(26)).rule).not.toBe('answer');
});
