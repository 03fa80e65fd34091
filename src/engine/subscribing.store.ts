import { instants, plain, texts, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { MESSAGE_CLASSES, type MessageClass } from '../rules/message-class';
import { cancelQueued } from '../messages/outbox.store';
import {
  advanceSubscriptions,
  openSubscriptions,
  type Advancement,
  type NewSubscription,
} from '../subscriptions/advance.store';
import { ringsOf } from '../subscriptions/advanced-rings';
import type { Service } from '../subscriptions/services/service';
import { readServices } from '../subscriptions/services/services.store';
import type { EventCause, Subscription, SubscriptionEvent } from '../subscriptions/subscription';
import { liveWithin, lockSubscriptions } from '../subscriptions/subscriptions.store';
import type { TurnStep } from '../subscriptions/turn-all';
import { refundCancelled } from './cancelled-in-time.store';
import type { Cause } from './cause';
import { isWithin } from './opt-out';
import { wavesOf, type SubscriptionAct, type Wave } from './subscription-waves';
import { refundTakenSince } from './taken-since.store';

/**
 * What a batch does to people's subscriptions, after the consents it is founded on: opens them, moves them by what was answered, and
 * ends whatever lies within a scope that was left, by whichever door. A batch that does nothing of the kind asks nothing.
 * @returns the links by which the people concerned are told, the gateways by which they pay, and what brands may want to hear
 */
export async function applySubscriptions(tx: Tx, acts: readonly SubscriptionAct[]): Promise<Advancement> {
  const advanced: Advancement[] = [];
  for (const wave of wavesOf(acts)) advanced.push(await applyWave(tx, wave));
  return {
    ...ringsOf(advanced),
    turns: advanced.flatMap(({ turns }) => turns),
    settled: advanced.flatMap(({ settled }) => settled),
  };
}

async function applyWave(tx: Tx, { opening, moving, ending }: Wave): Promise<Advancement> {
  const opened = await openSubscriptions(tx, opening.map(newSubscription));
  const pending = await readPending(tx, moving);
  const left = await liveWithin(
    tx.sql,
    ending.map(({ cause, effect }) => ({ subscriberId: cause.person.id, scope: effect.scope })),
  );
  const services = await readServices(
    tx.sql,
    left.map(({ serviceId }) => serviceId),
  );
  // All at once, for whoever locks some of them locks in the order of their ids.
  const ids = [...pending.values(), ...left.map(({ subscriptionId }) => subscriptionId)];
  const locked =
    ids.length === 0
      ? []
      : await lockSubscriptions(
          tx,
          [...new Set(ids)].sort((a, b) => a - b),
        );
  const endings = endingsOf(locked, ending, services);
  await noteAttempts(tx, moving, pending);
  await cancelQueued(tx, endings.map(cancellationOf));
  const steps = [...stepsOf(moving, pending), ...endings.map(({ step }) => step)];
  const advanced = await advanceSubscriptions(tx, steps, { services });
  await refundCancelled(tx, endings);
  await refundTakenSince(tx, endings);
  return { ...advanced, turns: [...opened.turns, ...advanced.turns] };
}

const newSubscription = ({ cause, effect }: Wave['opening'][number]): NewSubscription => ({
  ...{ serviceId: effect.serviceId, subscriberId: cause.person.id, shortcodeId: cause.shortcodeId },
  ...{ connectorId: cause.connectorId, operatorId: effect.operatorId, tariffId: effect.tariffId },
  ...{ language: effect.language, token: effect.token, shown: effect.shown, joinedAt: cause.saidAt },
  channel: effect.channel ?? 'text',
  actor: eventCause(cause).actor,
  ...{ askedAt: cause.now, campaignId: cause.campaignId, device: cause.device ?? null },
  moves: effect.moves ?? null,
});

const keyOf = (subscriberId: number, serviceId: number): string => `${subscriberId}:${serviceId}`;

/** Subscriptions that wait for an answer, by person and service. One that its timer has ended meanwhile is not among them. */
async function readPending(tx: Tx, moving: Wave['moving']): Promise<ReadonlyMap<string, number>> {
  if (moving.length === 0) return new Map();
  const rows = await tx.sql.query<{ id: number; subscriber_id: number; service_id: number }>({
    name: 'subscriptions-pending',
    text: `select s.id, s.subscriber_id, s.service_id from unnest($1::bigint[], $2::int[]) as w(subscriber_id, service_id)
           cross join lateral (select * from subscriptions where subscriber_id = w.subscriber_id and service_id = w.service_id
                               and ended_at is null and state = 'pending' offset 0) s`,
    values: [
      plain(moving.map(({ cause }) => cause.person.id)),
      plain(moving.map(({ effect }) => effect.serviceId)),
    ],
  });
  return new Map(rows.map((row) => [keyOf(row.subscriber_id, row.service_id), row.id]));
}

type Move = Wave['moving'][number]['effect']['event'];

/** What an answer is to the subscription; what only counts towards a limit is no event of its life. */
const EVENTS: { readonly [M in Move]: SubscriptionEvent | null } = {
  confirmed: { type: 'confirmed' },
  declined: { type: 'declined' },
  lapsed: { type: 'due' },
  mistyped: null,
  'asked again': null,
};

function stepsOf(moving: Wave['moving'], pending: ReadonlyMap<string, number>): TurnStep[] {
  return moving.flatMap(({ cause, effect }) => {
    const subscriptionId = pending.get(keyOf(cause.person.id, effect.serviceId));
    const event = EVENTS[effect.event];
    return subscriptionId === undefined || !event
      ? []
      : [{ subscriptionId, event, cause: eventCause(cause) }];
  });
}

/** Wrong codes and repeated questions stand in the subscription's story: its limits are counted there, whatever the door. */
async function noteAttempts(
  tx: Tx,
  moving: Wave['moving'],
  pending: ReadonlyMap<string, number>,
): Promise<void> {
  const notes = moving.flatMap(({ cause, effect }) => {
    const id = pending.get(keyOf(cause.person.id, effect.serviceId));
    return id === undefined || EVENTS[effect.event]
      ? []
      : [{ id, event: effect.event, by: eventCause(cause) }];
  });
  if (notes.length === 0) return;
  await tx.sql.run({
    name: 'subscription-attempts-note',
    text: `insert into subscription_events (subscription_id, event, from_state, to_state, channel, actor, at)
           select n.id, n.event, 'pending', 'pending', n.channel, n.actor, n.at
           from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) as n(id, event, channel, actor, at)`,
    values: [
      plain(notes.map(({ id }) => id)),
      texts(notes.map(({ event }) => event)),
      words(notes.map(({ by }) => by.channel)),
      texts(notes.map(({ by }) => by.actor)),
      instants(notes.map(({ by }) => by.at)),
    ],
  });
}

/** A live subscription that a scope's end takes with it. */
export interface SubscriptionEnding {
  readonly subscription: Subscription;
  readonly service: Service;
  readonly saidAt: Date;
  readonly step: TurnStep;
}

/** Each once, whatever else of the person ends; what was joined after the words were said is none of what they meant. */
function endingsOf(
  locked: readonly Subscription[],
  ending: Wave['ending'],
  services: ReadonlyMap<number, Service>,
): SubscriptionEnding[] {
  return locked.flatMap((subscription) => {
    const service = services.get(subscription.serviceId);
    if (!service || subscription.endedAt !== null) return [];
    const act = ending.find(
      ({ cause, effect }) =>
        cause.person.id === subscription.subscriberId &&
        cause.saidAt >= subscription.joinedAt &&
        isWithin(effect.scope, { ...service, id: service.listId }),
    );
    return act ? [endingBy(act, subscription, service)] : [];
  });
}

const endingBy = (
  { cause, effect }: Wave['ending'][number],
  subscription: Subscription,
  service: Service,
): SubscriptionEnding => ({
  ...{ subscription, service, saidAt: effect.since ?? cause.saidAt },
  step: {
    subscriptionId: subscription.id,
    event:
      cause.gone === undefined
        ? { type: 'stopped', reason: effect.ended ?? cause.ended ?? 'stopped' }
        : { type: 'barred', reason: cause.gone },
    cause: eventCause(cause),
  },
});

const NOT_STARTED_BY_US: ReadonlySet<MessageClass> = new Set(['reply', 'otp', 'warning']);
const CONTENT_CLASSES = MESSAGE_CLASSES.filter((name) => !NOT_STARTED_BY_US.has(name));

/** Content that is queued goes with the service, also where the code's rules let other messages of its class through. */
const cancellationOf = ({ subscription, service, step }: SubscriptionEnding) => ({
  subscriberId: subscription.subscriberId,
  scope: {
    type: 'list',
    listId: service.listId,
    shortcodeId: service.shortcodeId,
    brandId: service.brandId,
  } as const,
  classes: CONTENT_CLASSES,
  at: step.cause.at,
});

const DOORS: { readonly [C in Cause['channel']]: EventCause['channel'] } = {
  text: 'text',
  api: 'api',
  care: 'care',
  operator: 'operator',
  timer: 'timer',
  import: 'file',
};

/** Who did it and by which door: the named colleague before the key they used. */
function eventCause({ door, channel, evidence, now }: Cause): EventCause {
  const who = evidence['actor'] ?? evidence['by'];
  return { channel: door ?? DOORS[channel], actor: typeof who === 'string' ? who : null, at: now };
}
