import type { Tx } from '../../platform/database.service';
import type { Frame } from './frame.store';
import { repeatedOn, type Meeting } from './one-to-one';

/** Whatever agrees in every respect. A refusal of ours is nobody's business but ours. */
const IS_PLAIN = `
  (o.state = t.status and o.currency = t.currency
    and (t.msisdn_hash is null or t.msisdn_hash = o.person)
    and (t.service_id is null or t.service_id = o.service_id)
    and (t.status = 'refused' or abs(t.amount_minor - o.amount_minor) <= greatest($6::bigint, abs(o.amount_minor) * $7::int / 10000)))
  is true or (t.place is null and o.state = 'refused')`;

const CHARGES_OF_DAY = `
c.operator_id = $2 and c.settled_at >= $3 and c.settled_at < $4 and c.state in ('charged', 'refused')`;
const REFUNDS_OF_DAY = `c.operator_id = $2 and f.settled_at >= $3 and f.settled_at < $4 and f.state = 'refunded'`;

// Both sides as the day has them, joined once. Of five million pairs nearly all agree: those are only counted, under one key that is
// null; each of the others is a group of its own. One key behind an offset: so the comparison is made once for a pair, and the planner
// expects few groups, which every core then counts by itself. The offset is '0' and not 0: only what is a constant before planning
// leaves the cores their shares. What is ours is counted, by service and tariff, by the same statement: so that both counts are of one
// moment.
const meet = (isRefund: boolean, ours: string, theirs: string, counts: string): string => `
select ${isRefund}::boolean as is_refund, odd[1]::bigint as id, odd[2]::tid as place,
  count(id) + count(place) - count(*) as pairs, count(*) - count(place) as only_ours, count(*) - count(id) as only_theirs,
  0::bigint as ours, null::int as service_id, null::int as tariff_id, null::bpchar as currency, 0::bigint as entries,
  0::numeric as minor, 0::bigint as submitted
from (
  select case when not (${IS_PLAIN}) then array[o.id::text, t.place::text] end as odd, o.id, t.place
  from (${ours}) o full join (
    select r.ctid as place, r.operator_txn_id, r.status, r.currency, r.msisdn_hash, r.service_id, r.amount_minor
    from statement_rows r where r.file_id = any($1) and r.day = $5 and ${theirs}) t
  on t.operator_txn_id = o.remote_id
  offset '0') as met
group by odd
union all
select ${isRefund}, null, null, 0, 0, 0, count(*), c.service_id, c.tariff_id, c.currency, ${counts}
group by c.service_id, c.tariff_id, c.currency`;

// Charges and refunds apart, so that every core can join.
const CHARGES = `create temp table met on commit drop as ${meet(
  false,
  `select c.id, c.remote_id, c.state, c.amount_minor, c.currency, c.service_id, s.sender_hash as person
   from charges c join subscribers s on s.id = c.subscriber_id where ${CHARGES_OF_DAY}`,
  `r.status <> 'refunded'`,
  `count(*) filter (where c.state = 'charged'), coalesce(sum(c.amount_minor) filter (where c.state = 'charged'), 0),
   count(*) filter (where c.state = 'charged' or c.attempts > 0) from charges c where ${CHARGES_OF_DAY}`,
)}`;

// Most days' files tell of no refund, and are then not read again for one.
const REFUNDS = `insert into met ${meet(
  true,
  `select f.id, f.remote_id, f.state, -f.amount_minor as amount_minor, f.currency, c.service_id, s.sender_hash as person
   from refunds f join charges c on c.id = f.charge_id join subscribers s on s.id = c.subscriber_id where ${REFUNDS_OF_DAY}`,
  `r.status = 'refunded' and $8::boolean`,
  `count(*), sum(f.amount_minor), 0 from refunds f join charges c on c.id = f.charge_id where ${REFUNDS_OF_DAY}`,
)}`;

const COUNTS = `
select is_refund as "isRefund", sum(ours)::bigint as ours, sum(pairs)::bigint as pairs, sum(only_ours)::bigint as "onlyOurs",
  sum(only_theirs)::bigint as "onlyTheirs"
from met group by is_refund`;

// Ids that stand more than once, on the sides that may have any: their rows look right one by one. Two ids of one hash only cost
// that both are judged with the rest.
const REPEATED = `
create temp table repeated on commit drop as
select h from (
  select hashtextextended(r.operator_txn_id, (r.status = 'refunded')::int) as h
  from statement_rows r where $6::boolean and r.file_id = any($1) and r.day = $5 and r.operator_txn_id is not null) as theirs
group by h having count(*) > 1
union
select h from (
  select hashtextextended(c.remote_id, 0) as h
  from charges c where $7::boolean and ${CHARGES_OF_DAY} and c.remote_id is not null) as ours
group by h having count(*) > 1
union
select hashtextextended(f.remote_id, 1) from refunds f join charges c on c.id = f.charge_id
where $8::boolean and ${REFUNDS_OF_DAY} and f.remote_id is not null
group by f.remote_id having count(*) > 1`;

/**
 * Joins both sides of a day, and leaves in the temporary table met what does not plainly agree: the id of ours, the place of theirs.
 * Beside it, what is ours by service and tariff.
 */
export async function compareSides(tx: Tx, frame: Frame): Promise<void> {
  const { terms, files } = frame;
  const values = [...sidesOf(frame), terms.amountMinor.toString(), terms.percentBp];
  await tx.sql.run({ text: CHARGES, values });
  await tx.sql.run({ text: REFUNDS, values: [...values, files.refunds > 0] });
  await tx.sql.run({ text: 'analyze met' });
}

/**
 * Looks for ids that stand twice where the join shows that there are any, on the side that it accuses, and leaves them in the
 * temporary table repeated. @returns whether there are any
 */
export async function findRepeated(tx: Tx, frame: Frame): Promise<boolean> {
  const { files } = frame;
  const meetings = await tx.sql.query<Omit<Meeting, 'theirs'> & { readonly isRefund: boolean }>({
    text: COUNTS,
  });
  const accused = meetings.map(({ isRefund, ...meeting }) => ({
    isRefund,
    ...repeatedOn({ ...meeting, theirs: isRefund ? files.refunds : files.charges }),
  }));
  const sides = [
    accused.some(({ theirs }) => theirs),
    accused.some(({ isRefund, ours }) => ours && !isRefund),
    accused.some(({ isRefund, ours }) => ours && isRefund),
  ];
  if (!sides.includes(true)) return false;
  return (await tx.sql.run({ text: REPEATED, values: [...sidesOf(frame), ...sides] })) > 0;
}

const sidesOf = ({ operatorId, day, files }: Frame) =>
  [files.ofDay, operatorId, day.from, day.until, day.day] as const;
