import { moves, outcomes, voter } from '../../../test/support/a-vote';
import { minutesLater } from '../../../test/support/builders';
import { LANGUAGES } from '../../text/language';

describe('asking', () => {
  test('PLL-01 VOTE alone is asked with the numbered list, in the language of the word', () => {
    const question = { fa: 'بهترین خواننده؟', it: 'Chi canta meglio?', en: 'Best singer?' };
    const first = (word: string) => voter({ question }).says(word).replies;
    expect(first('رأی')).toEqual(['بهترین خواننده؟ شماره آن را بفرستید:\n۱. نیلوفر\n۲. صبا\n۳. باران']);
    expect(first('VOTA')).toEqual([
      'Chi canta meglio? Rispondi con il numero:\n1. Ninfea\n2. Brezza\n3. Pioggia',
    ]);
    expect(first('تصويت')[0]).toMatch(/أرسل رقم اختيارك:\n١\. نيلوفر\n٢\. صبا\n٣\. مطر$/);
  });

  test('PLL-01 whoever is not understood is asked twice more, then told that nothing was counted', () => {
    const talk = voter({}, {}, true);
    talk.says('VOTE');
    const said = ['hmm', 'maybe', 'dunno', '1'].map((text, at) => talk.says(text, minutesLater(at + 1)));
    expect(said.map(outcomes)).toEqual([['invalid'], ['invalid'], ['invalid'], []]);
    expect(said[1]?.replies[0]).toContain('1. Niloofar');
    expect(said[2]?.replies).toEqual([
      'We could not read your vote, so nothing was counted. You were not charged for it.',
    ]);
    expect(said[3]?.campaignId).toBeUndefined();
  });

  test('PLL-01 STOP, HELP and another keyword are themselves while the question is open', () => {
    for (const [text, rule] of [
      ['STOP', 'reserved word'],
      ['HELP', 'reserved word'],
      ['HELLO', 'keyword'],
    ] as const) {
      const talk = voter();
      talk.says('VOTE');
      expect(talk.says(text, minutesLater(1))).toMatchObject({ rule });
    }
  });

  test('SES-01 half an hour later the question is closed, and a number alone means nothing', () => {
    const talk = voter();
    talk.says('VOTE');
    expect(moves(talk.says('2', minutesLater(31)))).toEqual({});
  });

  test('KW-09 a number the operators reserve is an answer while the question is open, and only then', () => {
    const options = Array.from({ length: 12 }, (_, at) => ({
      value: `o${at + 1}`,
      labels: { en: `Team ${String.fromCharCode(65 + at)}`, fa: `گروه ${String.fromCharCode(65 + at)}` },
    }));
    const talk = voter({ options });
    talk.says('VOTE');
    expect(moves(talk.says('11', minutesLater(1)))).toEqual({ o11: 1 });
    expect(moves(voter({ options }).says('11'))).toEqual({});
  });
});

describe('the window', () => {
  const window = { opensAt: minutesLater(10), closesAt: minutesLater(60), timezone: 'Asia/Tehran' };

  test('PLL-01 early and late votes are kept, and not counted; the closing instant is late', () => {
    const at = (minutes: number) => voter({}, window, true).says('VOTE 2', minutesLater(minutes));
    expect([9, 10, 59, 60].map((minutes) => outcomes(at(minutes)))).toEqual([
      ['early'],
      ['vote'],
      ['vote'],
      ['late'],
    ]);
    expect(at(9).replies).toEqual([
      'Voting is not open yet. It starts 2026-05-01 11:40. You were not charged for it.',
    ]);
    expect(at(60).effects).toContainEqual(
      expect.objectContaining({ type: 'entry', counted: false, data: { choices: ['saba'] } }),
    );
  });

  test('PLL-01 an answer that comes after the close is late, though the question was asked before', () => {
    const talk = voter({}, window);
    talk.says('VOTE', minutesLater(55));
    const late = talk.says('2', minutesLater(61));
    expect([outcomes(late), moves(late)]).toEqual([['late'], {}]);
  });

  test('PLL-01 outside its hours it says when it opens again', () => {
    const hours = [{ from: '20:00', to: '22:00' }];
    const closed = voter({ hours }, { timezone: 'Asia/Tehran' }).says('رأی ۱');
    expect(outcomes(closed)).toEqual(['closed']);
    expect(closed.replies).toEqual(['اکنون زمان رأی‌گیری نیست. آغاز دوباره: ۲۰۲۶-۰۵-۰۱ ۲۰:۰۰.']);
    const own = { hours, outside: { fa: 'ساعت ۲۰ بیایید' } };
    expect(voter(own, { timezone: 'Asia/Tehran' }).says('رأی ۱').replies).toEqual(['ساعت ۲۰ بیایید']);
  });
});

test.each(LANGUAGES)('LNG-02 in %s no text has a gap, on a free code and on a premium one', (language) => {
  const labels = { [language]: 'X1 name' };
  const options = [
    { value: 'x', labels },
    { value: 'y', labels: { [language]: 'Y' } },
  ];
  for (const premium of [false, true]) {
    const talks = [
      voter({ options }, { language }, premium),
      voter({ options, again: 'replace' }, { language }, premium),
      voter({ options, again: 'several', votesPerDay: 1, mostChoices: 2 }, { language }, premium),
      voter({ options }, { language, opensAt: minutesLater(1_000) }, premium),
      voter({ options }, { language, closesAt: minutesLater(-1) }, premium),
    ];
    const said = talks.flatMap((talk) => {
      talk.person.language = language;
      return ['VOTE', 'zzz', 'zzz', 'zzz', 'VOTE x1 name', 'VOTE x1 name', 'VOTE y', 'VOTE 1 2'].flatMap(
        (text) => talk.says(text).replies,
      );
    });
    expect(said.length).toBeGreaterThan(20);
    for (const reply of said) expect(reply).not.toMatch(/[{}]|\.\.|\. \.| {2}|undefined|[ \n]$/);
  }
});
