import type { Claim } from '../campaigns/claim';
import { nextChargeOf } from '../campaigns/subscribe/next-charge';
import { cardOf } from '../campaigns/subscribe/service-card';
import type { PaidService, SubscriptionCard } from '../campaigns/subscribe/subscription-card';
import type { Tx } from '../platform/database.service';
import { MIGRATION_CHANNEL } from '../subscriptions/moving/move';
import type { Service } from '../subscriptions/services/service';
import { readServices } from '../subscriptions/services/services.store';
import { agreedPrice } from '../subscriptions/services/tariff';
import type { SubscriptionState } from '../subscriptions/subscription';
import { HAD_TRIAL } from '../subscriptions/subscriptions.store';
import type { ClaimBook, Wanted } from './claim-book';

type WantedOf<T extends Claim['type']> = Wanted & { readonly claim: Extract<Claim, { type: T }> };

/** Services change with the catalogue and are locked by nobody: a decision holds for what it saw. */
export async function loadServices(
  tx: Tx,
  wanted: readonly WantedOf<'service'>[],
  book: ClaimBook,
): Promise<void> {
  const services = await readServices(
    tx.sql,
    wanted.map(({ claim }) => claim.serviceId),
  );
  for (const { claim } of wanted) {
    const service = services.get(claim.serviceId);
    book.enter(claim, 0, service ? cardOf(service, claim.language) : null);
  }
}

type CardRow = Omit<SubscriptionCard, 'joinedAt' | 'leaves'> & {
  readonly leaves: NonNullable<SubscriptionCard['leaves']> | null;
  readonly subscriber_id: number;
  readonly service_id: number;
  readonly joined_at: Date;
};

/**
 * Each person's newest subscription to each service. How often it was asked for again and mistyped stands among its events, for the
 * web page and the handset count together.
 */
const NEWEST = `
select s.subscriber_id, s.service_id, s.state, s.language, s.token, s.shown, s.tariff_id as "tariffId", s.joined_at,
  e.asked_again as "askedAgain", e.mistyped, m.leaves,
  ${HAD_TRIAL} as "hadTrial"
from unnest($1::bigint[], $2::int[]) as w(subscriber_id, service_id)
cross join lateral (select * from subscriptions where subscriber_id = w.subscriber_id and service_id = w.service_id
                    order by id desc limit 1) s
cross join lateral (select count(*) filter (where event = 'asked again')::int as asked_again,
                      count(*) filter (where event = 'mistyped')::int as mistyped
                    from subscription_events where subscription_id = s.id) e
left join lateral (select json_build_object('listId', l.id, 'key', l.key, 'isOver', o.ended_at is not null) as leaves
                   from service_moves v join subscriptions o on o.id = v.subscription_id
                     join services f on f.id = o.service_id join lists l on l.id = f.list_id
                   where s.channel = '${MIGRATION_CHANNEL}' and s.state = 'pending' and v.asked_id = s.id) m on true`;

export async function loadSubscriptions(
  tx: Tx,
  wanted: readonly WantedOf<'subscription'>[],
  book: ClaimBook,
): Promise<void> {
  const rows = await tx.sql.query<CardRow & Record<string, unknown>>({
    name: 'claims-subscription',
    text: NEWEST,
    values: [
      wanted.map(({ subscriberId }) => subscriberId),
      wanted.map(({ claim: { serviceId } }) => serviceId),
    ],
  });
  for (const { claim, subscriberId } of wanted) book.enter(claim, subscriberId, null);
  for (const { subscriber_id, service_id, joined_at, leaves, ...card } of rows)
    book.enter({ type: 'subscription', serviceId: service_id }, subscriber_id, {
      ...card,
      ...(leaves ? { leaves } : {}),
      joinedAt: joined_at.toISOString(),
    });
}

interface PaidRow {
  readonly subscriber_id: number;
  readonly shortcode_id: number;
  readonly service_id: number;
  readonly state: SubscriptionState;
  readonly tariff_id: number;
  readonly period_end: Date | null;
  readonly next_at: Date | null;
  readonly joined_at: Date;
}

/** More services than that fit into no text; the rest is shown once some of them have ended. */
const MOST_SHOWN = 9;

const PAID = `
select s.subscriber_id, s.shortcode_id, s.service_id, s.state, s.tariff_id, s.period_end, s.next_at, s.joined_at
from unnest($1::bigint[], $2::int[]) as w(subscriber_id, shortcode_id)
cross join lateral (select * from subscriptions where subscriber_id = w.subscriber_id and shortcode_id = w.shortcode_id
                    and ended_at is null and state <> 'pending' order by id limit ${MOST_SHOWN}) s
order by s.id`;

export async function loadPaidServices(
  tx: Tx,
  wanted: readonly WantedOf<'paid services'>[],
  book: ClaimBook,
): Promise<void> {
  const rows = await tx.sql.query<PaidRow & Record<string, unknown>>({
    name: 'claims-paid-services',
    text: PAID,
    values: [
      wanted.map(({ subscriberId }) => subscriberId),
      wanted.map(({ claim: { shortcodeId } }) => shortcodeId),
    ],
  });
  const services = await readServices(
    tx.sql,
    rows.map(({ service_id }) => service_id),
  );
  for (const { claim, subscriberId } of wanted) {
    const own = rows.filter(
      (row) => row.subscriber_id === subscriberId && row.shortcode_id === claim.shortcodeId,
    );
    book.enter(
      claim,
      subscriberId,
      own.flatMap((row) => paidService(row, services.get(row.service_id)) ?? []),
    );
  }
}

function paidService(row: PaidRow, service: Service | undefined): PaidService | null {
  if (!service) return null;
  const nextChargeAt = nextChargeOf(
    { state: row.state, periodEnd: row.period_end, nextAt: row.next_at },
    service,
  );
  const price = agreedPrice(service, row.tariff_id, nextChargeAt ?? row.joined_at);
  if (!price) return null;
  const { listId, brandId, shortcodeId, name, cycle, settings } = service;
  return {
    ...{ listId, brandId, shortcodeId, name, cycle },
    ...{ zone: settings.zone, inTomans: settings.inTomans },
    ...{ amountMinor: String(price.amountMinor), currency: price.currency },
    joinedAt: row.joined_at.toISOString(),
    nextChargeAt: nextChargeAt?.toISOString() ?? null,
  };
}
