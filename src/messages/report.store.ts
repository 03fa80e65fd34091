import type { HeardReport } from '../connectors/connector';
import { remoteIdForms } from '../connectors/report-state';
import type { Sql, Tx } from '../platform/database.service';
import { LOCKS } from '../platform/lanes';
import { storable } from '../text/storable';

/** Reports matched in one transaction. */
export const REPORT_BATCH = 500;
/** Early reports find their message within this time; what is older is looked at once a minute. */
export const FRESH_MS = 10 * 60_000;
/** A report for a message nobody knows is an orphan after this long; until then its message may still be marked as sent. */
export const ORPHAN_MS = 24 * 60 * 60_000;

/** Inserts first: matching is another transaction's business, or both sides would look and both would miss. */
/** @param anyForm whether this carrier may name a message in hex when it answered in decimal: guessing so for others would mix messages up. */
export async function storeReports(
  sql: Sql,
  connectorId: number,
  reports: readonly HeardReport[],
  anyForm: boolean,
  receivedAt: Date,
): Promise<void> {
  const forms = (id: string): string[] => (anyForm ? remoteIdForms(id) : [id]);
  await sql.run({
    name: 'reports-store',
    text: `insert into reports (connector_id, remote_id, remote_ids, echoed_id, state, error, at, raw, received_at)
           select $1::int, remote_id, coalesce(forms::text[], '{}'), echoed_id, state, error, at, raw, $9::timestamptz
           from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::timestamptz[], $8::text[])
             as r(remote_id, forms, echoed_id, state, error, at, raw)`,
    values: [
      connectorId,
      reports.map(({ remoteId }) => cut(remoteId, 200)),
      reports.map(({ remoteId }) => (remoteId === undefined ? null : arrayLiteral(forms(remoteId)))),
      reports.map(({ echoedId }) => idOf(echoedId)),
      reports.map(({ state }) => state),
      reports.map(({ error }) => cut(error, 500)),
      reports.map(({ at }) => at ?? null),
      reports.map(({ raw }) => cut(raw, 4_000) ?? ''),
      receivedAt,
    ],
  });
}

/**
 * One set-based statement finds what each waiting report is about: our own echoed id first, else the carrier's, and of several
 * messages with that id (carriers reuse them) the newest.
 */
const MATCH = `
with found as materialized (
  select distinct on (w.id) w.id, w.state, w.error, coalesce(w.at, w.received_at) as at, d.outbound_id
  from reports w cross join lateral (
    select outbound_id, 0 as form from deliveries where outbound_id = w.echoed_id and connector_id = $1
    union all
    select outbound_id, array_position(w.remote_ids, remote_id) from deliveries
    where w.echoed_id is null and connector_id = $1 and remote_id = any(w.remote_ids)
  ) d
  where w.connector_id = $1 and w.effect is null and w.id > $4 and w.received_at >= $3
  order by w.id, d.form, d.outbound_id desc
  limit $2
), first as (
  select distinct on (outbound_id) id, outbound_id, state, error, at from found
  where state in ('delivered', 'failed', 'expired', 'rejected') order by outbound_id, id
), moved as (
  update deliveries d set state = f.state, reason = coalesce(f.error, d.reason), final_at = f.at
  from first f where d.outbound_id = f.outbound_id and d.state = 'sent'
  returning f.id
)
update reports r set outbound_id = f.outbound_id, effect = case when m.id is null then 'late' else 'applied' end
from found f left join moved m on m.id = f.id where r.id = f.id
returning r.id`;

/**
 * State only moves forward: a final state absorbs whatever is reported after it. Only one process at a time matches a
 * connector's reports; reports of no message we know stand in nobody's way.
 * @param since reports received before are left alone: on every ring only the fresh ones are looked at.
 * @param after so are reports up to this id: reading over what was matched lately would cost more than matching.
 * @returns the reports that found their message.
 */
export async function matchReports(
  tx: Tx,
  connectorId: number,
  since: Date,
  after: number,
): Promise<number[]> {
  await tx.sql.run({
    name: 'reports-own',
    text: 'select pg_advisory_xact_lock($1, $2)',
    values: [LOCKS.reports, connectorId],
  });
  const rows = await tx.sql.query<{ id: number }>({
    name: 'reports-match',
    text: MATCH,
    values: [connectorId, REPORT_BATCH, since, after],
  });
  return rows.map(({ id }) => id);
}

/** A report that echoes our own id proves that an unknown submit happened. @returns messages it settled. */
export async function settleUnknown(tx: Tx, connectorId: number, at: Date): Promise<number> {
  return tx.sql.run({
    name: 'reports-settle-unknown',
    text: `
      with proof as (
        select distinct on (r.echoed_id) r.echoed_id, r.remote_id, o.priority from reports r
        join outbox o on o.connector_id = $1 and o.priority = any('{0,1,2,3}'::smallint[]) and o.outbound_id = r.echoed_id and o.state = 'unknown'
        where r.connector_id = $1 and r.effect is null order by r.echoed_id, r.id
      ), gone as (
        delete from outbox o using proof p where o.connector_id = $1 and o.priority = p.priority and o.outbound_id = p.echoed_id and o.state = 'unknown'
        returning o.outbound_id, o.attempts, o.resends, p.remote_id
      )
      insert into deliveries (outbound_id, connector_id, remote_id, state, attempts, resends, at)
      select outbound_id, $1, remote_id, 'sent', attempts, resends, $2 from gone`,
    values: [connectorId, at],
  });
}

/** Connectors with reports that wait for their message. */
export async function connectorsWithReports(sql: Sql, connectorIds: readonly number[]): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'reports-waiting',
    text: `select id from unnest($1::int[]) as c(id) where exists (select 1 from reports where connector_id = c.id and effect is null)`,
    values: [connectorIds],
  });
  return rows.map(({ id }) => id);
}

export async function markOrphans(sql: Sql, now: Date): Promise<void> {
  await sql.run({
    name: 'reports-orphans',
    text: `update reports set effect = 'orphan' where effect is null and received_at < $1`,
    values: [new Date(now.getTime() - ORPHAN_MS)],
  });
}

const cut = (text: string | undefined, chars: number): string | null =>
  text === undefined ? null : storable(text.slice(0, chars)).text;
const idOf = (text: string | undefined): number | null =>
  text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => JSON.stringify(storable(item.slice(0, 200)).text)).join(',')}}`;
