import type { Doorbell } from '../platform/doorbell';
import type { Advancement } from './advance.store';

/** After the commit: what subscriptions have to say, and to be paid, leaves. */
export function ringAdvanced(doorbell: Doorbell, { connectors, gateways }: Advancement): void {
  for (const id of connectors) doorbell.ring('outbox', id);
  for (const id of gateways) doorbell.ring('charges', id);
}
