import type { Effect, Reply } from '../campaigns/effect';
import type { Tx } from '../platform/database.service';
import { appendEvents } from '../platform/events.store';
import { appendConsents, type NewConsent } from '../subscribers/consent.store';
import { appendPersonEvents } from '../subscribers/person-events.store';
import { cancelQueued, enqueue, type Cancellation, type NewOutbound } from '../messages/outbox.store';
import { noteUnasked, type UnaskedMove } from '../subscriptions/moving/moves.store';
import { advancementEvents } from '../subscriptions/subscription-telling';
import { eventsOf, type Telling } from './brand-events';
import type { Cause, Caused } from './cause';
import { queueQuestions, type AskedOperator } from './eligibility-questions.store';
import { LIMITS } from './limits';
import { bookTexts, type PaidText } from './paid-texts.store';
import { writePeople } from './people.store';
import { noPlays, writePlays, type Plays } from './plays.store';
import { RETURNED } from './steps/timer';
import { openReviews, type NewReview } from './stop-reviews.store';
import { applySubscriptions } from './subscribing.store';
import type { SubscriptionAct } from './subscription-waves';
import { NOTHING_TO_RING, type ToRing } from './to-ring';

/** Rows to write, collected over the batch: one statement per table. */
interface Harvest {
  readonly outbound: NewOutbound[];
  readonly consents: NewConsent[];
  readonly cancellations: Cancellation[];
  readonly reviews: NewReview[];
  readonly timers: { readonly cause: Cause; readonly timer: Extract<Effect, { type: 'timer' }> }[];
  readonly plays: Plays;
  readonly subscriptions: SubscriptionAct[];
  readonly paidTexts: PaidText[];
  readonly questions: AskedOperator[];
  readonly unasked: UnaskedMove[];
}

type Gather<T extends Effect['type']> = (
  harvest: Harvest,
  cause: Cause,
  effect: Extract<Effect, { type: T }>,
) => void;

/** Where each effect lands. The compiler refuses an effect that lands nowhere; what is only remembered is written with the person. */
const gatherers: { readonly [T in Effect['type']]: Gather<T> } = {
  reply: (harvest, cause, reply) =>
    void harvest.outbound.push(replyTo(cause, reply, ordinalOf(harvest, cause))),
  consent: (harvest, cause, effect) => {
    const { scope, event, purpose, language, shown, ended, read } = effect;
    if (event === 'opt_out') harvest.subscriptions.push({ cause, effect: { ...effect, event } });
    harvest.consents.push({
      lane: cause.person.lane,
      subscriberId: cause.person.id,
      person: cause.person.senderHash,
      scope,
      event,
      channel: cause.channel,
      textId: cause.textId,
      purpose,
      language,
      profile: cause.profile,
      profileVersion: cause.profileVersion,
      words: cause.words,
      shown: shown ?? null,
      evidence: read ? { ...cause.evidence, read } : ended ? { ...cause.evidence, ended } : cause.evidence,
      saidAt: cause.saidAt,
      recordedAt: cause.now,
    });
  },
  subscribe: ({ subscriptions }, cause, effect) => void subscriptions.push({ cause, effect }),
  subscription: ({ subscriptions }, cause, effect) => void subscriptions.push({ cause, effect }),
  'not asked': ({ unasked }, _, effect) => void unasked.push(effect),
  'paid by text': ({ paidTexts }, cause, effect) => void paidTexts.push({ cause, effect }),
  cancel: (harvest, { person, stopBlocks, now }, { scope }) =>
    void harvest.cancellations.push({ subscriberId: person.id, scope, classes: stopBlocks, at: now }),
  review: (harvest, { person, shortcodeId, textId, saidAt, now }, { brandId, read }) =>
    void harvest.reviews.push({
      subscriberId: person.id,
      shortcodeId,
      textId,
      brandId,
      read,
      saidAt,
      at: now,
    }),
  timer: (harvest, cause, timer) => void harvest.timers.push({ cause, timer }),
  ask: () => undefined,
  settle: () => undefined,
  remember: () => undefined,
  forget: () => undefined,
  note: () => undefined,
  player: ({ plays }, cause, effect) => void plays.player.push({ cause, effect }),
  count: ({ plays }, cause, effect) => void plays.count.push({ cause, effect }),
  entry: ({ plays }, cause, effect) => void plays.entry.push({ cause, effect }),
  tally: ({ plays }, cause, effect) => void plays.tally.push({ cause, effect }),
  redeem: ({ plays }, cause, effect) => void plays.redeem.push({ cause, effect }),
  give: ({ plays }, cause, effect) => void plays.give.push({ cause, effect }),
  ticket: ({ plays }, cause, effect) => void plays.ticket.push({ cause, effect }),
  learn: ({ plays }, cause, effect) => void plays.learn.push({ cause, effect }),
  event: () => undefined, // told in its order among the rest: see eventsOf
  call: ({ plays, timers }, cause, effect) => {
    plays.call.push({ cause, effect });
    timers.push({ cause, timer: timeOutOf(effect, cause) });
  },
  'ask operator': ({ questions, timers }, cause, effect) => {
    questions.push({ cause, effect });
    timers.push({ cause, timer: timeOutOf(effect, cause) });
  },
};

