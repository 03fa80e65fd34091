import type { Tx } from '../platform/database.service';
import type { ChargeRequest } from '../billing/charge';
import { requestCharges, stopCharges } from '../billing/charges/charges.store';
import type { Settlement } from '../billing/charges/settlement.store';
import { endsAtOperators } from '../billing/gateways/operator-driven/operator-notices.store';
import { requestUnsubscriptions } from '../billing/gateways/operator-driven/unsubscriptions.store';
import { daysAfter } from './billing-period';
import { readFacts } from './facts.store';
import { whileAsked } from './next-step';
import { enqueueSayings } from './sayings.store';
import type { Service } from './services/service';
import { noteAsked, type AskedMove } from './moving/moves.store';
import { readServices } from './services/services.store';
import type { JoinOrigin, Subscription } from './subscription';
import {
  insertChanges,
  insertSubscriptions,
  type JoiningSubscription,
  lockSubscriptions,
  updateSubscriptions,
} from './subscriptions.store';
import { turnAll, type Change, type Turn, type Turned, type TurnStep } from './turn-all';

/** Somebody asked for a service and is asked for a yes. */
export interface NewSubscription
  extends
    Partial<JoinOrigin>,
    Pick<
      Subscription,
      | 'serviceId'
      | 'subscriberId'
      | 'shortcodeId'
      | 'connectorId'
      | 'operatorId'
      | 'language'
      | 'channel'
      | 'token'
      | 'tariffId'
      | 'shown'
      | 'joinedAt'
    > {
  /** Who asked on their behalf; null when they did. */
  readonly actor: string | null;
  /** What they would move from, where they were asked to. */
  readonly moves?: Omit<AskedMove, 'askedId'> | null;
}

export interface Opened {
  /** In the order given; null for who has a live subscription to the service already, which stays as it is. */
  readonly ids: readonly (number | null)[];
  readonly turns: readonly Turn[];
}

/** Opens subscriptions that wait for a yes; nothing is charged or sent. */
export async function openSubscriptions(tx: Tx, news: readonly NewSubscription[]): Promise<Opened> {
  if (news.length === 0) return { ids: [], turns: [] };
  const services = await readServices(
    tx.sql,
    news.map(({ serviceId }) => serviceId),
  );
  const rows = news.map((one) => pendingOf(one, services));
  const opened = await insertSubscriptions(tx, rows);
  const known = new Map(
    opened.map(({ id, subscriberId, serviceId }) => [`${subscriberId}:${serviceId}`, id]),
  );
  const ids = news.map(({ subscriberId, serviceId }) => {
    const key = `${subscriberId}:${serviceId}`;
    const id = known.get(key) ?? null;
    known.delete(key); // the second of one person in one batch finds the first one's
    return id;
  });
  const turns = news.flatMap((one, at): Turn[] => {
    const id = ids[at] ?? null;
    const row = rows[at];
    const service = services.get(one.serviceId);
    return id === null || !row || !service
      ? []
      : [{ change: askedOf(one, id), subscription: { ...row, id }, service }];
  });
  await insertChanges(
    tx,
    turns.map(({ change }) => change),
  );
  await noteAsked(
    tx,
    news.flatMap(({ moves }, at) => (moves ? [{ ...moves, askedId: ids[at] ?? null }] : [])),
  );
  return { ids, turns };
}

/** As it stands before anybody has said yes. */
const ASKED = {
  state: 'pending',
  anchorAt: null,
  periodOrdinal: 0,
  periodStart: null,
  periodEnd: null,
  failingSince: null,
  attempts: 0,
  nextAt: null,
  nextStep: null,
  remindedAt: null,
  spentMinor: 0n,
  endedAt: null,
  endReason: null,
} as const satisfies Partial<Subscription>;

function pendingOf(news: NewSubscription, services: ReadonlyMap<number, Service>): JoiningSubscription {
  const service = services.get(news.serviceId);
  if (!service) throw new Error(`service ${news.serviceId} does not exist`);
  const { at, step } = whileAsked(news, service);
  return { ...news, ...ASKED, nextAt: at, nextStep: step };
}

const askedOf = ({ channel, actor, joinedAt }: NewSubscription, subscriptionId: number): Change => ({
  subscriptionId,
  event: 'asked',
  fromState: null,
  toState: 'pending',
  chargeId: null,
  reason: null,
  channel,
  actor,
  at: joinedAt,
});

/** What to ring for once the transaction has committed, and what brands may want to hear before it does. */
export interface Advancement {
  readonly connectors: ReadonlySet<number>;
  readonly gateways: ReadonlySet<number>;
  readonly turns: readonly Turn[];
  /** Charges that ended by it. */
  readonly settled: readonly Settlement[];
}

const NOTHING: Advancement = { connectors: new Set(), gateways: new Set(), turns: [], settled: [] };

