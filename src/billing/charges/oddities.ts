import type { ChargeNotice } from '../charge-gateway';
import type { NewChargeEvent } from './charge-events.store';
import type { Judged } from './charge-fate';

/** A notice of a payment that none of our charges knows of. */
export const unmatched = ({ correlator, remoteId, outcome }: ChargeNotice): NewChargeEvent => ({
  chargeId: null,
  type: 'unmatched',
  outcome: outcome.type,
  failure: outcome.type === 'refused' ? outcome.failure : null,
  correlator,
  remoteId: remoteId ?? (outcome.type === 'charged' ? outcome.remoteId : null),
});

/** What does not fit, as it is kept; only a payment or a refusal can contradict. */
export const eventsOf = (odd: Judged['odd']): NewChargeEvent[] =>
  odd.flatMap(({ chargeId, news, oddity }): NewChargeEvent[] => {
    const { told, correlator } = news;
    if (told.type !== 'charged' && told.type !== 'refused') return [];
    return [
      {
        chargeId,
        type: oddity,
        outcome: told.type,
        failure: told.type === 'refused' ? told.failure : null,
        correlator,
        remoteId: told.type === 'charged' ? told.remoteId : null,
      },
    ];
  });
