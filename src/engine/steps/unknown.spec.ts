import fc from 'fast-check';
import {
  aBrand,
  aCampaign,
  aConfiguration,
  aDedicatedCode,
  aJoin,
  aList,
  aShortcode,
  hoursLater,
  minutesLater,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Shortcode } from '../../catalogue/configuration';
import { SLIP_WEIGHT, slipWeight } from '../../text/distance';
import { neighboursOf } from '../../text/neighbours';

const secondsLater = (seconds: number): Date => minutesLater(seconds / 60);

/** ACME's HELLO and NEWS, BETA's TIPS. */
function talkOn(own: Partial<Shortcode> = {}): Talk {
  const shortcode = own.kind === 'dedicated' ? aDedicatedCode(own) : aShortcode(own);
  return new Talk({
    configuration: aConfiguration({
      brands: [aBrand(), aBrand({ id: 2, code: 'beta', name: 'Beta' })],
      shortcodes: [shortcode],
      lists: [aList()],
      plays: [
        { words: ['HELLO'], campaign: aCampaign() },
        { words: ['TIPS'], campaign: aCampaign({ id: 2, brandId: 2 }) },
        { words: ['NEWS'], campaign: aJoin() },
      ],
    }),
  });
}

describe('KW-07 unknown words', () => {
  test('KW-07 ten in a minute get one reply, and the next one half a day later', () => {
    const talk = talkOn();
    const replies = Array.from(
      { length: 10 },
      (_, at) => talk.says('qwertyuiop', secondsLater(at * 6)).replies.length,
    );
    expect(replies).toEqual([1, ...new Array<number>(9).fill(0)]);
    expect(talk.says('qwertyuiop', hoursLater(11.99)).replies).toHaveLength(0);
    expect(talk.says('qwertyuiop', hoursLater(12)).replies).toHaveLength(1);
  });

  test('KW-07 a premium code says whether the text was charged', () => {
    const [reply] = talkOn({ class: 'premium' }).says('qwertyuiop').replies;
    expect(reply).toMatch(/You were (not )?charged for it\./);
  });

  test('KW-07 silence is a policy', () => {
    expect(talkOn({ unknownPolicy: 'silence' }).says('qwertyuiop').replies).toEqual([]);
  });

  test('KW-07 the code’s own wording goes first', () => {
    const talk = talkOn({ texts: { unknown: { en: 'Nobody on {code} knows that.' } } });
    expect(talk.says('qwertyuiop').replies).toEqual(['Nobody on 2050 knows that.']);
  });
});

describe('KW-08 did you mean', () => {
  test('KW-08 JION: asks, does nothing, and a YES does it', () => {
    const talk = talkOn();
    const asked = talk.says('JION NEWS');
    expect(asked.replies).toEqual(['Did you mean JOIN NEWS? Reply YES.']);
    expect(talk.person.standings.size).toBe(0);
    expect(talk.says('yes', minutesLater(1))).toMatchObject({ because: 'meant it: joined the list' });
  });

  test('KW-08 one slip from a keyword is the keyword, with what stood behind it', () => {
    expect(talkOn().says('HELO there').replies).toEqual(['Did you mean HELLO there? Reply YES.']);
  });

  test('KW-08 NO, a keyword, or ten minutes close the question', () => {
    const [no, keyword, late] = [talkOn(), talkOn(), talkOn()];
    for (const talk of [no, keyword, late]) talk.says('NEWZ');
    expect(no.says('NO', minutesLater(1)).because).toBe('did not mean that');
    keyword.says('HELLO', minutesLater(1));
    for (const talk of [no, keyword, late]) {
      talk.says('YES', minutesLater(11));
      expect(talk.person.standings.size).toBe(0);
    }
  });

  test('KW-08 too far off, too short, or one slip from two words: no guess', () => {
    const talk = talkOn();
    for (const [at, text] of ['HXXLO', 'TIP', 'HELP ME OUT'].entries())
      expect(talk.says(text, minutesLater(at)).because).not.toMatch(/may have meant/);
    const twins = new Talk({
      configuration: aConfiguration({
        plays: [
          { words: ['CASES'], campaign: aCampaign() },
          { words: ['CAKES'], campaign: aCampaign({ id: 2 }) },
        ],
      }),
    });
    expect(twins.says('CARES').because).not.toMatch(/may have meant/);
  });
});

