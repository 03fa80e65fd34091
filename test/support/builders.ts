import type { CampaignKind } from '../../src/campaigns/campaign-kind';
import { NO_CLAIMS } from '../../src/campaigns/claim';
import { decided, type QuestionState } from '../../src/campaigns/effect';
import { kindsByName, PRODUCTION_KINDS, type AnyKind } from '../../src/campaigns/kinds';
import {
  Configuration,
  type Brand,
  type Campaign,
  type ConfigurationRows,
  type Keyword,
  type List,
  type Shortcode,
} from '../../src/catalogue/configuration';
import { STRANGER, type Person, type Snapshot } from '../../src/engine/snapshot';
import { builtInProfiles } from '../../src/rules/catalogue';
import type { Standing } from '../../src/subscribers/standing';
import { fold } from '../../src/text/fold';

/** The instant at which a pure test happens unless it says otherwise. */
export const NOW = new Date('2026-05-01T08:00:00Z');
const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;

/** So many minutes after {@link NOW}; before it when negative. */
export const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS);
export const hoursLater = (hours: number): Date => minutesLater(hours * 60);

/** A shared code under the British profile, in English: the plainest there is. */
export const aShortcode = (own: Partial<Shortcode> = {}): Shortcode => ({
  id: 1,
  number: '2050',
  kind: 'shared',
  profile: 'uk',
  language: 'en',
  zone: 'Europe/London',
  brandId: null,
  class: 'service',
  stopPolicy: null,
  intentPolicy: null,
  unknownPolicy: 'universal',
  contextHours: 12,
  quarantineDays: 30,
  carrierConfirmsStop: false,
  texts: {},
  ...own,
});

export const aDedicatedCode = (own: Partial<Shortcode> = {}): Shortcode =>
  aShortcode({ number: '48400', kind: 'dedicated', brandId: 1, ...own });

export const aBrand = (own: Partial<Brand> = {}): Brand => ({
  id: 1,
  code: 'acme',
  name: 'Acme',
  contact: '+44 20 7946 0000',
  ...own,
});

export const aList = (own: Partial<List> = {}): List => ({
  id: 1,
  brandId: 1,
  shortcodeId: 1,
  name: 'NEWS',
  key: fold(own.name ?? 'NEWS'),
  frequency: 'Two a week',
  doubleOptIn: false,
  ...own,
});

export const aKeyword = (word: string, own: Partial<Keyword> = {}): Keyword => ({
  id: 0,
  shortcodeId: 1,
  brandId: 1,
  aliasOf: null,
  word,
  key: fold(word),
  language: 'en',
  mode: 'first',
  leasedFrom: LONG_AGO,
  leasedUntil: null,
  ...own,
});

export const aCampaign = (own: Partial<Campaign> = {}): Campaign => ({
  id: 1,
  brandId: 1,
  shortcodeId: 1,
  name: 'Hello',
  kind: 'auto-reply',
  state: 'published',
  opensAt: LONG_AGO,
  closesAt: null,
  timezone: 'Europe/London',
  language: 'en',
  settings: { reply: { en: 'Hello from Acme.' } },
  ...own,
});

export const aJoin = (own: Partial<Campaign> = {}): Campaign =>
  aCampaign({ id: 10, name: 'News', kind: 'join', settings: { list: 1, rates: { en: 'Free' } }, ...own });

/** A campaign and the words it answers to; without words it is the catch-all. */
export interface Play {
  readonly words?: readonly (string | Keyword)[];
  readonly campaign: Campaign;
  readonly operatorId?: number;
  readonly includeListId?: number;
  readonly excludeListId?: number;
}

export interface AConfiguration extends Partial<
  Omit<ConfigurationRows, 'keywords' | 'campaignKeywords' | 'campaigns'>
> {
  readonly plays?: readonly Play[];
}

