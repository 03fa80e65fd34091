import { SINGERS, aVote } from '../../../test/support/a-vote';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { NOW } from '../../../test/support/builders';
import type { ProfileId } from '../../rules/profile';
import { lintVote } from './vote-lint';
import { readVoteSettings, type VoteSettings } from './vote-settings';

const pathsOf = (raw: unknown): string[] => {
  const read = readVoteSettings(raw);
  return 'faults' in read ? read.faults.map(({ path }) => path) : [];
};
const lint = (settings: Partial<VoteSettings>, profile: ProfileId = 'ir', language: 'en' | 'fa' = 'en') =>
  lintVote(
    { ...SINGERS, ...settings },
    {
      campaign: aVote({}, { language }),
      profile: profileAt(builtInProfiles, profile, NOW),
      list: () => undefined,
      isReserved: () => false,
    },
  );
const option = (value: string, label: string, aliases: readonly string[] = []) => ({
  value,
  labels: { en: label },
  aliases,
});

describe('the settings of a vote', () => {
  const { options } = SINGERS;
  const [first] = options;
  test.each<[unknown, string[]]>([
    [null, ['']],
    [[], ['']],
    [{}, ['options']],
    [{ options: [first] }, ['options']],
    [{ options: [first, first] }, ['options[1].value']],
    [{ options: [first, 5] }, ['options[1]']],
    [{ options: [first, { value: 'B B', labels: {} }] }, ['options[1].value', 'options[1].labels']],
    [{ options: [first, { value: 'b', labels: { xx: 'b' } }] }, ['options[1].labels.xx']],
    [{ options: [first, { value: 'b', labels: { en: '{b}' } }] }, ['options[1].labels.en']],
    [{ options: [first, { value: 'b', labels: { en: 'b'.repeat(61) } }] }, ['options[1].labels.en']],
    [
      { options: [first, { value: 'b', labels: { en: 'b' }, aliases: ['ok', ' '] }] },
      ['options[1].aliases[1]'],
    ],
    [{ options: [first, { value: 'b', labels: { en: 'b' }, next: 'x' }] }, ['options[1].next']],
    [{ options, colour: 'red' }, ['colour']],
    [{ options, again: 'often' }, ['again']],
    [{ options, again: 'several' }, ['votesPerDay']],
    [{ options, votesPerDay: 2 }, ['votesPerDay']],
    [{ options, again: 'several', votesPerDay: 0 }, ['votesPerDay']],
    [{ options, mostChoices: 1.5, prompts: -1, waitMinutes: 'x' }, ['mostChoices', 'prompts', 'waitMinutes']],
    [{ options, question: { en: 'Who, {name}?' } }, ['question.en']],
    [{ options, texts: { voted: { en: 'Thanks {choice}' }, vote: { en: 'x' } } }, ['texts.vote']],
    [
      { options, texts: { voted: { en: '{money}' } }, hours: [], after: { en: '{' } },
      ['texts.voted.en', 'hours', 'after.en'],
    ],
    [{ options, before: { en: '{opensAt} {charged}' } }, []],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });
});

describe('what keeps a vote from being published', () => {
  test('nothing, when it is right', () => expect(lint({})).toEqual([]));

  test('options that fold alike', () => {
    expect(lint({ options: [option('a', 'Café'), option('b', 'Bar', ['CAFE!'])] })).toEqual([
      '"cafe" would be a vote for "a" and for "b".',
    ]);
    expect(lint({ options: [option('a', 'x', ['۵']), option('b', 'y', ['5'])] })).toHaveLength(1);
  });

  test('an option that is a stop or a help word, in any language; yes and no may be options', () => {
    for (const word of ['STOP', 'خاموش', 'لغو', 'إلغاء', 'HELP'])
      expect(lint({ options: [option('a', 'A team', [word]), option('b', 'B team')] })).toHaveLength(1);
    expect(lint({ options: [option('a', 'Yes', ['بله', 'sì']), option('b', 'No', ['خیر'])] })).toEqual([]);
  });

  test('a label or a question that is missing in the campaign’s language', () => {
    const options = [option('a', 'A team'), { value: 'b', labels: { fa: 'ب تیم' } }];
    expect(lint({ options, question: { it: 'Chi?' } })).toEqual([
      'Option "b" has no label in en, the campaign\'s language.',
      "The question has no text in en, the campaign's language.",
    ]);
  });

  test('more choices than there are options, and a list that no text can hold', () => {
    expect(lint({ mostChoices: 4 })).toEqual(['One vote may name 4 options, but there are 3.']);
    const options = Array.from({ length: 20 }, (_, at) => ({
      value: `o${at}`,
      labels: { fa: `${'خ'.repeat(55)} ${at}` },
    }));
    expect(lint({ options }, 'ir', 'fa')).toEqual([expect.stringMatching(/takes 20 segments in fa/)]);
  });
});
