import type { ChargeRequest } from '../billing/charge';
import { bookPaidTexts } from '../billing/charges/paid-texts.store';
import type { Settlement } from '../billing/charges/settlement.store';
import { paidByText } from '../billing/gateways/carried/text-key';
import type { Effect } from '../campaigns/effect';
import type { Tx } from '../platform/database.service';
import { hoursAfter } from '../subscriptions/billing-period';
import type { Service } from '../subscriptions/services/service';
import { readServices } from '../subscriptions/services/services.store';
import type { Cause } from './cause';

/** A text that somebody has paid for by sending it. */
export interface PaidText {
  readonly cause: Cause;
  readonly effect: Extract<Effect, { type: 'paid by text' }>;
}

/** A day is enough for what is booked at once. */
const BOOKED_WITHIN_HOURS = 24;

/** Charges for the texts of a batch, booked with them; of what no text caused nothing is booked. @returns what was booked */
export async function bookTexts(tx: Tx, paid: readonly PaidText[]): Promise<readonly Settlement[]> {
  const [first] = paid;
  if (!first) return [];
  const services = await readServices(
    tx.sql,
    paid.map(({ effect }) => effect.serviceId),
  );
  const requests = paid.flatMap((one) => requestOf(one, services.get(one.effect.serviceId)));
  return bookPaidTexts(tx, requests, first.cause.now);
}

function requestOf({ cause, effect }: PaidText, service: Service | undefined): ChargeRequest[] {
  const operator = service?.operators.find(({ operatorId }) => operatorId === effect.operatorId);
  const tariff = service?.tariffs.find(({ id }) => id === effect.tariffId);
  if (cause.textId === null || !service || !operator || !tariff) return [];
  return [
    {
      key: paidByText(cause.textId, service.id),
      purpose: 'message',
      ...{ serviceId: service.id, brandId: service.brandId, shortcodeId: cause.shortcodeId },
      ...{ subscriberId: cause.person.id, subscriptionId: null, operatorId: operator.operatorId },
      ...{ gatewayId: operator.gatewayId, tariffId: tariff.id, periodStart: null, periodEnd: null },
      ...{ amountMinor: tariff.amountMinor, currency: tariff.currency, vatBp: tariff.vatBp },
      ...{
        dueAt: cause.now,
        expiresAt: hoursAfter(cause.now, BOOKED_WITHIN_HOURS),
        createdAt: cause.saidAt,
      },
    },
  ];
}
