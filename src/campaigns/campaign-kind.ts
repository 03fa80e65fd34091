import type { Campaign, List, Shortcode } from '../catalogue/configuration';
import type { Profile } from '../rules/profile';
import type { TextKey } from '../rules/text-key';
import type { Move } from '../subscriptions/moving/move';
import type { ServiceState } from '../subscriptions/services/service-state';
import type { Standing } from '../subscribers/standing';
import type { Language } from '../text/language';
import type { Said } from '../text/said';
import type { Claim, Claims } from './claim';
import type { Decision, Effect, QuestionState } from './effect';
import type { DayHours } from './hours';

/** One person's turn in a campaign: everything a kind may know. */
export interface Turn<S = unknown> {
  readonly settings: S;
  readonly campaign: Campaign;
  readonly shortcode: Shortcode;
  readonly profile: Profile;
  readonly said: Said;
  /** What stands after the keyword, as it was written. */
  readonly argument: string;
  readonly language: Language;
  readonly saidAt: Date;
  readonly now: Date;
  /** The mobile operator the text came through; null where nobody knows. */
  readonly operatorId: number | null;
  readonly brandName: string;
  readonly standings: ReadonlyMap<string, Standing>;
  list(id: number): List | undefined;
  /** A system text in the turn's language, in the code's own wording where it has one. */
  text(key: TextKey, values?: Readonly<Record<string, string>>): string;
  /** What {@link CampaignKind.claims} asked for. */
  readonly claims: Claims;
  /** 128 bits of this text's own luck, in hex: nobody outside can know them, and the same text always has the same. */
  luck(): string;
  /** What recognises a unique code of the campaign's brand: keyed, so that whoever reads a decision learns no code from it. */
  codeHash(code: string): string;
}

/** What came back for something the campaign had asked of the world: a brand's server, or a while. */
export interface Returned {
  readonly key: string;
  /** The answer as JSON; null when time ran out first. */
  readonly answer: unknown;
}

/** A question of this campaign that is still open. */
export interface OpenQuestion {
  readonly question: string;
  readonly state: QuestionState;
  readonly askedAt: Date;
}

/** What a keyword does to an open question: ends it, is answered beside it, or is not heard. */
export type Manner = 'interrupt' | 'park' | 'refuse';

export interface SettingsFault {
  readonly path: string;
  readonly message: string;
}

/**
 * One way a brand can play. A kind is a folder and a line in `kinds.ts`.
 *
 * 1. decide(), answer(), otherwise(), silence(), returned() and proposed() are pure: the same turn gives the same decision.
 * 2. They MAY throw only for a bug: the text is then set aside, and its neighbours are handled.
 * 3. readSettings() MUST name every fault by its path; what it returns is trusted from then on.
 * 4. lint() says why a campaign may not be published yet, one sentence each.
 */
export interface CampaignKind<S = unknown> {
  readonly name: string;
  readSettings(
    raw: unknown,
    languages: readonly Language[],
  ): { readonly settings: S } | { readonly faults: readonly SettingsFault[] };
  lint(settings: S, context: LintContext): readonly string[];
  /** What may be published as it is, and should be read first: one sentence each. */
  advise?(settings: S, context: LintContext): readonly string[];
  /** Settings with what only their surroundings know, entered when the campaign is published. */
  complete?(settings: S, context: LintContext): S;
  /** What the decision will depend on beyond the person, by what is known so far; asked again until nothing new is named. */
  claims?(turn: Turn<S>, question: OpenQuestion | null): readonly Claim[];
  /** The keyword was texted. */
  decide(turn: Turn<S>): Decision;
  /** It was texted outside the campaign's window or hours; answered with the window text when undefined. */
  outside?(turn: Turn<S>, when: 'before' | 'after' | 'outside'): Decision;
  /** Something was said while a question is open: its decision if that is an answer the question accepts, else null. */
  answer?(turn: Turn<S>, question: OpenQuestion): Decision | null;
  /** Nothing else understood the text and the question is still open: ask again, or give up; null when it is none of its business. */
  otherwise?(turn: Turn<S>, question: OpenQuestion): Decision | null;
  /** Another campaign's keyword ends its open question: what else ends with it, without a word. STATUS and HELP then leave it open. */
  interrupted?(turn: Turn<S>, question: OpenQuestion): readonly Effect[];
  /** Time ran out on an open question. */
  silence?(turn: Turn<S>, question: OpenQuestion): Decision;
  /** What a `call` or a `timer` of the campaign had asked for came back, or did not. */
  returned?(turn: Turn<S>, returned: Returned, question: OpenQuestion | null): Decision;
  /** Nobody texted: the brand would have somebody who pays for another service of its take what this campaign leads to. */
  proposed?(turn: Turn<S>, move: Move): Decision;
  /** Whether the open question takes keywords as answers (a name may be somebody's keyword). */
  readonly ignoresKeywords?: boolean;
  /** What an incoming keyword does to this kind's open question, for all of them or for each; interrupts by default. */
  readonly whenInterrupted?: Manner | ((campaign: Campaign, question: OpenQuestion) => Manner);
  /** Uploaded tables that its settings name: another brand's is refused when it is published. */
  tablesOf?(settings: S): readonly number[];
  /** Names what it is published with: conversations under way go on with the definition they began with. */
  versionOf?(settings: S): string;
  /** The list people join by this campaign, if that is what it does. */
  listOf?(settings: S): number;
  /** When in the day the campaign answers; always when undefined. */
  hoursOf?(settings: S): readonly DayHours[] | undefined;
  /** Texts for before and after the window and outside its hours, in the turn's language; the system's own when undefined. */
  windowText?(settings: S, when: 'before' | 'after' | 'outside', language: Language): string | undefined;
}

/** A paid service as a campaign that leads to it has to know it. */
export interface OfferedService {
  readonly id: number;
  readonly listId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly name: string;
  readonly state: ServiceState;
}

export interface LintContext {
  readonly campaign: Campaign;
  readonly profile: Profile;
  list(id: number): List | undefined;
  isReserved(raw: string): boolean;
  /** Another campaign of the same brand on the same code, in whatever state. */
  neighbour?(this: void, id: number): Campaign | undefined;
  /** Why a server at this address may not be called; null when it may be tried. Undefined: only the public internet may. */
  refusalOf?(this: void, url: string): string | null;
  /** An uploaded table of the brand. */
  table?(this: void, id: number): { readonly columns: readonly string[] } | undefined;
  /** A paid service of the brand. */
  service?(this: void, id: number): OfferedService | undefined;
}
