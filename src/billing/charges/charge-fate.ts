import type { Failure } from '../charge';
import type { ChargeOutcome, ChargeStatus } from '../charge-gateway';
import { isSettled } from '../charge-state';
import type { OpenCharge } from './open-charge';

const FIRST_ASK_MS = 5_000;
const LONGEST_ASK_MS = 15 * 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** An operator may ask for patience, within reason. */
const LEAST_PATIENCE_MS = 10;
const MOST_PATIENCE_MS = 3_600_000;

/** What an operator said of one attempt: as an answer, when asked, or by itself. */
export type Told = ChargeOutcome | ChargeStatus;

export interface News {
  readonly chargeId: number;
  /** Of the attempt it speaks of; 0 when nothing was ever sent. */
  readonly ordinal: number;
  readonly correlator: string | null;
  readonly told: Told;
  /** The lease under which we sent or asked; null for what was told unasked. */
  readonly lease: string | null;
  /** It was sent before, and may have arrived then. */
  readonly isResend: boolean;
}

/** What becomes of a charge. */
export type Fate =
  | { readonly type: 'charged'; readonly ordinal: number; readonly remoteId: string | null }
  | {
      readonly type: 'refused';
      readonly ordinal: number;
      readonly failure: Failure;
      readonly remoteCode: string | null;
    }
  | { readonly type: 'voided' }
  /** `keeps`: under the same correlator, for which the reservation stands. */
  | { readonly type: 'again'; readonly dueAt: Date; readonly keeps: boolean }
  | { readonly type: 'unknown'; readonly askAt: Date; readonly remoteId: string | null };

/** What does not fit our books, kept for whoever reconciles. */
export type Oddity = 'other result' | 'charged again' | 'unmatched';

export type Judgement =
  | { readonly type: 'fate'; readonly fate: Fate }
  | { readonly type: 'odd'; readonly oddity: Oddity }
  | { readonly type: 'nothing' };

type Judge<T extends Told['type']> = (
  charge: OpenCharge,
  news: News,
  told: Extract<Told, { readonly type: T }>,
  now: Date,
) => Judgement;

const NOTHING: Judgement = { type: 'nothing' };
const fate = (of: Fate): Judgement => ({ type: 'fate', fate: of });
const odd = (oddity: Oddity): Judgement => ({ type: 'odd', oddity });

const isLatest = ({ attempts }: OpenCharge, { ordinal }: News): boolean => ordinal === attempts;
/** Whoever no longer holds the charge may say that it was paid or refused, and nothing else. */
const isHeld = ({ lease }: OpenCharge, news: News): boolean => news.lease !== null && news.lease === lease;

const judges: { readonly [T in Told['type']]: Judge<T> } = {
  charged: (charge, { ordinal }, { remoteId }) => {
    if (!isSettled(charge.state)) return fate({ type: 'charged', ordinal, remoteId });
    if (charge.state !== 'charged') return odd('other result');
    return charge.chargedOrdinal === ordinal ? NOTHING : odd('charged again');
  },
  refused: (charge, news, { failure, remoteCode }) => {
    if (charge.state === 'charged')
      return charge.chargedOrdinal === news.ordinal ? odd('other result') : NOTHING;
    if (isSettled(charge.state) || !isLatest(charge, news)) return NOTHING;
    return fate({ type: 'refused', ordinal: news.ordinal, failure, remoteCode });
  },
  processing: (charge, news, { remoteId }, now) => later(charge, news, remoteId, now),
  unknown: (charge, news, _, now) => later(charge, news, null, now),
  'not heard': (charge, news, { retryAfterMs }, now) => {
    if (charge.state !== 'reserved' || !isHeld(charge, news)) return NOTHING;
    // Sent before and unknown then: it stays under the correlator that may yet turn up.
    return backAgain(charge, news.isResend, after(now, patience(retryAfterMs) ?? retryMs(charge.attempts)));
  },
  'never heard': (charge, news, _, now) => {
    if (charge.state !== 'unknown' || !isHeld(charge, news)) return NOTHING;
    return backAgain(charge, true, now);
  },
};

/** Judges one piece of news by the charge as it is now. */
export const judge = (charge: OpenCharge, news: News, now: Date): Judgement =>
  (judges[news.told.type] as Judge<Told['type']>)(charge, news, news.told, now);

/** Whom it was to be taken from has left: it is not sent again. What has been taken already is booked all the same. */
function backAgain({ stoppedAt, isTold }: OpenCharge, keeps: boolean, dueAt: Date): Judgement {
  return fate(stoppedAt === null || isTold ? { type: 'again', dueAt, keeps } : { type: 'voided' });
}

function later(charge: OpenCharge, news: News, remoteId: string | null, now: Date): Judgement {
  if ((charge.state !== 'reserved' && charge.state !== 'unknown') || !isHeld(charge, news)) return NOTHING;
  return fate({ type: 'unknown', askAt: after(now, askMs(charge.asks)), remoteId });
}

/** Doubles from five seconds to a quarter of an hour; the operator's file heals what it never tells. */
export const askMs = (asks: number): number => doubled(FIRST_ASK_MS, asks, LONGEST_ASK_MS);

const retryMs = (attempts: number): number => doubled(FIRST_RETRY_MS, attempts - 1, LONGEST_RETRY_MS);

const doubled = (firstMs: number, times: number, mostMs: number): number =>
  Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(times, 0), 30));

const patience = (ms: number | undefined): number | null =>
  ms === undefined ? null : Math.min(Math.max(ms, LEAST_PATIENCE_MS), MOST_PATIENCE_MS);

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** A charge once its fate is written, for news of the same charge in the same breath. */
export function afterFate(charge: OpenCharge, { type, ...told }: Fate): OpenCharge {
  const state = type === 'again' ? 'requested' : type;
  const chargedOrdinal = type === 'charged' && 'ordinal' in told ? told.ordinal : charge.chargedOrdinal;
  return { ...charge, state, chargedOrdinal, lease: null };
}

export interface Judged {
  readonly fates: readonly { readonly charge: OpenCharge; readonly fate: Fate }[];
  readonly odd: readonly { readonly chargeId: number | null; readonly news: News; readonly oddity: Oddity }[];
}

/** Judges news in turn, so that the second word on a charge is weighed against the first. A charge that is not there is passed over. */
export function judgeAll(news: readonly News[], locked: readonly OpenCharge[], now: Date): Judged {
  const charges = new Map(locked.map((charge) => [charge.id, charge]));
  const fates: Judged['fates'][number][] = [];
  const oddities: Judged['odd'][number][] = [];
  for (const piece of news) {
    const charge = charges.get(piece.chargeId);
    if (!charge) continue;
    const judgement = judge(charge, piece, now);
    if (judgement.type === 'odd')
      oddities.push({ chargeId: charge.id, news: piece, oddity: judgement.oddity });
    if (judgement.type !== 'fate') continue;
    fates.push({ charge, fate: judgement.fate });
    charges.set(charge.id, afterFate(charge, judgement.fate));
  }
  return { fates, odd: oddities };
}