/** The time-out of what is asked is a timer of the same key: see `call-queue.store` and `eligibility-questions.store`. */
const timeOutOf = (
  { key, campaignId, timeoutMs, language }: Extract<Effect, { type: 'call' | 'ask operator' }>,
  { now, saidAt }: Cause,
) =>
  ({
    type: 'timer',
    key,
    timer: RETURNED,
    dueAt: new Date(now.getTime() + timeoutMs),
    data: { campaignId, key, saidAt, ...(language === undefined ? {} : { language }) },
  }) as const;

/**
 * All effects of a batch, in the caller's transaction: tables in one fixed order, rows in key order. Queued messages are cancelled
 * before the batch's own replies are queued, so that a STOP cannot cancel its confirmation. What brands hear of it comes last.
 * @returns what to ring for once it has committed.
 */
export async function applyEffects(tx: Tx, batch: readonly Caused[], telling: Telling): Promise<ToRing> {
  const [first] = batch;
  if (!first) return NOTHING_TO_RING;
  const harvest: Harvest = {
    ...{
      outbound: [],
      consents: [],
      cancellations: [],
      reviews: [],
      timers: [],
      subscriptions: [],
      paidTexts: [],
      questions: [],
      unasked: [],
    },
    plays: noPlays(),
  };
  for (const { cause, effects } of batch) {
    for (const effect of effects)
      (gatherers[effect.type] as Gather<Effect['type']>)(harvest, cause, effect as never);
  }
  await cancelQueued(tx, harvest.cancellations);
  await appendConsents(tx, harvest.consents);
  await writePeople(tx, new Set(batch.map(({ cause }) => cause.person)));
  await openReviews(tx, harvest.reviews);
  await writePlays(tx, harvest.plays);
  await setTimers(tx, harvest.timers);
  await queueQuestions(tx, harvest.questions);
  const advanced = await applySubscriptions(tx, harvest.subscriptions);
  await noteUnasked(tx, harvest.unasked);
  const booked = await bookTexts(tx, harvest.paidTexts);
  const messageIds = await enqueue(tx, harvest.outbound);
  const brandIds = await appendEvents(tx, eventsOf(batch, messageIds, telling));
  const money = { turns: advanced.turns, settled: [...advanced.settled, ...booked] };
  const moneyIds = await appendPersonEvents(tx, advancementEvents(money, telling.listeners, first.cause.now));
  const { call } = harvest.plays;
  const { questions } = harvest;
  return {
    connectors: new Set([...harvest.outbound.map(({ connectorId }) => connectorId), ...advanced.connectors]),
    charges: advanced.gateways,
    events: new Set([...brandIds, ...moneyIds]),
    calls: new Set(call.map(({ effect }) => effect.brandId)),
    eligibility: new Set(questions.map(({ effect }) => effect.gatewayId)),
    alarms: [...call, ...questions].map(({ cause, effect }) => ({
      lane: cause.person.lane,
      inMs: effect.timeoutMs,
    })),
  };
}

function replyTo(cause: Cause, { text, brandId, ttlSeconds, unasked }: Reply, ordinal: number): NewOutbound {
  return {
    textId: cause.textId,
    ordinal: cause.textId === null ? null : ordinal,
    subscriberId: cause.person.id,
    connectorId: cause.connectorId,
    shortcodeId: cause.shortcodeId,
    brandId: brandId ?? null,
    campaignId: cause.campaignId,
    listId: unasked?.listId ?? null,
    class: unasked?.class ?? 'reply',
    body: text,
    linkId: cause.linkId,
    createdAt: cause.now,
    expiresAt: new Date(cause.now.getTime() + (ttlSeconds ?? LIMITS.replySeconds) * 1_000),
  };
}

/** Replies of one text stand next to each other: count back over them. */
function ordinalOf({ outbound }: Harvest, { textId }: Cause): number {
  let ordinal = 0;
  for (let i = outbound.length - 1; i >= 0 && outbound[i]?.textId === textId; i--) ordinal++;
  return ordinal;
}

async function setTimers(tx: Tx, timers: Harvest['timers']): Promise<void> {
  if (timers.length === 0) return;
  await tx.sql.run({
    name: 'timers-set',
    text: `insert into timers (lane, due_at, subscriber_id, shortcode_id, type, key, data)
           select * from unnest($1::smallint[], $2::timestamptz[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::jsonb[])
           on conflict (key) do nothing`,
    values: [
      timers.map(({ cause }) => cause.person.lane),
      timers.map(({ timer }) => timer.dueAt),
      timers.map(({ cause }) => cause.person.id),
      timers.map(({ cause }) => cause.shortcodeId),
      timers.map(({ timer }) => timer.timer),
      timers.map(({ cause, timer }) => `${cause.person.id}:${timer.key}`),
      timers.map(({ timer }) => JSON.stringify(timer.data)),
    ],
  });
}
