import type { Failure } from '../../charge';
import type { ChargeOutcome } from '../../charge-gateway';
import { failureOf } from '../failure-codes';

/** What became of a message that carries a charge. */
export interface MessageFate {
  readonly correlator: string;
  readonly outboundId: number;
  /** Null while it is queued or on the wire. */
  readonly state: 'sent' | 'delivered' | 'failed' | 'rejected' | 'expired' | 'cancelled' | null;
  readonly reason: string | null;
  readonly remoteId: string | null;
  /** Submits after one of which nobody knew whether it had arrived. */
  readonly resends: number;
  /** A report said so once another state was final. */
  readonly wasDeliveredAfterAll: boolean;
}

type Codes = Readonly<Record<string, Failure>>;
type Told = Extract<ChargeOutcome, { readonly type: 'charged' | 'processing' | 'refused' | 'unknown' }>;

/**
 * A premium message is paid on delivery. One that certainly did not arrive was not; one that may have been sent twice and failed
 * once is known only to the operator's statement.
 */
export function outcomeOf(fate: MessageFate, codes: Codes): Told {
  const remoteId = fate.remoteId ?? String(fate.outboundId);
  if (fate.state === 'delivered' || fate.wasDeliveredAfterAll) return { type: 'charged', remoteId };
  if (fate.state === null || fate.state === 'sent') return { type: 'processing', remoteId };
  if (fate.resends > 0) return { type: 'unknown' };
  return refused[fate.state](fate, codes);
}

/** The carrier's code stands before the colon: "393: insufficient credit". */
const byCode = ({ reason }: MessageFate, codes: Codes): Told => {
  const remoteCode = (reason ?? 'NO_REASON').split(':')[0]?.trim().slice(0, 100) ?? '';
  return { type: 'refused', failure: failureOf(remoteCode, codes), remoteCode };
};

const refused: {
  readonly [S in Exclude<MessageFate['state'], null | 'sent' | 'delivered'>]: (
    fate: MessageFate,
    codes: Codes,
  ) => Told;
} = {
  failed: byCode,
  rejected: byCode,
  // The phone was off. The person may be charged another time.
  expired: () => ({ type: 'refused', failure: 'temporary fault', remoteCode: 'EXPIRED' }),
  cancelled: () => ({ type: 'refused', failure: 'expired', remoteCode: 'CANCELLED' }),
};
