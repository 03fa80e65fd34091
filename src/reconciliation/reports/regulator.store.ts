import type { Sql } from '../../platform/database.service';

/** A figure a regulator asks for, and what it was counted from: whoever counts the same rows again comes to the same digest. */
export interface RegulatorFigure {
  readonly figure: FigureName;
  /** Null where the figure is no sum of money. */
  readonly currency: string | null;
  /** A sum of money is minor units, as a string; null: of nothing there is no percentile and no rate. */
  readonly value: number | string | null;
  /** How many rows were counted. */
  readonly counted: number;
  /** SHA-256, in hex, of the keys of these rows, sorted as bytes and joined by commas. */
  readonly sha256: string;
}

/** Half-open. Null counts every brand, or every operator; a STOP to everything counts for every brand. */
export interface RegulatorScope {
  readonly from: Date;
  readonly until: Date;
  readonly brandId: number | null;
  readonly operatorId: number | null;
}

/** Of a scope the values $1 from, $2 until, $3 brand, $4 operator. */
const OF_SERVICE = `($3::int is null or v.brand_id = $3) and ($4::int is null or s.operator_id = $4)`;
const OF_CHARGE = `($3::int is null or c.brand_id = $3) and ($4::int is null or c.operator_id = $4)`;

/** Texts that ended something, from when their senders said them to when the ledger had it. A yes to something else is no STOP. */
const STOPS = `
select c.text_id, c.subscriber_id, max(c.recorded_at) as recorded_at, least(t.said_at, t.received_at) as said_at
from consents c join texts t on t.id = c.text_id left join subscribers p on p.id = c.subscriber_id
where c.event = 'opt_out' and c.channel = 'text' and c.recorded_at >= $1 and c.recorded_at < $2
  and (c.evidence -> 'ended') is null and ($3::int is null or c.brand_id = $3 or c.brand_id is null)
  and ($4::int is null or coalesce(t.operator, p.operator) = (select code from operators where id = $4))
group by c.text_id, c.subscriber_id, t.said_at, t.received_at`;

const msBetween = (from: string, to: string): string =>
  `(extract(epoch from ${to} - ${from}) * 1000)::float8`;

/** What a subscription of these has had: the person's yes, by whatever door. */
const CONFIRMED = `exists (
  select from subscription_events y where y.subscription_id = s.id and y.event = 'confirmed' and y.at < $2)`;

const JOINED = `
select s.id::text as key, 1 as value, null as currency from subscriptions s join services v on v.id = s.service_id
where s.joined_at >= $1 and s.joined_at < $2 and ${OF_SERVICE}`;

const SUBSCRIBED = `
select 'subscription:' || s.id as key, 0 as value, null as currency from subscriptions s join services v on v.id = s.service_id
where s.joined_at < $2 and (s.ended_at is null or s.ended_at >= $1) and ${OF_SERVICE} and ${CONFIRMED}`;

/** A complaint that names neither a charge nor a subscription is of the operator that the person is known on. */
const COMPLAINED = `
select k.id from complaints k join subscribers p on p.id = k.subscriber_id
left join charges c on c.id = k.charge_id left join subscriptions u on u.id = k.subscription_id
where k.opened_at >= $1 and k.opened_at < $2 and ($3::int is null or k.brand_id = $3)
  and ($4::int is null or coalesce(c.operator_id, u.operator_id, (select id from operators where code = p.operator)) = $4)`;

const REFUNDED = `
from refunds r join charges c on c.id = r.charge_id
where r.state = 'refunded' and r.settled_at >= $1 and r.settled_at < $2 and ${OF_CHARGE}`;

const CAPPED = `
from charges c
where c.state = 'refused' and c.failure = 'our cap' and c.settled_at >= $1 and c.settled_at < $2 and ${OF_CHARGE}`;

/** What each figure makes of the rows it counts. */
const MAKE = {
  count: 'count(*)::float8',
  p95: 'percentile_cont(0.95) within group (order by value)',
  median: 'percentile_cont(0.5) within group (order by value)',
  sum: 'sum(value)::text',
  'per thousand': `(1000 * sum(value) / nullif(count(*) - sum(value), 0)::float8)::float8`,
} as const;

interface Recipe {
  readonly make: keyof typeof MAKE;
  /** A query for rows (key, value, currency). */
  readonly rows: string;
}

