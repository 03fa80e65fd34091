import { toJson } from '../../platform/money';
import type { ServiceDto } from './service.dto';
import type { ServiceCard } from './services.store';

/** A service as the API tells of it. */
export function showService({
  service,
  written,
  operatorCodes,
  gatewayNames,
  ...card
}: ServiceCard): ServiceDto {
  const { id, listId, code, name, key, provider, cycle, trialDays, minAge, state } = service;
  return {
    ...{
      id,
      list: listId,
      brand: card.brand,
      shortcode: code,
      name,
      key,
      provider,
      cycle,
      trialDays,
      minAge,
    },
    class: service.class,
    state,
    settings: written,
    tariffs: service.tariffs.map(({ id: tariffId, amountMinor, currency, vatBp, effectiveFrom }) => ({
      id: tariffId,
      amount: toJson({ minor: amountMinor, currency }),
      vatBp,
      effectiveFrom,
    })),
    operators: service.operators.map(({ operatorId, gatewayId, isApproved, isPartial, isSuspended }) => ({
      operator: operatorCodes.get(operatorId) ?? String(operatorId),
      gateway: gatewayNames.get(gatewayId) ?? String(gatewayId),
      isApproved,
      isPartial,
      isSuspended: isSuspended === true,
    })),
    createdAt: card.createdAt,
  };
}