/** What the caller has read in the same transaction and need not be read again. */
interface Known {
  /** Of these subscriptions; those that are missing are read. */
  readonly services?: ReadonlyMap<number, Service>;
  /** All of these subscriptions, as they are under their locks. */
  readonly locked?: readonly Subscription[];
}

const NONE: ReadonlyMap<number, Service> = new Map();

/**
 * Advances subscriptions by what happened to them, in the caller's transaction: one statement per table, whatever the number. Tables in
 * one order everywhere: subscriptions, their story, charges, the ledger, messages. Two events of one subscription happen in the order
 * given; an event that means nothing in its state, or of a subscription that is not there, changes nothing.
 */
export async function advanceSubscriptions(
  tx: Tx,
  steps: readonly TurnStep[],
  { services = NONE, locked }: Known = {},
): Promise<Advancement> {
  if (steps.length === 0) return NOTHING;
  const rows = locked ?? (await lockSubscriptions(tx, idsOf(steps)));
  const known = await withMissing(tx, rows, services);
  const turned = turnAll(rows, steps, known, await readFacts(tx, rows, steps, known));
  await updateSubscriptions(tx, inOrder([...turned.changed.values()]));
  await insertChanges(
    tx,
    turned.turns.map(({ change }) => change),
  );
  const requests = turned.charges.map(requestOf);
  await requestCharges(tx, requests);
  const settled = await stopAll(tx, turned.stopped);
  await askOperators(tx, turned);
  const connectors = await enqueueSayings(tx, turned.sayings);
  const gateways = new Set(requests.map(({ gatewayId }) => gatewayId));
  return { connectors, gateways, turns: turned.turns, settled };
}

async function withMissing(
  tx: Tx,
  rows: readonly Subscription[],
  services: ReadonlyMap<number, Service>,
): Promise<ReadonlyMap<number, Service>> {
  const missing = rows.map(({ serviceId }) => serviceId).filter((id) => !services.has(id));
  if (missing.length === 0) return services;
  return new Map([...services, ...(await readServices(tx.sql, missing))]);
}

const idsOf = (steps: readonly TurnStep[]): number[] =>
  [...new Set(steps.map(({ subscriptionId }) => subscriptionId))].sort((a, b) => a - b);

function stopAll(tx: Tx, stopped: Turned['stopped']): Promise<readonly Settlement[]> {
  const at = [...stopped.values()].reduce((latest, each) => (each > latest ? each : latest), new Date(0));
  return stopCharges(
    tx,
    [...stopped.keys()].sort((a, b) => a - b),
    at,
  );
}

/** What an operator began only it can end: it is asked in the same breath, and again until its own notice says so. */
async function askOperators(tx: Tx, { changed, turns }: Turned): Promise<void> {
  const ended = turns
    .map(({ change }) => change)
    .filter(({ event, channel }) => event === 'stopped' && channel !== 'operator')
    .filter(({ subscriptionId }) => changed.get(subscriptionId)?.channel === 'operator');
  const [first] = ended;
  if (!first) return;
  const ids = ended.map(({ subscriptionId }) => subscriptionId);
  await requestUnsubscriptions(tx, await endsAtOperators(tx, ids), first.at);
}

/** A yes is not charged for a day later: the person no longer thinks of it. A renewal may be late, within its own period. */
const FIRST_CHARGE_DAYS = 1;

const firstChargeEnd = (dueAt: Date, { settings }: Service): Date =>
  daysAfter(dueAt, FIRST_CHARGE_DAYS, settings.zone);

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

function requestOf({ act, subscription, service, at }: Turned['charges'][number]): ChargeRequest {
  const { id: subscriptionId, subscriberId, operatorId, campaignId = null } = subscription;
  const tariff = service.tariffs.find(({ id }) => id === act.tariffId);
  const operator = service.operators.find((one) => one.operatorId === operatorId);
  if (!tariff || !operator)
    throw new Error(`subscription ${subscriptionId} is charged without a price or an operator`);
  return {
    key: act.key,
    purpose: service.cycle === 'one-off' ? 'one-off' : act.purpose,
    ...{ serviceId: service.id, brandId: service.brandId, shortcodeId: service.shortcodeId },
    ...{
      subscriberId,
      subscriptionId,
      campaignId,
      operatorId,
      gatewayId: operator.gatewayId,
      tariffId: tariff.id,
    },
    ...{ periodStart: act.periodStart, periodEnd: act.periodEnd },
    ...{ amountMinor: act.amountMinor, currency: tariff.currency, vatBp: tariff.vatBp },
    dueAt: act.dueAt,
    expiresAt:
      act.purpose === 'first' ? earlier(firstChargeEnd(act.dueAt, service), act.periodEnd) : act.periodEnd,
    createdAt: at,
  };
}

const inOrder = (subscriptions: readonly Subscription[]): readonly Subscription[] =>
  [...subscriptions].sort((a, b) => a.id - b.id);
