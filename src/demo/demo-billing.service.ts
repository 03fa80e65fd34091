import { randomBytes } from 'node:crypto';
import { insertGateway } from '../billing/gateways/gateway-rows.store';
import type { Tx } from '../platform/database.service';
import { sha256 } from '../platform/identity.service';
import { putItems } from '../subscriptions/content/content-items.store';
import { insertService, putServiceOperator, updateService } from '../subscriptions/services/services.store';
import { insertTariff } from '../subscriptions/services/tariffs.store';
import { DEMO_SINCE } from './demo-catalogue';
import { contentOf, DEMO_GATEWAYS, type DemoService } from './demo-services';

/** Where an operator's subscribers pay. */
export interface DemoPay {
  readonly operatorId: number;
  readonly gatewayId: number;
}

/** A simulated billing for each operator that has one. @returns them by the operator's code */
export async function loadGateways(
  tx: Tx,
  operators: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, DemoPay>> {
  const made = new Map<string, DemoPay>();
  for (const { name, operator } of DEMO_GATEWAYS) {
    const operatorId = operators.get(operator) ?? 0;
    const gatewayId = await insertGateway(tx, {
      ...{ name, type: 'simulated', operatorId, settings: {}, state: 'active' },
      // It tells in process; nobody is given a key to its door.
      ...{ keyHash: sha256(randomBytes(32).toString('hex')), createdAt: new Date(DEMO_SINCE) },
    });
    made.set(operator, { operatorId, gatewayId });
  }
  return made;
}

/** Makes a paid service of a list: approved, with its price, its operator and something to send. @returns its id */
export async function loadService(
  tx: Tx,
  listId: number,
  demo: DemoService,
  pays: ReadonlyMap<string, DemoPay>,
  now: Date,
): Promise<number> {
  const { provider, cycle, trialDays, settings, price } = demo;
  const since = new Date(DEMO_SINCE);
  const terms = { listId, provider, cycle, trialDays, minAge: 0, class: 'vas', settings } as const;
  const id = await insertService(tx, { ...terms, createdAt: since });
  const { minor: amountMinor, currency, vatBp } = price;
  await insertTariff(tx, {
    ...{ serviceId: id, effectiveFrom: since, createdAt: since },
    ...{ amountMinor, currency, vatBp },
  });
  const pay = pays.get(demo.operator);
  if (!pay) throw new Error(`the demo's operator ${demo.operator} takes no money`);
  await putServiceOperator(tx, id, { ...pay, isApproved: true, isPartial: false });
  await putItems(tx, id, contentOf(demo, now), now);
  await updateService(tx, id, { state: 'approved' });
  return id;
}
