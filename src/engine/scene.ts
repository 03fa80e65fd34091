import type { OpenQuestion, Turn } from '../campaigns/campaign-kind';
import type { Claim } from '../campaigns/claim';
import type { Decision, Effect, Reply } from '../campaigns/effect';
import type { AnyKind } from '../campaigns/kinds';
import type { Brand, Campaign, List } from '../catalogue/configuration';
import { readCommand, type Command } from '../rules/command';
import type { TextKey } from '../rules/text-key';
import { systemText } from '../rules/texts';
import { maySend, scopesAbove, type Standing } from '../subscribers/standing';
import type { Language } from '../text/language';
import { render } from '../text/template';
import { argument, type Said } from '../text/said';
import type { Candidate } from './route';
import type { Conversation, Snapshot } from './snapshot';

export interface Instants {
  /** When the person said it: windows, limits, and the order against a STOP. */
  readonly saidAt: Date;
  /** When it is decided: time to live. */
  readonly now: Date;
}

/** One text on the stage: what was said, by whom, to which code, and the words we have for answering. */
export class Scene {
  readonly command: Command | null;
  readonly saidAt: Date;
  readonly now: Date;

  constructor(
    readonly snapshot: Snapshot,
    readonly said: Said,
    at: Instants,
    readonly trace?: Candidate[],
  ) {
    this.command = readCommand(snapshot.profile, said, (key) => isLive(snapshot, key));
    this.saidAt = at.saidAt;
    this.now = at.now;
  }

  /** The language of an answer that no word has set. */
  get language(): Language {
    const { person, shortcode } = this.snapshot;
    return person.language ?? person.memory.language ?? shortcode.language;
  }

  /** A system text, in the code's own wording where it has one. */
  text(key: TextKey, language: Language, values: Readonly<Record<string, string>> = {}): string {
    const { shortcode } = this.snapshot;
    const template = shortcode.texts[key]?.[language] ?? systemText(key, language);
    return render(template, { code: shortcode.number, ...values });
  }

  reply(
    key: TextKey,
    language: Language,
    values?: Readonly<Record<string, string>>,
    ttlSeconds?: number,
  ): Reply {
    return {
      type: 'reply',
      text: this.text(key, language, values),
      ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    };
  }

  brand(id: number | null): Brand | undefined {
    return id === null ? undefined : this.snapshot.configuration.brands.get(id);
  }

  /** Lists of this code the person is on, and that no STOP has ended since. */
  get memberships(): readonly List[] {
    const { person, configuration, shortcode } = this.snapshot;
    return configuration.code(shortcode.id).lists.filter((list) => isMember(person.standings, list));
  }

  isOn(listId: number): boolean {
    const list = this.snapshot.configuration.lists.get(listId);
    return list !== undefined && isMember(this.snapshot.person.standings, list);
  }

  /** The newest question still open on this code. */
  get openConversation(): Conversation | undefined {
    let newest: Conversation | undefined;
    for (const conversation of this.snapshot.person.conversations) {
      if (conversation.until > this.now && (!newest || conversation.askedAt >= newest.askedAt))
        newest = conversation;
    }
    return newest;
  }

  /** What a kind may know of this text. */
  turn(campaign: Campaign, language: Language, words: number, given?: string): Turn {
    const { configuration, shortcode, profile, person, operatorId } = this.snapshot;
    const brandName = this.brand(campaign.brandId)?.name ?? '';
    return {
      settings: campaign.settings,
      campaign,
      shortcode,
      profile,
      said: this.said,
      argument: given ?? argument(this.said, words),
      language,
      saidAt: this.saidAt,
      now: this.now,
      operatorId,
      brandName,
      standings: person.standings,
      list: (id) => configuration.lists.get(id),
      text: (key, values) => this.text(key, language, { brand: brandName, ...values }),
      claims: this.snapshot.claims,
      luck: () => this.snapshot.luck(),
      codeHash: (code) => this.snapshot.codeHash(campaign.brandId, code),
    };
  }

  /** What a kind needs to know for this turn and nobody has read yet; null when it may decide. */
  wantedBy(kind: AnyKind, turn: Turn, question: OpenQuestion | null): Outcome | null {
    const wants = kind.claims?.(turn, question).filter((claim) => !this.snapshot.claims.has(claim));
    return wants && wants.length > 0 ? { because: 'is not decided yet', effects: [], wants } : null;
  }

  /** The names by which services of this code are joined, for free lists: "NEWS, OFFERS". */
  services(language: Language): string {
    const { configuration, shortcode } = this.snapshot;
    const names = new Map<number, string>();
    for (const [, rules] of configuration.code(shortcode.id).byKey) {
      for (const { keyword, campaign } of rules) {
        const isLive =
          campaign.state === 'published' &&
          campaign.opensAt <= this.saidAt &&
          (!campaign.closesAt || this.saidAt < campaign.closesAt);
        if (!keyword || !isLive) continue;
        if (!names.has(campaign.id) || keyword.language === language) names.set(campaign.id, keyword.word);
        if (names.size >= MOST_SERVICES) return join(names, language);
      }
    }
    return join(names, language);
  }
}

function isLive({ configuration, shortcode }: Snapshot, key: string): boolean {
  const rules = configuration.code(shortcode.id).byKey.get(key);
  return rules?.some(({ campaign }) => campaign.state === 'published') ?? false;
}

/** More names than fit one segment help nobody. */
const MOST_SERVICES = 8;

const join = (names: ReadonlyMap<number, string>, language: Language): string =>
  [...new Set(names.values())].join(language === 'fa' || language === 'ar' ? '، ' : ', ');

/** On the list, and the newest word on it or above it is not "out". */
export function isMember(standings: ReadonlyMap<string, Standing>, list: List): boolean {
  const standing = standings.get(`list:${list.id}`);
  return (
    standing?.status === 'in' &&
    maySend(standings, scopesAbove({ listId: list.id, brandId: list.brandId, shortcodeId: list.shortcodeId }))
  );
}

/** A step of the staircase: its effects and why, or null when the text is not its business. */
export interface Outcome {
  readonly because: string;
  readonly effects: readonly Effect[];
  readonly campaignId?: number;
  /** An answer to something we did not understand; too many in a row and we fall silent. */
  readonly passive?: true;
  /** The language the person used. */
  readonly language?: Language;
  /** The brand that spoke. */
  readonly brandId?: number;
  /** Not decided yet: this has to be read first. */
  readonly wants?: readonly Claim[];
  readonly goTo?: Decision['goTo'];
}

export const outcome = (
  because: string,
  effects: readonly Effect[] = [],
  more: Omit<Outcome, 'because' | 'effects'> = {},
): Outcome => ({
  because,
  effects,
  ...more,
});
