import type { Sql, Tx } from '../../platform/database.service';
import type { SettlementDetail } from './settlement-lines';

/** Our own file for a day of an operator. */
export interface SettlementCard {
  readonly id: number;
  readonly operatorId: number;
  readonly operator: string;
  readonly day: string;
  readonly sequence: number;
  readonly from: Date;
  readonly until: Date;
  readonly details: number;
  readonly netMinor: string;
  /** Of the file as it was handed out first; null before. */
  readonly sha256: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

type Row = SettlementCard & Record<string, unknown>;

const CARD = `
select f.id, f.operator_id as "operatorId", o.code as operator, f.day, f.sequence, f.from_at as "from", f.to_at as until, f.details,
       f.net_minor::text as "netMinor", f.sha256, f.created_by as "createdBy", f.created_at as "createdAt"
from settlement_files f join operators o on o.id = f.operator_id`;

export function readSettlements(
  sql: Sql,
  operatorId: number | null,
  after: number,
  limit: number,
): Promise<SettlementCard[]> {
  return sql.query<Row>({
    text: `${CARD} where f.id > $1::bigint and ($2::int is null or f.operator_id = $2) order by f.id limit $3`,
    values: [after, operatorId, limit],
  });
}

export async function findSettlement(sql: Sql, id: number): Promise<SettlementCard | undefined> {
  const [card] = await sql.query<Row>({ text: `${CARD} where f.id = $1::bigint`, values: [id] });
  return card;
}

export async function settlementOf(
  sql: Sql,
  operatorId: number,
  day: string,
): Promise<SettlementCard | undefined> {
  const [card] = await sql.query<Row>({
    text: `${CARD} where f.operator_id = $1 and f.day = $2`,
    values: [operatorId, day],
  });
  return card;
}

export interface NewSettlement {
  readonly operatorId: number;
  readonly day: string;
  readonly from: Date;
  readonly until: Date;
  readonly createdBy: string;
  readonly createdAt: Date;
}

// What moved money within the day. A settled charge never changes, so a day that is over gives the same file for ever.
const CHARGED = `
from charges c where c.operator_id = $1 and c.state = 'charged' and c.settled_at >= $2 and c.settled_at < $3`;
const REFUNDED = `
from refunds r join charges c on c.id = r.charge_id
where c.operator_id = $1 and r.state = 'refunded' and r.settled_at >= $2 and r.settled_at < $3`;

/** Counts a day and gives its file the operator's next number; whoever comes second finds it made. */
export async function makeSettlement({ sql }: Tx, file: NewSettlement): Promise<void> {
  // Numbers have no gaps: one at a time.
  await sql.run({
    text: 'select id from operators where id = $1 for no key update',
    values: [file.operatorId],
  });
  await sql.run({
    text: `insert into settlement_files (operator_id, day, sequence, from_at, to_at, details, net_minor, created_by, created_at)
           select $1, $4::date,
             (select coalesce(max(sequence), 0) + 1 from settlement_files where operator_id = $1),
             $2::timestamptz, $3::timestamptz, count(*), coalesce(sum(minor), 0), $5, $6
           from (select c.amount_minor as minor ${CHARGED} union all select -r.amount_minor ${REFUNDED}) as moved
           on conflict (operator_id, day) do nothing`,
    values: [file.operatorId, file.from, file.until, file.day, file.createdBy, file.createdAt],
  });
}

/** Notes the hash of the file as it was handed out. @returns the hash it had before: another one means that the books were changed. */
export async function noteHandedOut(sql: Sql, id: number, sha256: string): Promise<string> {
  const [row] = await sql.query<{ sha256: string }>({
    text: 'update settlement_files set sha256 = coalesce(sha256, $2) where id = $1 returning sha256',
    values: [id, sha256],
  });
  if (!row) throw new Error(`the settlement file ${id} vanished`);
  return row.sha256;
}

// The correlator of the attempt that was paid; an operator that charges by itself had none of us, and knows the charge by no other name.
const CHARGES = `
declare settled_charges no scroll cursor for
select c.remote_id as "operatorTxnId", coalesce((
    select a.correlator from charge_attempts a where a.charge_id = c.id
    order by (a.outcome is not distinct from 'charged') desc, a.ordinal desc limit 1), c.key) as "partnerRef",
  (select s.msisdn from subscribers s where s.id = c.subscriber_id) as msisdn, c.service_id as "serviceId", c.settled_at as at,
  c.amount_minor::text as "amountMinor", c.currency
${CHARGED} order by c.settled_at, c.id`;

const REFUNDS = `
declare settled_refunds no scroll cursor for
select r.remote_id as "operatorTxnId", r.correlator::text as "partnerRef",
  (select s.msisdn from subscribers s where s.id = c.subscriber_id) as msisdn, c.service_id as "serviceId", r.settled_at as at,
  (-r.amount_minor)::text as "amountMinor", r.currency
${REFUNDED} order by r.settled_at, r.id`;

const PARTS = [
  ['settled_charges', CHARGES],
  ['settled_refunds', REFUNDS],
] as const;

/** Everything that moved money in the day, in batches: charges, then refunds, each in the order they were settled. */
export async function* settledIn(
  { sql }: Tx,
  { operatorId, from, until }: Pick<SettlementCard, 'operatorId' | 'from' | 'until'>,
  batch: number,
): AsyncGenerator<readonly SettlementDetail[]> {
  for (const [cursor, text] of PARTS) {
    await sql.run({ text, values: [operatorId, from, until] });
    for (;;) {
      const rows = await sql.query<Omit<SettlementDetail, 'amountMinor'> & { amountMinor: string }>({
        text: `fetch forward ${batch} from ${cursor}`,
      });
      if (rows.length === 0) break;
      yield rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
    }
  }
}
