import type { Sql } from '../../platform/database.service';

/** What a regulator asks for, each figure countable again from the rows it is made of. */
export interface RegulatorFigures {
  /** Opt-outs by text, and from the text's arrival to the ledger's row: 95 of 100 took no longer, in milliseconds. */
  readonly stops: number;
  readonly stopLatencyP95Ms: number | null;
  /** Subscriptions that were asked for, and those of them that nobody confirmed. */
  readonly joinsAsked: number;
  readonly joinsUnconfirmed: number;
  readonly charges: number;
  /** Refunds made, and charges refused because a cap of ours was reached. */
  readonly refunds: number;
  readonly capHits: number;
}

export interface RefundSum {
  readonly currency: string;
  readonly refunds: number;
  readonly amountMinor: string;
}

type Row = Readonly<Record<string, unknown>>;

const STOPS = `
select count(*)::int as stops,
  percentile_cont(0.95) within group (order by extract(epoch from c.recorded_at - t.received_at) * 1000) as "stopLatencyP95Ms"
from consents c join texts t on t.id = c.text_id
where c.event = 'opt_out' and c.channel = 'text' and c.recorded_at >= $1 and c.recorded_at < $2
  and ($3::int is null or c.brand_id = $3 or c.brand_id is null)`;

const JOINS = `
select count(*)::int as "joinsAsked",
  (count(*) filter (where not exists (
    select from subscription_events e where e.subscription_id = s.id and e.event = 'confirmed')))::int as "joinsUnconfirmed"
from subscriptions s join services v on v.id = s.service_id
where s.joined_at >= $1 and s.joined_at < $2 and ($3::int is null or v.brand_id = $3)`;

const CHARGES = `
select (count(*) filter (where c.state = 'charged'))::int as charges,
  (count(*) filter (where c.state = 'refused' and c.failure = 'our cap'))::int as "capHits"
from charges c where c.settled_at >= $1 and c.settled_at < $2 and ($3::int is null or c.brand_id = $3)`;

const REFUNDS = `
select r.currency, count(*)::int as refunds, sum(r.amount_minor)::text as "amountMinor"
from refunds r join charges c on c.id = r.charge_id
where r.state = 'refunded' and r.settled_at >= $1 and r.settled_at < $2 and ($3::int is null or c.brand_id = $3)
group by r.currency order by r.currency`;

/** @param brandId one brand's figures; a STOP to everything counts for every brand */
export async function readRegulatorFigures(
  sql: Sql,
  brandId: number | null,
  from: Date,
  until: Date,
): Promise<{ readonly figures: RegulatorFigures; readonly refunds: readonly RefundSum[] }> {
  const values = [from, until, brandId];
  const [stops] = await sql.query<Pick<RegulatorFigures, 'stops' | 'stopLatencyP95Ms'> & Row>({
    text: STOPS,
    values,
  });
  const [joins] = await sql.query<Pick<RegulatorFigures, 'joinsAsked' | 'joinsUnconfirmed'> & Row>({
    text: JOINS,
    values,
  });
  const [charges] = await sql.query<Pick<RegulatorFigures, 'charges' | 'capHits'> & Row>({
    text: CHARGES,
    values,
  });
  const refunds = await sql.query<RefundSum & Row>({ text: REFUNDS, values });
  if (!stops || !joins || !charges) throw new Error('an aggregate has no row');
  const count = refunds.reduce((sum, { refunds: some }) => sum + some, 0);
  return { figures: { ...stops, ...joins, ...charges, refunds: count }, refunds };
}
