import type { Tx } from '../../platform/database.service';
import { compareSides, findRepeated } from './compare.store';
import type { DayFiles } from './day-files.store';
import { CHARGE_ENTRIES, REFUND_ENTRIES } from './entries.store';
import type { BusinessDay, Terms } from './terms';

/** What one run compares: a day's entries of ours with the rows of that day, in whichever of the files they may stand. */
export interface Frame {
  readonly operatorId: number;
  readonly day: BusinessDay;
  readonly terms: Terms;
  readonly files: DayFiles;
}

// What is not settled stands on the day it was last sent, and is never plain.
const UNSETTLED = `
insert into odd_ours ${CHARGE_ENTRIES}
where c.operator_id = $1 and c.settled_at is null and a.sent_at >= $2 and a.sent_at < $3 on conflict do nothing`;

const ROWS = `
create temp table odd_rows on commit drop as
select r.file_id, r.line, r.status = 'refunded' as is_refund, r.operator_txn_id, r.partner_ref, r.msisdn_hash as person, r.service_id,
  r.charged_at as at, r.amount_minor, r.currency, r.status, r.day
from (select distinct place from met where place is not null) m join statement_rows r on r.ctid = m.place;
create unique index on odd_rows (file_id, line);
create temp table odd_ours (
  is_refund boolean not null, id bigint not null, charge_id bigint not null, remote_id text, state text not null,
  amount_minor bigint not null, currency char(3) not null, service_id int not null, brand_id int not null, gateway_id int not null,
  person uuid not null, at timestamptz not null, sent_at timestamptz not null, correlator text,
  is_pulled boolean not null default false, primary key (is_refund, id)
) on commit drop`;

const NEW_ROWS = `
insert into odd_rows
select r.file_id, r.line, r.status = 'refunded', r.operator_txn_id, r.partner_ref, r.msisdn_hash, r.service_id, r.charged_at,
  r.amount_minor, r.currency, r.status, r.day
from statement_rows r`;

const ONCE = 'on conflict do nothing';

/** Joins both sides of a day, and leaves in temporary tables what does not plainly agree: odd_ours and odd_rows. */
export async function frameDay(tx: Tx, frame: Frame): Promise<void> {
  const { operatorId, day } = frame;
  await compareSides(tx, frame);
  await tx.sql.run({ text: ROWS });
  for (const [entries, isRefund] of BOTH) {
    await tx.sql.run({
      text: `insert into odd_ours ${entries}
             where e.id in (select id from met where id is not null and is_refund = ${isRefund}) ${ONCE}`,
    });
  }
  await tx.sql.run({ text: UNSETTLED, values: [operatorId, day.from, day.until] });
  if (await findRepeated(tx, frame)) await takeRepeated(tx, frame);
  await takeEdges(tx, frame);
  await refresh(tx);
}

const BOTH = [
  [CHARGE_ENTRIES, false],
  [REFUND_ENTRIES, true],
] as const;

async function takeRepeated(tx: Tx, { operatorId, day, files }: Frame): Promise<void> {
  await tx.sql.run({
    text: `${NEW_ROWS} join repeated k on k.h = hashtextextended(r.operator_txn_id, (r.status = 'refunded')::int)
           where r.file_id = any($1) and r.day = $2 ${ONCE}`,
    values: [files.ofDay, day.day],
  });
  for (const [entries, isRefund] of BOTH) {
    await tx.sql.run({
      text: `insert into odd_ours ${entries}
             where c.operator_id = $1 and e.settled_at >= $2 and e.settled_at < $3
               and hashtextextended(e.remote_id, ${isRefund}::boolean::int) in (select h from repeated) ${ONCE}`,
      values: [operatorId, day.from, day.until],
    });
  }
}

/** What stands just over the border on either side, so that a pair without ids is found across midnight too. */
async function takeEdges(tx: Tx, { operatorId, day, terms, files }: Frame): Promise<void> {
  const first = new Date(day.from.getTime() - terms.timeMs);
  const last = new Date(day.until.getTime() + terms.timeMs);
  await tx.sql.run({
    text: `insert into odd_ours ${CHARGE_ENTRIES}
           where c.operator_id = $1 and c.state = 'charged'
             and ((c.settled_at >= $2 and c.settled_at < $3) or (c.settled_at >= $4 and c.settled_at < $5)) ${ONCE}`,
    values: [operatorId, first, day.from, day.until, last],
  });
  if (files.ofOthers.length === 0) return;
  await tx.sql.run({
    text: `${NEW_ROWS} where r.file_id = any($1) and r.day <> $2 and r.charged_at >= $3 and r.charged_at < $4 ${ONCE}`,
    values: [files.ofOthers, day.day, first, last],
  });
}