/** The first word joins a list, each of the others is answered. */
function codeWith(words: readonly string[], own: Partial<Shortcode> = {}): Talk {
  return new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode(own)],
      lists: [aList()],
      plays: words.map((word, at) => ({
        words: [word],
        campaign: at === 0 ? aJoin() : aCampaign({ id: 20 + at }),
      })),
    }),
  });
}

describe('KW-08 keys beside the right ones', () => {
  test('KW-08 of two keywords one slip away the one whose key is beside it is meant', () => {
    expect(codeWith(['CASES', 'CARED']).says('CARES').because).toBe('may have meant cared');
    expect(codeWith(['MEWS', 'BEWS']).says('NEWS').because).toBe('may have meant bews');
  });

  test('KW-08 two such slips are asked about in words of six letters, and in no shorter ones', () => {
    const talk = codeWith(['NEWS', 'OFFERS']);
    expect(talk.says('ODDERS now').replies).toEqual(['Did you mean OFFERS now? Reply YES.']);
    expect(talk.says('NRWD', minutesLater(1)).because).not.toMatch(/may have meant/);
    expect(codeWith(['NEWS', 'OFFERS', 'IFFERD']).says('OGFERD').because).toBe('unknown word');
  });

  test('KW-08 what is not live is not asked about', () => {
    const paused = aCampaign({ id: 2, state: 'paused' });
    const talk = new Talk({
      configuration: aConfiguration({
        plays: [
          { words: ['CARED'], campaign: paused },
          { words: ['CASES'], campaign: aCampaign() },
        ],
      }),
    });
    expect(talk.says('CARES').because).toBe('may have meant cases');
  });

  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const someWords = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 10 }),
    { minLength: 1, maxLength: 8 },
  );

  test('KW-08 a key beside the right one of any keyword is asked about, or is what it says', () => {
    fc.assert(
      fc.property(someWords, fc.nat(), fc.nat(), fc.nat(), (words, which, where, beside) => {
        const word = words[which % words.length] ?? '';
        const at = where % word.length;
        const around = neighboursOf(word[at] ?? '').replace(/[^a-z]/g, '');
        const said = word.slice(0, at) + (around[beside % around.length] ?? '') + word.slice(at + 1);
        const { rule, because } = codeWith(words).says(said);
        expect(['did you mean', 'keyword', 'reserved word', 'intent to stop']).toContain(rule);
        if (rule !== 'did you mean') return;
        const meant = because.replace('may have meant ', '');
        expect(words).toContain(meant);
        expect(slipWeight(said, meant)).toBe(SLIP_WEIGHT.neighbour);
      }),
    );
  });

  test('KW-08 a question changes nothing but that it is open, and is the same whenever it is asked', () => {
    const mistyped = fc.oneof(
      fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 10 }),
      fc.constantFrom('ofv', 'تخهد', 'ЈОІΝ', 'NEWZ', 'دثصس', 'OGGERS'),
    );
    fc.assert(
      fc.property(someWords, mistyped, (words, said) => {
        const [one, other] = [codeWith(['NEWS', ...words, 'خبر']), codeWith(['NEWS', ...words, 'خبر'])];
        const decision = one.says(said);
        expect(other.says(said)).toEqual(decision);
        if (decision.rule !== 'did you mean') return;
        expect(decision.effects.map(({ type }) => type)).toEqual(['remember', 'reply', 'note']);
        expect(one.person.standings.size).toBe(0);
        expect(one.says('NO', minutesLater(1)).because).toBe('did not mean that');
        expect(one.person.standings.size).toBe(0);
      }),
    );
  });
});

