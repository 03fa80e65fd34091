import type { Answered, PaymentAnswer, Stands } from '../../../connectors/simulator/operator.service';
import { codeOf } from '../../../connectors/simulator/operator-codes';
import type { Denial, Payment, PaymentStatus } from '../../../connectors/simulator/payment';
import type { ChargeNotice, ChargeOutcome, ChargeStatus } from '../../charge-gateway';
import { failureOf } from '../failure-codes';
import type { SimulatedSettings } from './simulated-settings';

type Words = Pick<SimulatedSettings, 'codes' | 'failures'>;

const LAPSED = { type: 'refused', failure: 'temporary fault', remoteCode: 'RESERVATION_LAPSED' } as const;

type Told = Extract<ChargeOutcome, { readonly type: 'charged' | 'processing' | 'refused' }>;

/** A reservation is no payment yet, and may still become one: until it has lapsed, nobody can say that nothing will happen. */
const told: { readonly [S in PaymentStatus]: (payment: Payment, words: Words) => Told } = {
  processing: ({ remoteId }) => ({ type: 'processing', remoteId }),
  reserved: ({ remoteId }) => ({ type: 'processing', remoteId }),
  succeeded: ({ remoteId }) => ({ type: 'charged', remoteId }),
  denied: ({ denial }, words) => refusedFor(denial ?? 'insufficient', words),
  cancelled: () => LAPSED,
};

export const outcomeOf = ({ payment, status }: Stands, words: Words): Told => told[status](payment, words);

export function refusedFor(denial: Denial, { codes, failures }: Words): Extract<Told, { type: 'refused' }> {
  const remoteCode = codeOf(denial, codes);
  return { type: 'refused', failure: failureOf(remoteCode, failures), remoteCode };
}

/** What no answer means: away or slowed down, nothing was taken; silent, it may have been. */
export function withoutAnswer(
  answer: Exclude<Answered<object>, { readonly type: 'answered' }>,
): Extract<ChargeOutcome, { readonly type: 'not heard' | 'unknown' }> {
  if (answer.type === 'silent') return { type: 'unknown' };
  return answer.type === 'away'
    ? { type: 'not heard' }
    : { type: 'not heard', retryAfterMs: answer.retryAfterMs };
}

export const chargeOutcomeOf = (answer: PaymentAnswer, words: Words): ChargeOutcome =>
  answer.type === 'answered' ? outcomeOf(answer, words) : withoutAnswer(answer);

export function chargeStatusOf(stands: Stands | undefined, words: Words): ChargeStatus {
  return stands === undefined ? { type: 'never heard' } : outcomeOf(stands, words);
}

/** News of payments whose fate is known; the others have none yet. */
export function noticesOf(payments: readonly Payment[], words: Words): ChargeNotice[] {
  return payments.flatMap((payment) => {
    const { correlator, remoteId, state } = payment;
    if (state !== 'succeeded' && state !== 'denied') return [];
    const outcome = told[state](payment, words);
    return outcome.type === 'processing' ? [] : [{ correlator, remoteId, outcome }];
  });
}
