import type { Tx } from '../../platform/database.service';
import type { Terms } from './terms';

/** A pair is taken only when both sides like each other best, so the best pair of all is always taken: this many turns end it. */
export const MOST_TURNS = 1_000;

const LINKS = `
create temp table links (
  is_refund boolean not null, id bigint not null, file_id bigint not null, line int not null, via smallint not null,
  disagrees boolean not null, gap_ms bigint not null, primary key (is_refund, id, file_id, line)
) on commit drop;
create index on links (file_id, line);
create temp table pairs (
  is_refund boolean not null, id bigint not null, file_id bigint not null, line int not null, via smallint not null,
  primary key (is_refund, id), unique (file_id, line)
) on commit drop`;

const NEW_LINKS = `
insert into links select o.is_refund, o.id, r.file_id, r.line, v.via, o.state <> r.status,
  abs(extract(epoch from r.at - o.at) * 1000)::bigint`;

const BY_OPERATOR_ID = `${NEW_LINKS}
from odd_ours o join odd_rows r on r.operator_txn_id = o.remote_id and r.is_refund = o.is_refund
cross join (values (1::smallint)) as v(via)`;

// A refund may be named by its own reference, or by the charge it gives back.
const BY_OUR_REFERENCE = [
  `${NEW_LINKS}
   from odd_rows r join charge_attempts a on a.correlator = r.partner_ref
   join odd_ours o on o.charge_id = a.charge_id and o.is_refund = r.is_refund
   cross join (values (2::smallint)) as v(via) on conflict do nothing`,
  `${NEW_LINKS}
   from odd_rows r join odd_ours o on o.is_refund and r.is_refund and o.correlator = r.partner_ref
   cross join (values (2::smallint)) as v(via) on conflict do nothing`,
  `${NEW_LINKS}
   from odd_rows r join charges c on c.remote_id = r.operator_txn_id
   join odd_ours o on o.is_refund and o.charge_id = c.id
   cross join (values (2::smallint)) as v(via)
   where r.is_refund and r.amount_minor = o.amount_minor on conflict do nothing`,
] as const;

const UNLINKED_OURS = `
select * from odd_ours o where not exists (select from links l where l.is_refund = o.is_refund and l.id = o.id)`;
const UNLINKED_ROWS = `
select * from odd_rows r where not exists (select from links l where l.file_id = r.file_id and l.line = r.line)`;

// The carrier's id of the message that carried the charge, whether the books keep it or the delivery does.
const BY_MESSAGE_ID = `
with ours as materialized (${UNLINKED_OURS} and not o.is_refund),
theirs as materialized (${UNLINKED_ROWS} and not r.is_refund and r.operator_txn_id is not null),
known as (
  select o.id, o.remote_id from ours o where o.remote_id is not null
  union
  select o.id, d.remote_id from ours o join carried_charges k on k.charge_id = o.id join deliveries d on d.outbound_id = k.outbound_id
  where d.remote_id is not null
), named as (
  select k.id, lower(k.remote_id) as name from known k
  union select k.id, n::text from known k cross join lateral unnest(message_id_values(k.remote_id)) n where n is not null
), naming as (
  select r.file_id, r.line, lower(r.operator_txn_id) as name from theirs r
  union
  select r.file_id, r.line, n::text from theirs r cross join lateral unnest(message_id_values(r.operator_txn_id)) n where n is not null
)
${NEW_LINKS}
from naming t join named n on n.name = t.name join ours o on o.id = n.id
join theirs r on r.file_id = t.file_id and r.line = t.line
cross join (values (3::smallint)) as v(via)
where (r.person is null or r.person = o.person) and abs(extract(epoch from r.at - o.at)) < 86400
on conflict do nothing`;

// Nothing but who, for what and how much; a charge we refused cannot be what they charged.
const FUZZY = `
with ours as materialized (${UNLINKED_OURS} and o.state in ('charged', 'reserved', 'unknown', 'refunded')),
theirs as materialized (${UNLINKED_ROWS} and r.status <> 'refused' and r.person is not null)
${NEW_LINKS}
from ours o join theirs r on r.person = o.person and r.is_refund = o.is_refund and r.currency = o.currency
  and (r.service_id is null or r.service_id = o.service_id)
  and abs(r.amount_minor - o.amount_minor) <= greatest($2::bigint, abs(o.amount_minor) * $3::int / 10000)
  and r.at between o.at - make_interval(secs => $1::int / 1000.0) and o.at + make_interval(secs => $1::int / 1000.0)
cross join (values (4::smallint)) as v(via)
on conflict do nothing`;

// The best first: by the better key, then those whose states agree, then the nearest; ids settle what is left, so that the same
// two sides always pair in the same way.
const TURN = `
with free as (
  select l.*, row_number() over (partition by l.is_refund, l.id order by l.via, l.disagrees, l.gap_ms, l.file_id, l.line) as of_ours,
    row_number() over (partition by l.file_id, l.line order by l.via, l.disagrees, l.gap_ms, l.is_refund, l.id) as of_row
  from links l
  where not exists (select from pairs p where p.is_refund = l.is_refund and p.id = l.id)
    and not exists (select from pairs p where p.file_id = l.file_id and p.line = l.line)
)
insert into pairs select is_refund, id, file_id, line, via from free where of_ours = 1 and of_row = 1`;

/** Finds what belongs together among what is odd, key by key, and pairs it one to one: into the temporary table pairs. */
export async function pairUp(tx: Tx, { timeMs, amountMinor, percentBp }: Terms): Promise<void> {
  await tx.sql.run({ text: LINKS });
  for (const text of [BY_OPERATOR_ID, ...BY_OUR_REFERENCE]) await tx.sql.run({ text });
  await tx.sql.run({ text: 'analyze links' });
  await tx.sql.run({ text: BY_MESSAGE_ID });
  await tx.sql.run({ text: FUZZY, values: [timeMs, amountMinor.toString(), percentBp] });
  await tx.sql.run({ text: 'analyze links' });
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    if ((await tx.sql.run({ text: TURN })) === 0) break;
    await tx.sql.run({ text: 'analyze pairs' });
  }
}
