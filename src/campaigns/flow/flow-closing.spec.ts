import fc from 'fast-check';
import { aCampaign, aConfiguration, minutesLater } from '../../../test/support/builders';
import { repliesOf, Talk } from '../../../test/support/talk';
import { LANGUAGES } from '../../text/language';
import type { Effect } from '../effect';
import { kindsByName, PRODUCTION_KINDS } from '../kinds';

const CLOSES = 10;
const texts = (en: string) => ({ en });
const options = [{ labels: texts('Rome') }, { labels: texts('Milan') }];

/** Two questions each, asked one after the other; "7" or "1" answers either. */
const TALKS = {
  survey: {
    questions: [
      { name: 'first', type: 'number', texts: texts('First?') },
      { name: 'second', type: 'number', texts: texts('Second?') },
    ],
  },
  quiz: {
    bank: ['a', 'b'].map((name) => ({ name, texts: texts(`Where is ${name}?`), options, right: 1 })),
    questionsPerPlay: 2,
  },
  collect: {
    purpose: 'membership',
    ask: ['street', 'town'].map((attribute) => ({
      attribute,
      accept: { type: 'text' },
      texts: texts(`${attribute}?`),
    })),
  },
  conversation: {
    flow: {
      ...{ flow: 1, languages: ['en'], first: 'one', ttlMinutes: 60, maxTries: 3 },
      steps: {
        one: { type: 'ask', texts: texts('One?'), accept: { type: 'text' }, save: 'one', next: 'two' },
        two: { type: 'ask', texts: texts('Two?'), accept: { type: 'text' }, save: 'two', next: 'end' },
        end: { type: 'end', outcome: 'done', texts: texts('Done.') },
      },
      tooManyTries: { texts: texts('Enough.') },
      noReply: { texts: texts('Too slow.') },
    },
  },
} as const;
type Talking = keyof typeof TALKS;
const KINDS = Object.keys(TALKS) as Talking[];

function aTalk(kind: Talking, own: object = {}): Talk {
  const read = kindsByName(PRODUCTION_KINDS)
    .get(kind)
    ?.readSettings({ ...TALKS[kind], ...own }, LANGUAGES);
  if (!read || 'faults' in read) throw new Error(JSON.stringify(read));
  const closesAt = minutesLater(CLOSES);
  return new Talk({
    configuration: aConfiguration({
      plays: [
        { words: ['PLAY'], campaign: aCampaign({ kind, name: 'Play', settings: read.settings, closesAt }) },
        { words: ['HELLO'], campaign: aCampaign({ id: 9, name: 'Hello' }) },
      ],
    }),
  });
}

const entriesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'entry' ? [[effect.outcome, effect.counted]] : []));

describe.each(KINDS)('CON-04 a %s under way when its campaign closes', (kind) => {
  test('CON-04 ends with the closing text; what was answered in time is kept', () => {
    const talk = aTalk(kind);
    talk.says('PLAY', minutesLater(1));
    talk.says('1', minutesLater(2));
    const late = talk.says('1', minutesLater(CLOSES));
    expect(late.replies).toEqual(['Play has ended. Thank you for your text.']);
    expect(entriesOf(late.effects)).toEqual([['partial', true]]);
    expect(late.effects).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ ending: 'campaignClosed' }) as object }),
    );
    expect(talk.person.conversations.size).toBe(0);
    expect(entriesOf(talk.says('1', minutesLater(CLOSES + 1)).effects)).toEqual([]);
  });

  test('CON-04 goes by when the answer was said, however late it is read', () => {
    const talk = aTalk(kind);
    talk.says('PLAY', minutesLater(1));
    talk.says('1', minutesLater(2));
    const inTime = talk.says('1', minutesLater(CLOSES - 0.001), { lateMs: 5 * 60_000 });
    expect(entriesOf(inTime.effects).at(-1)).toEqual(['completed', true]);
  });

  test('CON-04 is finished all the same where its terms say so', () => {
    const talk = aTalk(kind, { finishAfterClose: true });
    talk.says('PLAY', minutesLater(1));
    talk.says('1', minutesLater(CLOSES + 5));
    const last = talk.says('1', minutesLater(CLOSES + 6));
    expect(entriesOf(last.effects).at(-1)).toEqual(['completed', true]);
    const again = talk.says('PLAY', minutesLater(CLOSES + 7));
    expect(again.replies).toEqual(['PLAY has ended. Thank you for your text.']);
  });

  test('CON-04 closes in the brand’s own words', () => {
    const talk = aTalk(kind, { after: { en: '{keyword} is over, says {brand}.' } });
    talk.says('PLAY', minutesLater(1));
    expect(talk.says('1', minutesLater(CLOSES + 1)).replies).toEqual(['Play is over, says Acme.']);
  });

  test('CON-04 is no answer any more to somebody who texts another keyword', () => {
    const talk = aTalk(kind);
    talk.says('PLAY', minutesLater(1));
    expect(talk.says('HELLO', minutesLater(CLOSES + 1)).replies).toEqual(['Hello from Acme.']);
  });

  test('CON-04 ends without a word for whoever says nothing', () => {
    const talk = aTalk(kind);
    const began = talk.says('PLAY', minutesLater(1));
    const silence = talk.waitsFor(began.effects);
    expect(repliesOf(silence)).toEqual([]);
    expect(entriesOf(silence)).toEqual([['timeout', false]]);
    expect(talk.person.conversations.size).toBe(0);
  });

  test('CON-04 whatever is said and when, nothing is accepted that was said after the close', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 2 * CLOSES }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(minutes, (when) => {
        const talk = aTalk(kind);
        const inOrder = [...when].sort((a, b) => a - b);
        for (const [at, minute] of inOrder.entries()) {
          const { effects } = talk.says(at === 0 ? 'PLAY' : '1', minutesLater(minute));
          const accepted = entriesOf(effects).some(
            ([outcome]) => outcome === 'answer' || outcome === 'completed',
          );
          if (minute >= CLOSES) expect(accepted).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });
});