/** A catalogue of one brand and one code unless told otherwise; ids of keywords are given here. */
export function aConfiguration({ plays = [], ...rows }: AConfiguration = {}): Configuration {
  const words = plays.flatMap((play) => (play.words ?? []).map((word) => ({ play, word })));
  const keywords = words.map(({ play, word }, at): Keyword => {
    const { shortcodeId, brandId } = play.campaign;
    return typeof word === 'string'
      ? aKeyword(word, { id: at + 1, shortcodeId, brandId })
      : { ...word, id: at + 1, shortcodeId, brandId };
  });
  const audienceOf = (play: Play) => ({
    operatorId: play.operatorId ?? null,
    includeListId: play.includeListId ?? null,
    excludeListId: play.excludeListId ?? null,
  });
  return new Configuration({
    version: 1,
    operators: [],
    connectors: [],
    brands: [aBrand()],
    shortcodes: [aShortcode()],
    routes: [],
    lists: [],
    profiles: builtInProfiles,
    ...rows,
    keywords,
    campaigns: [...new Map(plays.map(({ campaign }) => [campaign.id, campaign])).values()],
    campaignKeywords: [
      ...words.map(({ play }, at) => ({
        campaignId: play.campaign.id,
        keywordId: at + 1,
        ...audienceOf(play),
      })),
      ...plays
        .filter(({ words: some }) => some === undefined)
        .map((play) => ({ campaignId: play.campaign.id, keywordId: null, ...audienceOf(play) })),
    ],
  });
}

export const aStanding = (own: Partial<Standing> = {}): Standing => ({
  status: 'in',
  saidAt: LONG_AGO,
  listId: null,
  shortcodeId: null,
  ...own,
});

export const onList = (listId: number, own: Partial<Standing> = {}): readonly [string, Standing] => [
  `list:${listId}`,
  aStanding({ listId, shortcodeId: 1, ...own }),
];

export const aPerson = (own: Partial<Person> = {}): Person => ({ ...STRANGER, ...own });

/** The luck of a text whose luck does not matter. */
export const LUCK = 'c0ffee00c0ffee00c0ffee00c0ffee00';

/** A unique code's hash in a pure test. */
export const aCodeHash = (brandId: number, code: string): string => `hash of ${code} of brand ${brandId}`;

/** A stranger with a handset, in front of the first code of a catalogue. */
export function aSnapshot(own: Partial<Snapshot> = {}): Snapshot {
  const configuration = own.configuration ?? aConfiguration();
  const shortcode = own.shortcode ?? [...configuration.shortcodes.values()][0] ?? aShortcode();
  return {
    configuration,
    kinds: kindsByName(PRODUCTION_KINDS),
    shortcode,
    profile: configuration.profileOf(shortcode, NOW),
    person: STRANGER,
    sender: 'handset',
    operatorId: null,
    claims: NO_CLAIMS,
    luck: () => LUCK,
    codeHash: aCodeHash,
    ...own,
  };
}

export interface AQuestion {
  readonly name?: string;
  /** The answers it takes; none: any words at all. */
  readonly accepts?: readonly string[];
  readonly ignoresKeywords?: boolean;
  readonly whenInterrupted?: 'interrupt' | 'park' | 'refuse';
}

/** A kind that asks for a colour, counts the answers it accepts, and asks again for anything else. */
export function aQuestionKind({ name = 'colour', accepts = [], ...manners }: AQuestion = {}): AnyKind {
  const ask = (brandId: number, campaignId: number, now: Date, state: QuestionState) =>
    ({
      type: 'remember',
      brandId,
      campaignId,
      question: name,
      state,
      until: new Date(now.getTime() + 30 * MINUTE_MS),
    }) as const;
  const kind: CampaignKind = {
    name,
    ...manners,
    readSettings: (raw) => ({ settings: raw }),
    lint: () => [],
    decide: ({ campaign, now }) =>
      decided('keyword', 'asked', ask(campaign.brandId, campaign.id, now, { accepts, answers: [] }), {
        type: 'reply',
        text: 'Which colour?',
        brandId: campaign.brandId,
      }),
    answer: ({ said, campaign, now }, { state }) => {
      if (accepts.length > 0 && !accepts.includes(said.key)) return null;
      const answers = [...(state['answers'] as readonly string[]), said.key];
      const reply = {
        type: 'reply',
        text: `Answer ${answers.length}: ${said.key}`,
        brandId: campaign.brandId,
      } as const;
      return decided(
        'answer',
        'answered',
        ask(campaign.brandId, campaign.id, now, { accepts, answers }),
        reply,
      );
    },
    otherwise: ({ campaign }) =>
      decided('conversation', 'asked again', {
        type: 'reply',
        text: 'Which colour, please?',
        brandId: campaign.brandId,
      }),
  };
  return kind;
}
