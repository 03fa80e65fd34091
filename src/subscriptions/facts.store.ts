import { plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { isWithoutContent, stretchOf } from './content-gap';
import { readFilled } from './content/content-items.store';
import { isMoved } from './moving/move';
import { readOrigins } from './moving/moves.store';
import { servedLanguage, type Service } from './services/service';
import type { Subscription } from './subscription';
import { HAD_TRIAL } from './subscriptions.store';
import type { TurnStep } from './turn-all';
import type { Facts } from './turning';

type FactsOf = (subscription: Subscription) => Facts;

/** What the events at hand need to know beside the rows themselves; nothing is asked that no event needs. */
export async function readFacts(
  tx: Tx,
  subscriptions: readonly Subscription[],
  steps: readonly TurnStep[],
  services: ReadonlyMap<number, Service>,
): Promise<FactsOf> {
  const hadTrial = await readTrials(
    tx,
    subscriptions.filter(
      ({ state, serviceId }) => state === 'pending' && (services.get(serviceId)?.trialDays ?? 0) > 0,
    ),
  );
  const due = idsOf(steps, 'due');
  const isMissing = await readGaps(
    tx,
    subscriptions.filter(({ id }) => due.has(id)),
    services,
    steps.find(({ event }) => event.type === 'due')?.cause.at,
  );
  const beginning = new Set([...due, ...idsOf(steps, 'confirmed')]);
  const origins = await readOrigins(
    tx,
    subscriptions
      .filter((one) => isMoved(one) && one.periodOrdinal === 0 && beginning.has(one.id))
      .map(({ id }) => id),
  );
  return (subscription) => ({
    hadTrial: hadTrial.has(subscription.id),
    isContentMissing: isMissing(subscription),
    origin: origins.get(subscription.id),
  });
}

const idsOf = (steps: readonly TurnStep[], type: TurnStep['event']['type']): ReadonlySet<number> =>
  new Set(steps.filter(({ event }) => event.type === type).map(({ subscriptionId }) => subscriptionId));

/** Who has had a trial of the service before, of those whose yes would open one. */
async function readTrials(tx: Tx, pending: readonly Subscription[]): Promise<ReadonlySet<number>> {
  if (pending.length === 0) return new Set();
  const rows = await tx.sql.query<{ id: number }>({
    name: 'subscriptions-had-trial',
    text: `select w.id from unnest($1::bigint[], $2::bigint[], $3::int[]) as w(id, subscriber_id, service_id) where ${HAD_TRIAL}`,
    values: [
      plain(pending.map(({ id }) => id)),
      plain(pending.map(({ subscriberId }) => subscriberId)),
      plain(pending.map(({ serviceId }) => serviceId)),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Whose next period would be paid for nothing, where the service does not want that. */
async function readGaps(
  tx: Tx,
  due: readonly Subscription[],
  services: ReadonlyMap<number, Service>,
  at: Date | undefined,
): Promise<(subscription: Subscription) => boolean> {
  const concerned = [...new Set(due.map(({ serviceId }) => serviceId))].flatMap(
    (id) => services.get(id) ?? [],
  );
  const stretch = at && stretchOf(concerned, at);
  if (!at || !stretch) return () => false;
  const filled = await readFilled(tx.sql, stretch.careful, stretch.from, stretch.to);
  return (subscription) => {
    const service = services.get(subscription.serviceId);
    return (
      service !== undefined && isWithoutContent(service, servedLanguage(service, subscription), filled, at)
    );
  };
}