describe('KW-08 a keyword in the wrong script', () => {
  test.each([
    ['تخهد دثصس', 'Did you mean JOIN news? Reply YES.', 'meant it: joined the list'],
    ['دثصس', 'Did you mean NEWS? Reply YES.', 'meant it: joined the list'],
    ['دثصش', 'Did you mean NEWS? Reply YES.', 'meant it: joined the list'],
    ['ofv', 'Did you mean خبر? Reply YES.', 'meant it: answered automatically'],
    ['shghl', 'Did you mean سلام? Reply YES.', 'meant it: answered automatically'],
    ['hofhv ,vcad 7', 'Did you mean اخبار ورزشی 7? Reply YES.', 'meant it: answered automatically'],
    [';da!', 'Did you mean کیش? Reply YES.', 'meant it: answered automatically'],
    ['ЈОІΝ NEWS', 'Did you mean JOIN NEWS? Reply YES.', 'meant it: joined the list'],
    ['ΝЕWЅ', 'Did you mean NEWS? Reply YES.', 'meant it: joined the list'],
    ['НЕWЅ', 'Did you mean NEWS? Reply YES.', 'meant it: joined the list'],
  ])('KW-08 %s: %s', (text, asked, done) => {
    const talk = codeWith(['NEWS', 'خبر', 'سلام', 'اخبار ورزشی', 'کیش'], { profile: 'ir', language: 'en' });
    expect(talk.says(text).replies).toEqual([asked]);
    expect(talk.person.standings.size).toBe(0);
    expect(talk.says('YES', minutesLater(1)).because).toBe(done);
  });

  test('KW-08 a word of its own script is itself first, and gibberish in every script is nobody’s', () => {
    const talk = codeWith(['NEWS', 'خبر', 'OFV']);
    expect(talk.says('ofv').rule).toBe('keyword');
    expect(codeWith(['NEWS', 'خبر']).says('новости').because).toBe('unknown word');
    expect(codeWith(['NEWS', 'خبر']).says('dga').because).toBe('unknown word');
  });
});

describe('KW-09 the blank text', () => {
  test.each(['', '   ', '\n\t\u00a0', '\u200c'])('KW-09 %j lists what there is, free', (text) => {
    expect(talkOn().says(text)).toMatchObject({
      because: 'asked what there is',
      replies: [expect.stringMatching(/HELLO.*NEWS/)],
    });
  });

  test('KW-09 with nothing to offer it says so', () => {
    expect(new Talk({ configuration: aConfiguration() }).says('').replies).toEqual([
      'There is nothing to join on 2050 at the moment.',
    ]);
  });

  test('KW-09 what is closed or not open yet is not offered', () => {
    const plays = [
      { words: ['OVER'], campaign: aCampaign({ id: 1, closesAt: minutesLater(-1) }) },
      { words: ['SOON'], campaign: aCampaign({ id: 2, opensAt: minutesLater(1) }) },
      { words: ['HIDDEN'], campaign: aCampaign({ id: 3, state: 'paused' }) },
      { words: ['OPEN'], campaign: aCampaign({ id: 4 }) },
    ];
    expect(new Talk({ configuration: aConfiguration({ plays }) }).says('').replies[0]).toMatch(/: OPEN\./);
  });
});

describe('KW-10 words without a keyword', () => {
  test('KW-10 go to the brand that spoke last for twelve hours, and not a moment longer', () => {
    const [inTime, late] = [talkOn(), talkOn()];
    for (const talk of [inTime, late]) talk.says('HELLO');
    const passed = inTime.says('what is the score', hoursLater(11 + 59 / 60));
    expect(passed).toMatchObject({ because: 'passed to acme, which spoke last' });
    expect(passed.replies[0]).toMatch(/Acme/);
    expect(late.says('what is the score', hoursLater(12 + 1 / 60)).because).toBe('unknown word');
  });

  test('KW-10 of two brands, to the most recent, and it says so', () => {
    const talk = talkOn();
    talk.says('HELLO');
    talk.says('TIPS', minutesLater(1));
    expect(talk.says('what is the score', minutesLater(2)).replies[0]).toMatch(/Beta/);
  });

  test('KW-10 the hours are the code’s own', () => {
    const talk = talkOn({ contextHours: 1 });
    talk.says('HELLO');
    expect(talk.says('what is the score', hoursLater(1)).because).toBe('unknown word');
  });

  test('KW-01 tl22 a dedicated code has its owner’s catch-all instead, a shared one has none', () => {
    const all = aCampaign({ id: 9, settings: { reply: { en: 'You said: {argument}' } } });
    const on = (shortcode: Shortcode) =>
      new Talk({ configuration: aConfiguration({ shortcodes: [shortcode], plays: [{ campaign: all }] }) });
    expect(on(aDedicatedCode()).says('what is the score')).toMatchObject({
      rule: 'catch-all',
      replies: ['You said: what is the score'],
    });
    expect(on(aShortcode()).says('what is the score').rule).toBe('unknown');
  });
});
