import type { IntentPolicy, Profile, ProfileId } from '../rules/profile';
import { profileAt } from '../rules/catalogue';
import type { Language } from '../text/language';
import { NameIndex } from './name-index';

export interface Operator {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly country: string;
}

export interface ConnectorRow {
  readonly id: number;
  readonly name: string;
  readonly protocol: string;
  readonly operatorId: number | null;
  readonly settings: unknown;
  readonly keyHash: string;
  readonly enabled: boolean;
}

export interface Brand {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly contact: string;
}

export type StopPolicy = 'code' | 'last' | 'menu';

export interface Shortcode {
  readonly id: number;
  readonly number: string;
  readonly kind: 'shared' | 'dedicated';
  readonly profile: ProfileId;
  readonly language: Language;
  readonly zone: string;
  /** The owner of a dedicated code; null on a shared one. */
  readonly brandId: number | null;
  readonly class: 'promotional' | 'service' | 'premium';
  readonly stopPolicy: StopPolicy | null;
  readonly intentPolicy: IntentPolicy | null;
  readonly unknownPolicy: 'universal' | 'tenant' | 'silence';
  readonly contextHours: number;
  readonly quarantineDays: number;
  /** The carrier answers STOP itself: ours would be the second confirmation. */
  readonly carrierConfirmsStop: boolean;
  /** The code's own wording of system texts, by key and language. */
  readonly texts: Readonly<Record<string, Partial<Record<Language, string>>>>;
}

export interface Route {
  readonly shortcodeId: number;
  readonly connectorId: number;
  readonly operatorId: number | null;
  readonly state: 'requested' | 'testing' | 'live' | 'suspended';
  readonly tps: number | null;
}

export type KeywordMode = 'first' | 'phrase' | 'only' | 'glued' | 'pattern';

export interface Keyword {
  readonly id: number;
  readonly shortcodeId: number;
  readonly brandId: number;
  readonly aliasOf: number | null;
  readonly word: string;
  readonly key: string;
  readonly language: Language | null;
  readonly mode: KeywordMode;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
}

export interface List {
  readonly id: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly key: string;
  readonly frequency: string;
  readonly doubleOptIn: boolean | null;
}

export interface Campaign {
  readonly id: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly kind: string;
  readonly state: 'draft' | 'published' | 'paused' | 'closed';
  readonly opensAt: Date;
  readonly closesAt: Date | null;
  readonly timezone: string;
  readonly language: Language;
  readonly settings: unknown;
  /** What it was published with so far, by digest: conversations under way go on with what they began with. */
  readonly versions?: Readonly<Record<string, unknown>>;
}

/** A campaign answering to a keyword, perhaps only through one operator or for one audience. No keyword: the catch-all. */
export interface Rule {
  readonly keyword: Keyword | null;
  readonly campaign: Campaign;
  readonly operatorId: number | null;
  readonly includeListId: number | null;
  readonly excludeListId: number | null;
}

/** One code's words, ready for matching. */
export interface CodeIndex {
  readonly byKey: ReadonlyMap<string, readonly Rule[]>;
  readonly glued: ReadonlyMap<string, readonly Rule[]>;
  readonly patterns: readonly Rule[];
  readonly catchAlls: readonly Rule[];
  /** Words in the longest key: how far the matcher has to look. */
  readonly maxWords: number;
  readonly campaigns: readonly Campaign[];
  readonly lists: readonly List[];
  readonly names: NameIndex;
}

/** Rows as the store reads them, of the current version or of an older one. */
export interface ConfigurationRows {
  readonly version: number;
  readonly operators: readonly Operator[];
  readonly connectors: readonly ConnectorRow[];
  readonly brands: readonly Brand[];
  readonly shortcodes: readonly Shortcode[];
  readonly routes: readonly Route[];
  readonly keywords: readonly Keyword[];
  readonly lists: readonly List[];
  readonly campaigns: readonly Campaign[];
  readonly campaignKeywords: readonly {
    readonly campaignId: number;
    readonly keywordId: number | null;
    readonly operatorId: number | null;
    readonly includeListId: number | null;
    readonly excludeListId: number | null;
  }[];
  readonly profiles: readonly Profile[];
  /** What each campaign was published with, by digest. */
  readonly versions?: ReadonlyMap<number, Readonly<Record<string, unknown>>>;
}

/** The whole catalogue at one version, in memory and indexed for decisions. */
export class Configuration {
  readonly version: number;
  readonly connectorsByName: ReadonlyMap<string, ConnectorRow>;
  readonly connectors: ReadonlyMap<number, ConnectorRow>;
  readonly operatorsByCode: ReadonlyMap<string, Operator>;
  readonly operators: ReadonlyMap<number, Operator>;
  readonly brands: ReadonlyMap<number, Brand>;
  readonly shortcodes: ReadonlyMap<number, Shortcode>;
  readonly shortcodesByNumber: ReadonlyMap<string, Shortcode>;
  readonly lists: ReadonlyMap<number, List>;
  readonly campaigns: ReadonlyMap<number, Campaign>;
  readonly routes: readonly Route[];
  private readonly profiles: readonly Profile[];
  private readonly codes: ReadonlyMap<number, CodeIndex>;

