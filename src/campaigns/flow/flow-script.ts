import type { Language } from '../../text/language';
import type { CampaignKind, LintContext, SettingsFault, Turn } from '../campaign-kind';
import type { Claim } from '../claim';
import type { Effect } from '../effect';
import type { Answers } from './conditions';
import type { Flow } from './flow';
import type { SavedAnswer } from './flow-state';

/** What was drawn or left out for one play; it must survive JSON, and stays with the conversation. */
export type PlayNotes = Readonly<Record<string, unknown>>;

/** What a campaign that talks keeps of one person. */
export interface FlowPlayer {
  readonly plays: number;
  /** The play under way, or left without an end; null once it has one. */
  readonly play: string | null;
  /** Of the definition that play began with. */
  readonly version: string | null;
  /** How the last play ended: completed, partial, timeout, tooManyTries, handedOver. */
  readonly outcome: FlowOutcome | null;
  /** Answers of the last play, but none that is sensitive. */
  readonly answers: Answers;
  /** What the kind itself keeps. */
  readonly own: Readonly<Record<string, unknown>>;
}

export type FlowOutcome = 'completed' | 'partial' | 'timeout' | 'tooManyTries' | 'handedOver';

export const NEW_PLAYER: FlowPlayer = {
  plays: 0,
  play: null,
  version: null,
  outcome: null,
  answers: {},
  own: {},
};

/** What the names in a flow stand for. */
export interface FlowResources {
  readonly tables?: Readonly<Record<string, number>> | undefined;
  readonly webhooks?: Readonly<Record<string, FlowWebhook>> | undefined;
  readonly queues?: readonly string[] | undefined;
}

export interface FlowWebhook {
  readonly url: string;
  readonly timeoutMs?: number | undefined;
}

export type Opening =
  | { readonly type: 'open'; readonly notes: PlayNotes; readonly own?: FlowPlayer['own'] }
  /** Not for this person, or not now: said instead. */
  | { readonly type: 'shut'; readonly because: string; readonly text: string };

/** What a turn brought: for kinds that count. */
export interface TurnTaken {
  readonly notes: PlayNotes;
  readonly player: FlowPlayer;
  /** Answers of this turn. */
  readonly answered: Readonly<Record<string, SavedAnswer>>;
  readonly outcome: FlowOutcome | null;
}

export interface Aftermath {
  readonly own?: FlowPlayer['own'];
  /** Said after everything else. */
  readonly says?: string;
  readonly effects?: readonly Effect[];
  /** Beside the answers in the last entry of the play. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * A kind that is played as a conversation: what it brings besides the flow itself.
 *
 * 1. flowOf() is pure in its settings and notes: the same play always has the same flow.
 * 2. open() may use the turn's luck; nothing else may.
 */
export interface FlowScript<S extends object> extends Pick<
  CampaignKind<S>,
  'name' | 'hoursOf' | 'windowText'
> {
  readSettings(
    raw: unknown,
    languages: readonly Language[],
  ): { readonly settings: S } | { readonly faults: readonly SettingsFault[] };
  /** Every flow that may be played, for the checks before publishing. */
  flowsOf(settings: S): readonly Flow[];
  flowOf(settings: S, notes: PlayNotes): Flow;
  lint?(settings: S, context: LintContext): readonly string[];
  /** Read before a play begins. */
  claims?(turn: Turn<S>): readonly Claim[];
  open?(turn: Turn<S>, player: FlowPlayer): Opening;
  after?(turn: Turn<S>, taken: TurnTaken): Aftermath;
  resourcesOf?(settings: S): FlowResources;
  /** Whether whoever began in time may finish when the campaign has closed; nobody without it. */
  goesOnAfterClose?(settings: S): boolean;
  /** Whether what is said in one turn leaves as one message. */
  readonly saysTogether?: boolean;
  /** Questions whose answers are few enough to be tallied. */
  tallied?(settings: S): readonly string[];
}
