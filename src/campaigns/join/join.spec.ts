import {
  aCampaign,
  aConfiguration,
  aJoin,
  aList,
  aShortcode,
  minutesLater,
  NOW,
} from '../../../test/support/builders';
import { Talk } from '../../../test/support/talk';
import type { Campaign, List } from '../../catalogue/configuration';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { PROFILE_IDS } from '../../rules/profile';
import { LANGUAGES } from '../../text/language';
import { join, type JoinSettings } from './join';

const uk = profileAt(builtInProfiles, 'uk', NOW);
const read = (raw: unknown) => join.readSettings(raw, LANGUAGES);
const pathsOf = (raw: unknown): string[] => {
  const result = read(raw);
  return 'faults' in result ? result.faults.map(({ path }) => path) : [];
};
const lint = (
  settings: JoinSettings,
  campaign: Campaign = aJoin({ settings }),
  lists: readonly List[] = [aList()],
) =>
  join.lint(settings, {
    campaign,
    profile: uk,
    list: (id) => lists.find((list) => list.id === id),
    isReserved: () => false,
  });

describe('the settings of a join', () => {
  test.each([
    [null, ['']],
    [[], ['']],
    ['x', ['']],
    [{}, ['list']],
    [{ list: '1' }, ['list']],
    [{ list: 1, welcom: { en: 'x' } }, ['welcom']],
    [{ list: 1, welcome: 'x' }, ['welcome']],
    [{ list: 1, welcome: { xx: 'x' } }, ['welcome.xx']],
    [{ list: 1, welcome: { en: '' } }, ['welcome.en']],
    [{ list: 1, welcome: { en: 'x'.repeat(1_531) } }, ['welcome.en']],
    [{ list: 1, welcome: { en: 'Hi {name}' } }, ['welcome.en']],
    [{ list: 1, rates: { en: '{' }, before: { en: 7 } }, ['rates.en', 'before.en']],
  ])('%j names every fault by its path: %j', (raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });

  test('what is right is kept as it is', () => {
    const settings = {
      list: 1,
      welcome: { en: 'Welcome to {list} by {brand}. {stop}' },
      rates: { en: 'Free' },
    };
    expect(read(settings)).toEqual({ settings });
  });
});

describe('what keeps a join from being published', () => {
  test('a list of nobody, of another brand or of another code', () => {
    expect(lint({ list: 9 })).toEqual(['There is no list 9.']);
    for (const list of [aList({ brandId: 2 }), aList({ shortcodeId: 2 })])
      expect(lint({ list: 1 }, aJoin(), [list])).toHaveLength(1);
  });

  test('a welcome of its own without what the rules demand, each missing word by name', () => {
    expect(lint({ list: 1, welcome: { en: 'Hello!', it: 'Ciao da {brand}' } })).toEqual(
      [
        ['en', 'brand'],
        ['en', 'list'],
        ['en', 'stop'],
        ['it', 'list'],
        ['it', 'stop'],
      ].map(
        ([language, token]) =>
          `The welcome text in ${language} must contain {${token}}, which the code's rules demand.`,
      ),
    );
    expect(lint({ list: 1, welcome: { en: 'Welcome to {list} by {brand}. Leave: {stop}' } })).toEqual([]);
  });

  test('rates or a frequency without a text in the campaign’s language', () => {
    expect(lint({ list: 1, rates: { it: 'Gratis' } })).toEqual([
      "rates has no text in en, the campaign's language.",
    ]);
  });
});

describe('joining', () => {
  const talkOn = (campaign: Campaign, list = aList(), profile: (typeof PROFILE_IDS)[number] = 'uk') =>
    new Talk({
      configuration: aConfiguration({
        shortcodes: [aShortcode({ profile })],
        lists: [list],
        plays: [{ words: ['NEWS'], campaign }],
      }),
    });

  test('OPT-08 the one confirmation says what the rules demand, and is what the ledger keeps', () => {
    const { effects, replies } = talkOn(aJoin()).says('NEWS');
    expect(replies).toHaveLength(1);
    for (const demanded of ['NEWS', 'Acme', 'Two a week', 'Free', 'STOP NEWS'])
      expect(replies[0]).toContain(demanded);
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'consent', event: 'opt_in', shown: replies[0] }),
    );
  });

  test('NWS-01 who is on it hears so, and is not entered twice', () => {
    const talk = talkOn(aJoin());
    talk.says('NEWS');
    const again = talk.says('NEWS', minutesLater(1));
    expect([again.because, again.effects.filter(({ type }) => type === 'consent')]).toEqual([
      'is on the list already',
      [],
    ]);
  });

  test('OPT-09 the list may be stricter than its country, and the profile decides where it says nothing', () => {
    const asks = (list: List, profile: (typeof PROFILE_IDS)[number]) =>
      talkOn(aJoin(), list, profile).says('NEWS').because.includes('confirm');
    expect(asks(aList({ doubleOptIn: true }), 'uk')).toBe(true);
    expect(asks(aList({ doubleOptIn: null }), 'uk')).toBe(false);
    expect(asks(aList({ doubleOptIn: null }), 'ir')).toBe(true);
  });

  test.each(PROFILE_IDS)('LNG-02 under %s the wording has no gap in any language', (profile) => {
    for (const language of LANGUAGES) {
      const campaign = aJoin({ language, settings: { list: 1, rates: { [language]: 'x' } } });
      const [text = ''] = talkOn(campaign, aList(), profile).says('NEWS').replies;
      expect(text).not.toMatch(/[{}]|\. \.| {2}|undefined/);
    }
  });

  test('OPT-09 declining or forgetting leaves no membership', () => {
    const talk = talkOn(aJoin(), aList({ doubleOptIn: true }));
    talk.says('NEWS');
    talk.says('NO', minutesLater(1));
    expect(talk.person.standings.get('list:1')?.status).toBe('asked');
  });

  test('KW-06 before its window nobody joins', () => {
    const talk = talkOn(aJoin({ opensAt: minutesLater(1) }));
    talk.says('NEWS');
    expect(talk.person.standings.size).toBe(0);
  });

  test('NWS-01 STOP NEWS leaves another brand’s list of the same code alone', () => {
    const lists = [aList(), aList({ id: 2, name: 'OFFERS', brandId: 2 })];
    const plays = [
      { words: ['NEWS'], campaign: aJoin() },
      {
        words: ['OFFERS'],
        campaign: aJoin({ id: 11, brandId: 2, settings: { list: 2, rates: { en: 'Free' } } }),
      },
      { words: ['HELLO'], campaign: aCampaign({ id: 12 }) },
    ];
    const talk = new Talk({ configuration: aConfiguration({ lists, plays }) });
    for (const text of ['NEWS', 'OFFERS', 'STOP NEWS']) talk.says(text);
    expect(['list:1', 'list:2'].map((scope) => talk.person.standings.get(scope)?.status)).toEqual([
      'out',
      'in',
    ]);
  });
});
