import {
  aCampaign,
  aConfiguration,
  aJoin,
  aList,
  aShortcode,
  minutesLater,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';

/** A Saudi code, where U glued to a name leaves it, with the list NEWS and a campaign that answers to UNEWS. */
const talkWith = (state: 'published' | 'draft') =>
  new Talk({
    configuration: aConfiguration({
      shortcodes: [aShortcode({ profile: 'sa' })],
      lists: [aList()],
      plays: [
        { words: ['NEWS'], campaign: aJoin() },
        { words: ['UNEWS'], campaign: aCampaign({ state }) },
      ],
    }),
  });

test('KW-11 a live keyword that looks like U and a name is the keyword', () => {
  const talk = talkWith('published');
  talk.says('NEWS');
  expect(talk.says('UNEWS', minutesLater(1)).rule).toBe('keyword');
});

test('KW-11 a word that nobody answers to yet is U and a name, and leaves the list', () => {
  const talk = talkWith('draft');
  talk.says('NEWS');
  expect(talk.says('UNEWS', minutesLater(1)).rule).toBe('reserved word');
});

test("KW-08 a slip in one of the code's own words is asked about, and a yes does what the word does", () => {
  const talk = talkWith('published');
  expect(talk.says('HEPL').because).toBe('may have meant help');
  expect(talk.says('YES', minutesLater(1)).because).toBe('meant it: asked for help');
});