  constructor(rows: ConfigurationRows) {
    this.version = rows.version;
    this.connectorsByName = new Map(rows.connectors.map((row) => [row.name, row]));
    this.connectors = byId(rows.connectors);
    this.operatorsByCode = new Map(rows.operators.map((row) => [row.code, row]));
    this.operators = byId(rows.operators);
    this.brands = byId(rows.brands);
    this.shortcodes = byId(rows.shortcodes);
    this.shortcodesByNumber = new Map(rows.shortcodes.map((row) => [row.number, row]));
    this.lists = byId(rows.lists);
    this.campaigns = byId(rows.campaigns.map((campaign) => withVersions(campaign, rows)));
    this.routes = rows.routes;
    this.profiles = rows.profiles;
    this.codes = indexCodes(rows, this.campaigns);
  }

  /** The rule profile of a code as it stood at an instant. */
  profileOf(shortcode: Shortcode, at: Date): Profile {
    return profileAt(this.profiles, shortcode.profile, at);
  }

  code(shortcodeId: number): CodeIndex {
    return this.codes.get(shortcodeId) ?? NOTHING;
  }

  /** The link a message we start leaves by: the person's own operator first, else any live one. */
  connectorFor(shortcodeId: number, operator: string | null): ConnectorRow | undefined {
    const live = this.routes.filter(
      (route) =>
        route.shortcodeId === shortcodeId &&
        route.state === 'live' &&
        this.connectors.get(route.connectorId)?.enabled,
    );
    const operatorId = operator === null ? undefined : this.operatorsByCode.get(operator)?.id;
    const chosen =
      live.find((route) => route.operatorId !== null && route.operatorId === operatorId) ?? live[0];
    return chosen && this.connectors.get(chosen.connectorId);
  }
}

const NOTHING: CodeIndex = {
  byKey: new Map(),
  glued: new Map(),
  patterns: [],
  catchAlls: [],
  maxWords: 0,
  campaigns: [],
  lists: [],
  names: new NameIndex([]),
};

function withVersions(campaign: Campaign, { versions: all }: ConfigurationRows): Campaign {
  const versions = all?.get(campaign.id);
  return versions ? { ...campaign, versions } : campaign;
}

function byId<R extends { readonly id: number }>(rows: readonly R[]): ReadonlyMap<number, R> {
  return new Map(rows.map((row) => [row.id, row]));
}

function indexCodes(
  rows: ConfigurationRows,
  campaigns: ReadonlyMap<number, Campaign>,
): Map<number, CodeIndex> {
  const rulesByCode = groupBy(rulesOf(rows, campaigns), (rule) => rule.campaign.shortcodeId);
  const campaignsByCode = groupBy(rows.campaigns, (campaign) => campaign.shortcodeId);
  const listsByCode = groupBy(rows.lists, (list) => list.shortcodeId);
  return new Map(
    rows.shortcodes.map(({ id }) => [
      id,
      indexCode(rulesByCode.get(id) ?? [], campaignsByCode.get(id) ?? [], listsByCode.get(id) ?? []),
    ]),
  );
}

function indexCode(
  rules: readonly Rule[],
  campaigns: readonly Campaign[],
  lists: readonly List[],
): CodeIndex {
  const byKey = new Map<string, Rule[]>();
  const glued = new Map<string, Rule[]>();
  let maxWords = 0;
  for (const rule of rules) {
    if (!rule.keyword || rule.keyword.mode === 'pattern') continue;
    push(byKey, rule.keyword.key, rule);
    if (rule.keyword.mode === 'glued') push(glued, rule.keyword.key, rule);
    maxWords = Math.max(maxWords, rule.keyword.key.split(' ').length);
  }
  return {
    byKey,
    glued,
    patterns: rules.filter(({ keyword }) => keyword?.mode === 'pattern'),
    catchAlls: rules.filter(({ keyword }) => keyword === null),
    maxWords,
    campaigns,
    lists,
    names: new NameIndex([...byKey.keys()]),
  };
}

/** A campaign that uses a keyword answers to its aliases too. */
function* rulesOf(rows: ConfigurationRows, campaigns: ReadonlyMap<number, Campaign>): Generator<Rule> {
  const keywords = byId(rows.keywords);
  const aliases = groupBy(
    rows.keywords.filter(({ aliasOf }) => aliasOf !== null),
    ({ aliasOf }) => aliasOf,
  );
  for (const { campaignId, keywordId, ...audience } of rows.campaignKeywords) {
    const campaign = campaigns.get(campaignId);
    if (!campaign) continue;
    if (keywordId === null) yield { keyword: null, campaign, ...audience };
    const keyword = keywordId === null ? undefined : keywords.get(keywordId);
    if (!keyword) continue;
    for (const word of [keyword, ...(aliases.get(keyword.id) ?? [])])
      yield { keyword: word, campaign, ...audience };
  }
}

function groupBy<R, K>(rows: Iterable<R>, keyOf: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) push(groups, keyOf(row), row);
  return groups;
}

function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
