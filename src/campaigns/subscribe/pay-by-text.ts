import {
  mayJoin,
  servedLanguage,
  termsOf,
  wordsOf,
  type MayJoin,
  type Service,
} from '../../subscriptions/services/service';
import { decided, type Decision } from '../effect';
import type { SubscribeTurn } from './wording';

/**
 * Whether the person's operator takes the money with the text itself: then the text is the purchase, nothing is left to confirm, and
 * nothing is subscribed to.
 */
export function paidBy(turn: SubscribeTurn, service: Service): Extract<MayJoin, { type: 'may' }> | null {
  if (service.cycle !== 'message') return null;
  const may = mayJoin(service, turn.operatorId, turn.now);
  return may.type === 'may' && may.operator.isPaidByText === true ? may : null;
}

/** It has been paid for by being sent, and is answered with what it cost. */
export function payByText(
  turn: SubscribeTurn,
  service: Service,
  { tariff, operator }: Extract<MayJoin, { type: 'may' }>,
): Decision {
  const language = servedLanguage(service, { language: turn.language });
  const receipt = wordsOf(service, 'receipt', language, termsOf(service, tariff, language, turn.profile));
  return decided(
    'keyword',
    'paid by texting',
    {
      ...{ type: 'paid by text', serviceId: service.id },
      ...{ operatorId: operator.operatorId, tariffId: tariff.id },
    },
    { type: 'reply', text: receipt, brandId: turn.campaign.brandId },
  );
}
