import type { Doorbell } from '../platform/doorbell';
import type { Advancement } from './advance.store';

type Rings = Pick<Advancement, 'connectors' | 'gateways'>;

export const ringsOf = (advanced: readonly Rings[]): Rings => ({
  connectors: new Set(advanced.flatMap(({ connectors }) => [...connectors])),
  gateways: new Set(advanced.flatMap(({ gateways }) => [...gateways])),
});

/** After the commit: what subscriptions have to say, and to be paid, leaves, and the brands concerned hear of it. */
export function ringAdvanced(
  doorbell: Doorbell,
  { connectors, gateways }: Rings,
  brandIds: readonly number[],
): void {
  for (const id of connectors) doorbell.ring('outbox', id);
  for (const id of gateways) doorbell.ring('charges', id);
  for (const id of brandIds) doorbell.ring('events', id);
}
