import fc from 'fast-check';
import {
  aBrand,
  aCampaign,
  aConfiguration,
  aDedicatedCode,
  aJoin,
  aKeyword,
  aList,
  aQuestionKind,
  aShortcode,
  aSnapshot,
  minutesLater,
  NOW,
} from '../../test/support/builders';
import { repliesOf, Talk } from '../../test/support/talk';
import { PROFILE_IDS } from '../rules/profile';
import { fold } from '../text/fold';
import { planSegments } from '../text/segments';
import { decide } from './decide';
import { LIMITS } from './limits';
import { factsOf, personFrom } from './snapshot';

const at = { saidAt: NOW, now: NOW };
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
);

/** Everything at once: lists, a question, a glued word, a pattern and a catch-all. */
function everything(profile: (typeof PROFILE_IDS)[number], isDedicated: boolean) {
  const shortcode = isDedicated ? aDedicatedCode({ profile }) : aShortcode({ profile });
  return aConfiguration({
    brands: [aBrand()],
    shortcodes: [shortcode],
    lists: [aList(), aList({ id: 2, name: 'OFFERS', doubleOptIn: true })],
    plays: [
      { words: ['NEWS', 'خبر'], campaign: aJoin() },
      { words: ['OFFERS'], campaign: aJoin({ id: 11, settings: { list: 2 } }) },
      { words: ['COLOUR'], campaign: aCampaign({ id: 12, kind: 'colour', settings: {} }) },
      {
        words: [aKeyword('WIN', { mode: 'glued' })],
        campaign: aCampaign({ id: 13, settings: { reply: { en: 'You said {argument}' } } }),
      },
      { words: [aKeyword('AA9999', { mode: 'pattern' })], campaign: aCampaign({ id: 14 }) },
      { campaign: aCampaign({ id: 15, settings: { reply: { en: 'Pardon? {argument}' } } }) },
    ],
  });
}

describe('the staircase', () => {
  const talk = () =>
    new Talk({ configuration: everything('uk', false), kinds: [aQuestionKind({ accepts: ['red', 'end'] })] });

  test.each([
    ['STOP', 'reserved word'],
    ['help', 'reserved word'],
    ['START', 'reserved word'],
    ['', 'reserved word'],
    ['NEWS', 'keyword'],
    ['win42', 'keyword'],
    ['KX1234', 'code'],
    ['leave me alone', 'intent to stop'],
    ['NEWZ', 'did you mean'],
    ['what is the score', 'unknown'],
  ])('KW-04 %j is decided by: %s', (text, rule) => {
    expect(talk().says(text).rule).toBe(rule);
  });

  test('KW-04 sp01 a keyword that must stand alone, with company, is unknown', () => {
    const configuration = aConfiguration({
      plays: [{ words: [aKeyword('BEGIN', { mode: 'only' })], campaign: aCampaign() }],
    });
    expect(new Talk({ configuration }).says('begin other').rule).toBe('unknown');
  });

  test('KW-04 sp08 the keyword of an ended lease or a closed campaign is nobody’s', () => {
    for (const campaign of [aCampaign({ state: 'closed' }), aCampaign({ state: 'paused' })]) {
      const configuration = aConfiguration({
        shortcodes: [aDedicatedCode()],
        plays: [{ words: ['BEGIN'], campaign }, { campaign: aCampaign({ id: 2 }) }],
      });
      expect(new Talk({ configuration }).says('begin').rule).toBe('catch-all');
    }
  });

  test('KW-04 a pending yes goes before an answer and an answer before a keyword', () => {
    const someone = talk();
    someone.says('COLOUR');
    expect(someone.says('red', minutesLater(1)).rule).toBe('answer');
    someone.says('OFFERS', minutesLater(2));
    expect(someone.says('yes', minutesLater(3)).rule).toBe('confirmation');
  });

  test('KW-04 what a phrase of two commands means is read once, from the longest', () => {
    expect(talk().says('STOP ALL').because).toBe('asked to stop everything');
    expect(talk().says('NEWS OFF').because).toBe('asked to stop news');
  });

  test('KW-15 a trace says of every rule that was looked at why it won or lost', () => {
    const trace: Parameters<typeof decide>[3] = [];
    decide(aSnapshot({ configuration: everything('uk', false) }), 'NEWS SPORT', at, trace);
    expect(trace).toEqual([expect.objectContaining({ won: true })]);
  });
});

describe('whatever is texted', () => {
  test('KW-15 deciding never throws, answers within the limit, and the same facts give the same decision', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROFILE_IDS),
        fc.boolean(),
        fc.array(anyText, { maxLength: 6 }),
        (profile, isDedicated, texts) => {
          const configuration = everything(profile, isDedicated);
          const kinds = [aQuestionKind()];
          const someone = new Talk({ configuration, kinds });
          texts.forEach((text, n) => {
            const { replies } = someone.says(text, minutesLater(n));
            expect(replies.length).toBeLessThanOrEqual(LIMITS.repliesPerText);
            for (const reply of replies) expect(planSegments(reply).segments).toBeGreaterThan(0);
          });
          const snapshot = aSnapshot({ configuration, person: someone.person.seenFrom(1) });
          const facts: unknown = JSON.parse(JSON.stringify(factsOf(snapshot)));
          const again = aSnapshot({ configuration, person: personFrom(facts as ReturnType<typeof factsOf>) });
          const [last = ''] = texts;
          expect(decide(again, last, at)).toEqual(decide(snapshot, last, at));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('WIRE-08 folding and counting segments never throw', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(planSegments(text).segments).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
      }),
      { numRuns: 500 },
    );
  });

  test('KW-05 a stop word is nobody’s keyword, even if somebody leased it', () => {
    const configuration = aConfiguration({
      plays: [{ words: ['STOP', 'HELP', 'خاموش'], campaign: aCampaign() }],
    });
    for (const word of ['STOP', 'HELP', 'خاموش'])
      expect(new Talk({ configuration }).says(word).rule).toBe('reserved word');
  });

  test('KW-16 a machine gets nothing, whatever it says', () => {
    const configuration = everything('us', true);
    fc.assert(
      fc.property(
        anyText,
        (text) =>
          repliesOf(decide(aSnapshot({ configuration, sender: 'machine' }), text, at).effects).length === 0,
      ),
    );
  });
});
