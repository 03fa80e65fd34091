import type { Eligibility } from '../billing/charge-gateway';
import { answersOf } from '../billing/charges/gateway-call.service';
import type { ChargeGateways } from '../billing/gateways/gateways.service';

/** Whoever waits for the answer is at a counter, on a page or at their handset: an operator that takes longer is not waited for. */
const CALL_MS = 2_000;

/** Whether numbers can pay at all, one answer each, in order; of an operator that cannot say, all can. Never within a transaction. */
export const askWhoCanPay = (
  gateways: ChargeGateways,
  gatewayId: number,
  msisdns: readonly string[],
): Promise<readonly Eligibility[]> =>
  answersOf<Eligibility>(
    async () => {
      const gateway = await gateways.get(gatewayId);
      return (await gateway.eligible?.(msisdns)) ?? msisdns.map((): Eligibility => 'eligible');
    },
    msisdns.length,
    'eligible',
    CALL_MS,
  );
