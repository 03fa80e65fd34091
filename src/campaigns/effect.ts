import type { StopIntent } from '../rules/intent';
import type { MessageClass } from '../rules/message-class';
import type { Scope } from '../subscribers/standing';
import type { Move, NotAsked } from '../subscriptions/moving/move';
import type { Language } from '../text/language';
import type { Claim, PlayerState } from './claim';

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
      /** When they first said something like it, where they were asked back: what was taken since goes back. */
      readonly since?: Date;
      /** Why what they paid for there ends, where that is not simply that they said so. */
      readonly ended?: string;
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
  | PlayEffect
  | {
      readonly type: 'timer';
      readonly key: string;
      readonly timer: string;
      readonly dueAt: Date;
      readonly data: Readonly<Record<string, unknown>>;
    };

/** What becomes of somebody's subscription to a paid service. Nothing is charged before it is confirmed. */
export type SubscriptionEffect =
  /** It opens, and waits for a yes. */
  | {
      readonly type: 'subscribe';
      readonly serviceId: number;
      readonly operatorId: number;
      /** The price as it was shown. */
      readonly tariffId: number;
      readonly language: Language;
      /** What a confirmation must say; null when a YES is enough. */
      readonly token: string | null;
      /** The price and terms as they were shown, word for word. */
      readonly shown: string;
      /** Where it was asked for, when not by text. */
      readonly channel?: 'web' | 'ivr' | 'api' | 'operator' | 'migration';
      /** What they would leave for it, where the brand proposed it to them. */
      readonly moves?: Move;
    }
  /** A brand would have had somebody moved, and they were not asked. */
  | {
      readonly type: 'not asked';
      readonly migrationId: number;
      readonly subscriptionId: number;
      readonly because: NotAsked;
    }
  | {
      readonly type: 'subscription';
      readonly serviceId: number;
      readonly event: 'confirmed' | 'declined' | 'lapsed' | 'mistyped' | 'asked again';
    };

/** The operator took the money with the text itself: it is booked with the text, and was paid whatever we say. */
export interface PaidByText {
  readonly type: 'paid by text';
  readonly serviceId: number;
  readonly operatorId: number;
  /** The price in force when it was sent. */
  readonly tariffId: number;
}

/** What playing in a campaign changes. */
export type PlayEffect =
  | SubscriptionEffect
  | PaidByText
  /** What the campaign keeps of the person from now on, whole. */
  | { readonly type: 'player'; readonly campaignId: number; readonly state: PlayerState }
  /** Something of the campaign is taken: an ordinal, a prize, a place under a cap. */
  | { readonly type: 'count'; readonly campaignId: number; readonly name: string; readonly amount: number }
  /** A row of the campaign's entries: one play, counted or not. */
  | {
      readonly type: 'entry';
      readonly campaignId: number;
      /** What became of it, in the kind's own terms: accepted, late, duplicate, vote … */
      readonly outcome: string;
      readonly counted: boolean;
      /** How many chances it is worth in a draw. */
      readonly tickets?: number;
      /** When it was said, where the text that completes it is a later one. */
      readonly saidAt?: Date;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** A tally moves: votes for a choice, answers to a question. */
  | { readonly type: 'tally'; readonly campaignId: number; readonly choice: string; readonly amount: number }
  | { readonly type: 'redeem'; readonly hash: string; readonly lotId: number; readonly campaignId: number }
  /** A coupon is somebody's: one of the pool, or (null) one that is made with this code. */
  | {
      readonly type: 'give';
      readonly couponId: number | null;
      readonly campaignId: number;
      readonly code: string;
      readonly expiresAt: Date | null;
    }
  /** Somebody is to look into what the person said; they can ask for it by the code. */
  | {
      readonly type: 'ticket';
      readonly code: string;
      readonly brandId: number;
      readonly campaignId: number;
      readonly words: string;
    }
  /** What the person told the brand of themself, and what for. */
  | {
      readonly type: 'learn';
      readonly brandId: number;
      readonly purpose: string;
      readonly values: Readonly<Record<string, string>>;
    }
  /** The brand's server is to be asked, after the commit; its answer, or the lack of one, comes back as a row of the lane. */
  | {
      readonly type: 'call';
      readonly brandId: number;
      readonly campaignId: number;
      readonly key: string;
      readonly url: string;
      /** What the brand reads; the person as this brand knows them is added. */
      readonly body: Readonly<Record<string, unknown>>;
      /** The person's number is added too. */
      readonly withNumber?: boolean;
      readonly timeoutMs: number;
      /** What the answer is given in; the person's own when undefined. */
      readonly language?: Language;
    }
  /** The person's operator is to be asked, after the commit, whether they can pay; its answer, or the lack of one, is a row of the lane. */
  | {
      readonly type: 'ask operator';
      readonly gatewayId: number;
      readonly campaignId: number;
      readonly key: string;
      readonly timeoutMs: number;
      /** What the person is answered in. */
      readonly language: Language;
    }
  /** The brand hears of it, if it listens. */
  | {
      readonly type: 'event';
      readonly brandId: number;
      readonly event: BrandEventType;
      readonly data: Readonly<Record<string, unknown>>;
    };

/** What brands can listen to. */
export type BrandEventType =
  'mo' | 'reply' | 'optout' | 'entry' | 'vote' | 'coupon' | 'win' | 'answer' | 'unmatched' | 'dlr';

export interface Reply {
  readonly type: 'reply';
  readonly text: string;
  readonly brandId?: number;
  /** Not worth sending later than this. */
  readonly ttlSeconds?: number;
  /** What nobody asked for is no reply: its class, and the list in whose name it is sent, say who may refuse it. */
  readonly unasked?: { readonly class: MessageClass; readonly listId: number };
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
  /** Not decided yet: this has to be read first. */
  readonly wants?: readonly Claim[];
  /** Another campaign of the same brand and code goes on from here, as if its own keyword had been texted. */
  readonly goTo?: {
    readonly campaignId: number;
    readonly argument: string;
    /** What happens instead when nobody answers there (any more). */
    readonly otherwise?: readonly Effect[];
  };
}

export const decided = (rule: string, because: string, ...effects: Effect[]): Decision => ({
  rule,
  because,
  effects,
});