const FIGURES = {
  /** Opt-outs by text. */
  stops: {
    make: 'count',
    rows: `select q.text_id::text as key, 1 as value, null as currency from (${STOPS}) q`,
  },
  /** To the ledger's row. */
  stopToLedgerP95Ms: {
    make: 'p95',
    rows: `select q.text_id::text as key, ${msBetween('q.said_at', 'q.recorded_at')} as value, null as currency from (${STOPS}) q`,
  },
  /** To the end of what they were subscribed to; of those who were. */
  stopToEndP95Ms: {
    make: 'p95',
    rows: `select q.text_id::text as key, ${msBetween('q.said_at', 'max(e.at)')} as value, null as currency
from (${STOPS}) q join subscriptions u on u.subscriber_id = q.subscriber_id
join subscription_events e on e.subscription_id = u.id and e.event = 'stopped' and e.channel = 'text' and e.at = q.recorded_at
group by q.text_id, q.said_at`,
  },
  /** Until the carrier had the confirmation; of those who were sent one. */
  stopToConfirmationP95Ms: {
    make: 'p95',
    rows: `select q.text_id::text as key, ${msBetween('q.said_at', 'min(d.at)')} as value, null as currency
from (${STOPS}) q join outbound m on m.text_id = q.text_id and m.class = 'reply'
join deliveries d on d.outbound_id = m.id and d.remote_id is not null
group by q.text_id, q.said_at`,
  },
  joinsAsked: { make: 'count', rows: JOINED },
  /** Asked for, and nobody said yes. */
  joinsUnanswered: { make: 'count', rows: `${JOINED} and not ${CONFIRMED}` },
  /** Charged or running without a yes that is on record: must be none. */
  joinsUnconfirmed: {
    make: 'count',
    rows: `select s.id::text as key, 1 as value, null as currency
from (
  select e.subscription_id as id from subscription_events e
  where e.at >= $1 and e.at < $2 and e.to_state in ('trial', 'activating', 'active', 'renewing')
  union
  select c.subscription_id from charges c
  where c.state = 'charged' and c.settled_at >= $1 and c.settled_at < $2 and c.subscription_id is not null
) ran join subscriptions s on s.id = ran.id join services v on v.id = s.service_id
where ${OF_SERVICE} and not ${CONFIRMED}`,
  },
  /** Confirmed subscriptions that lived at any time of it. */
  subscriptions: { make: 'count', rows: SUBSCRIBED },
  complaints: {
    make: 'count',
    rows: `select q.id::text as key, 1 as value, null as currency from (${COMPLAINED}) q`,
  },
  complaintsPer1000Subscriptions: {
    make: 'per thousand',
    rows: `${SUBSCRIBED} union all select 'complaint:' || q.id, 1, null from (${COMPLAINED}) q`,
  },
  charges: {
    make: 'count',
    rows: `select c.id::text as key, 1 as value, null as currency from charges c
where c.state = 'charged' and c.settled_at >= $1 and c.settled_at < $2 and ${OF_CHARGE}`,
  },
  refunds: { make: 'count', rows: `select r.id::text as key, 1 as value, null as currency ${REFUNDED}` },
  /** From when it was asked for until it was given back. */
  refundDaysMedian: {
    make: 'median',
    rows: `select r.id::text as key, extract(epoch from r.settled_at - r.created_at)::float8 / 86400 as value, null as currency ${REFUNDED}`,
  },
  refunded: {
    make: 'sum',
    rows: `select r.id::text as key, r.amount_minor as value, r.currency ${REFUNDED}`,
  },
  /** People whom a cap protected, each service by itself. */
  capsHit: {
    make: 'count',
    rows: `select distinct c.subscriber_id || ':' || c.service_id as key, 1 as value, null as currency ${CAPPED}`,
  },
  chargesStoppedByCaps: {
    make: 'count',
    rows: `select c.id::text as key, 1 as value, null as currency ${CAPPED}`,
  },
} as const satisfies Readonly<Record<string, Recipe>>;

export type FigureName = keyof typeof FIGURES;

export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

const DIGEST = `encode(sha256(convert_to(coalesce(string_agg(key, ',' order by key collate "C"), ''), 'UTF8')), 'hex')`;

/** One figure by one statement; of a sum of money one line for each currency, and none where nothing moved. */
export async function readFigure(
  sql: Sql,
  figure: FigureName,
  { from, until, brandId, operatorId }: RegulatorScope,
): Promise<RegulatorFigure[]> {
  const { make, rows }: Recipe = FIGURES[figure];
  const [currency, grouped] =
    make === 'sum' ? ['currency', 'group by currency order by currency'] : ['null', ''];
  const lines = await sql.query<Omit<RegulatorFigure, 'figure'> & Record<string, unknown>>({
    text: `select ${currency}::text as currency, ${MAKE[make]} as value, count(*)::int as counted, ${DIGEST} as sha256
           from (${rows}) counted_rows ${grouped}`,
    values: [from, until, brandId, operatorId],
  });
  return lines.map((line) => ({ figure, ...line }));
}