/** Follows the ids of what is odd to the other side, wherever that stands: another day's charges, another day's rows. */
export async function followIds(tx: Tx, { operatorId, day, files }: Frame): Promise<void> {
  await tx.sql.run({ text: 'alter table odd_ours alter column is_pulled set default true' });
  let pulled = 0;
  for (const text of TO_OURS) pulled += await tx.sql.run({ text, values: [operatorId] });
  await tx.sql.run({ text: 'analyze odd_ours' });
  if (pulled > 0) await tx.sql.run({ text: TO_ROWS_OF_DAY, values: [files.ofDay, day.day] });
  // A file of this day alone, as most are, is not read again for other days.
  if (files.ofOthers.length > 0)
    for (const text of TO_ROWS_OF_OTHERS) await tx.sql.run({ text, values: [files.ofOthers, day.day] });
  await tx.sql.run({ text: TO_OLD_ROWS, values: [files.all, operatorId, day.from] });
  await refresh(tx);
}

const TO_OURS = [
  `insert into odd_ours ${CHARGE_ENTRIES}
   where c.operator_id = $1 and c.id in (
     select k.id from odd_rows r join charge_gateways g on g.operator_id = $1
     join charges k on k.gateway_id = g.id and k.remote_id = r.operator_txn_id
     union all
     select a.charge_id from odd_rows r join charge_attempts a on a.correlator = r.partner_ref) ${ONCE}`,
  `insert into odd_ours ${REFUND_ENTRIES}
   where c.operator_id = $1 and exists (select from odd_rows r where r.is_refund) and (
     e.remote_id in (select r.operator_txn_id from odd_rows r where r.is_refund)
     or e.correlator::text in (select r.partner_ref from odd_rows r where r.is_refund)
     or c.id in (select o.charge_id from odd_ours o join odd_rows r on r.operator_txn_id = o.remote_id or r.partner_ref = o.correlator
                 where r.is_refund)) ${ONCE}`,
] as const;

// The day's own rows were joined to the day's own charges by the operator's id already: only what was pulled in has not met them.
const TO_ROWS_OF_DAY = `
${NEW_ROWS} join (select distinct is_refund, remote_id from odd_ours where is_pulled and remote_id is not null) o
  on o.remote_id = r.operator_txn_id and o.is_refund = (r.status = 'refunded')
where r.file_id = any($1) and r.day = $2 ${ONCE}`;

const TO_ROWS_OF_OTHERS = [
  `${NEW_ROWS} join (select distinct is_refund, remote_id from odd_ours where remote_id is not null) o
     on o.remote_id = r.operator_txn_id and o.is_refund = (r.status = 'refunded')
   where r.file_id = any($1) and r.day <> $2 ${ONCE}`,
  `${NEW_ROWS} join (
     select false as is_refund, a.correlator from odd_ours o join charge_attempts a on a.charge_id = o.id where not o.is_refund
     union select true, correlator from odd_ours where is_refund) o
     on o.correlator = r.partner_ref and o.is_refund = (r.status = 'refunded')
   where r.file_id = any($1) and r.day <> $2 ${ONCE}`,
] as const;

// A charge whose answer came days after it was sent stands in the files of the day it was sent.
const TO_OLD_ROWS = `
${NEW_ROWS} join (
  select distinct o.is_refund, o.remote_id from odd_ours o where o.remote_id is not null and o.sent_at < $3) o
  on o.remote_id = r.operator_txn_id and o.is_refund = (r.status = 'refunded')
where r.file_id in (
  select f.id from statement_files f
  where f.operator_id = $2 and f.state = 'imported' and f.id <> all($1)
    and f.day >= (select min(o.sent_at)::date - 2 from odd_ours o where o.sent_at < $3) and f.day <= $3::timestamptz::date) ${ONCE}`;

/** Temporary tables are nobody's to analyse but ours. */
async function refresh(tx: Tx): Promise<void> {
  await tx.sql.run({ text: 'analyze odd_ours' });
  await tx.sql.run({ text: 'analyze odd_rows' });
}
