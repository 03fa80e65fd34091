import type { StopIntent } from '../rules/intent';
import type { Scope } from '../subscribers/standing';
import type { Language } from '../text/language';

/** Everything a text can cause. If it is not on this page, nothing that people text can do it. */
export type Effect =
  | Reply
  /** A row of the consent ledger, and with it the person's standing. */
  | {
      readonly type: 'consent';
      readonly scope: Scope;
      readonly event: 'asked' | 'opt_in' | 'opt_out' | 'declined' | 'expired';
      readonly purpose: string;
      readonly language: Language;
      /** The disclosure as it was shown, word for word. */
      readonly shown?: string;
      /** Why free words count as this. Without it the person, or somebody for them, said so in as many words. */
      readonly read?: Reading;
    }
  /** A person of ours shall judge whether these words meant STOP. */
  | { readonly type: 'review'; readonly brandId: number | null; readonly read: Reading }
  /** Nothing queued within this scope may leave any more. */
  | { readonly type: 'cancel'; readonly scope: Scope }
  /** A yes is waited for: double opt-in. */
  | {
      readonly type: 'ask';
      readonly listId: number;
      readonly campaignId: number | null;
      readonly language: Language;
      readonly shown: string;
      readonly until: Date;
    }
  /** The pending yes is settled, one way or the other. */
  | { readonly type: 'settle'; readonly listId: number }
  /** An open question: what the person says next may be its answer. */
  | {
      readonly type: 'remember';
      readonly brandId: number;
      readonly campaignId: number | null;
      readonly question: string;
      readonly state: QuestionState;
      readonly until: Date;
    }
  | { readonly type: 'forget'; readonly brandId: number }
  | { readonly type: 'note'; readonly note: CodeNote }
  | {
      readonly type: 'timer';
      readonly key: string;
      readonly timer: string;
      readonly dueAt: Date;
      readonly data: Readonly<Record<string, unknown>>;
    };

export interface Reply {
  readonly type: 'reply';
  readonly text: string;
  readonly brandId?: number;
  /** Not worth sending later than this. */
  readonly ttlSeconds?: number;
}

/** How free words came to be taken for a STOP. It stands in the ledger, so that it can be explained and taken back. */
export interface Reading extends Pick<StopIntent, 'why' | 'phrase'> {
  readonly tier: 'INTENT';
}

/** A question's memory; it must survive JSON. */
export type QuestionState = Readonly<Record<string, unknown>>;

/** What we remember of one person on one code. Absent fields stay as they are. */
export interface CodeNote {
  readonly lastBrandId?: number;
  readonly lastBrandAt?: Date;
  readonly language?: Language;
  readonly windowAt?: Date;
  readonly windowTexts?: number;
  readonly passiveReplies?: number;
  readonly unknownAt?: Date;
  readonly stoppedAt?: Date;
}

export interface Decision {
  /** The step of the staircase that decided. */
  readonly rule: string;
  /** Shown to staff, so that support can answer "why did they get that?" */
  readonly because: string;
  readonly campaignId?: number;
  readonly effects: readonly Effect[];
}

export const decided = (rule: string, because: string, ...effects: Effect[]): Decision => ({
  rule,
  because,
  effects,
});
