import { plain, texts } from '../../../platform/array-literal';
import type { Sql, Tx } from '../../../platform/database.service';
import type { ChargeAttempt } from '../../charge-gateway';
import type { MessageFate } from './message-fate';

type Named = Pick<ChargeAttempt, 'correlator' | 'chargeId'>;

const byCorrelator = <T extends { readonly correlator: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.correlator < b.correlator ? -1 : 1));

/** The text is named in the charge's key, "text:17:4"; a text that has paid for one charge pays for no other. */
const PAY_BY_TEXT = `
insert into carried_charges (correlator, gateway_id, charge_id, kind, text_id, at)
select n.correlator, $3::int, n.charge_id, 'text', t.id, $4::timestamptz
from unnest($1::text[], $2::bigint[]) as n(correlator, charge_id)
join charges c on c.id = n.charge_id
join texts t on t.id = substring(c.key from '^text:([0-9]{1,15})(?::|$)')::bigint
order by n.correlator
on conflict do nothing`;

/** Enters what people's own texts paid. */
export async function payByTexts(
  tx: Tx,
  gatewayId: number,
  attempts: readonly Named[],
  at: Date,
): Promise<void> {
  const inOrder = byCorrelator(attempts);
  await tx.sql.run({
    name: 'carried-by-text',
    text: PAY_BY_TEXT,
    values: [
      texts(inOrder.map(({ correlator }) => correlator)),
      plain(inOrder.map(({ chargeId }) => chargeId)),
      gatewayId,
      at,
    ],
  });
}

/** The carrier's id of the text that paid a charge, by the charge. */
export async function textsThatPaid(
  sql: Sql,
  chargeIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ chargeId: number; remoteId: string }>({
    name: 'carried-texts-of-charges',
    text: `select k.charge_id as "chargeId", coalesce(t.remote_id, 'text-' || t.id) as "remoteId"
           from carried_charges k join texts t on t.id = k.text_id where k.charge_id = any($1::bigint[])`,
    values: [plain(chargeIds)],
  });
  return new Map(rows.map(({ chargeId, remoteId }) => [chargeId, remoteId]));
}

/** The same, by the correlator it was entered under. */
export async function textsPaidUnder(
  sql: Sql,
  correlators: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ correlator: string; remoteId: string }>({
    name: 'carried-texts-of-correlators',
    text: `select k.correlator, coalesce(t.remote_id, 'text-' || t.id) as "remoteId"
           from carried_charges k join texts t on t.id = k.text_id where k.correlator = any($1::text[])`,
    values: [texts(correlators)],
  });
  return new Map(rows.map(({ correlator, remoteId }) => [correlator, remoteId]));
}

/** A link by its name, while it is switched on. */
export async function connectorNamed(sql: Sql, name: string): Promise<number | undefined> {
  const [row] = await sql.query<{ id: number }>({
    name: 'carried-connector',
    text: 'select id from connectors where name = $1 and enabled',
    values: [name],
  });
  return row?.id;
}

/** Takes correlators that nobody has taken. @returns those that were free: whoever asks for one again has been served */
export async function takeCorrelators(
  tx: Tx,
  gatewayId: number,
  attempts: readonly Named[],
  at: Date,
): Promise<Set<string>> {
  const inOrder = byCorrelator(attempts);
  const rows = await tx.sql.query<{ correlator: string }>({
    name: 'carried-take',
    text: `insert into carried_charges (correlator, gateway_id, charge_id, kind, at)
           select correlator, $3::int, charge_id, 'message', $4::timestamptz
           from unnest($1::text[], $2::bigint[]) as n(correlator, charge_id)
           on conflict do nothing returning correlator`,
    values: [
      texts(inOrder.map(({ correlator }) => correlator)),
      plain(inOrder.map(({ chargeId }) => chargeId)),
      gatewayId,
      at,
    ],
  });
  return new Set(rows.map(({ correlator }) => correlator));
}

/** Whom a charge is for. The list is the service's own, so that leaving it takes back what has not left. */
export interface Addressed {
  readonly brandId: number;
  readonly listId: number | null;
}

export async function addressees(
  sql: Sql,
  chargeIds: readonly number[],
): Promise<ReadonlyMap<number, Addressed>> {
  const rows = await sql.query<Addressed & { chargeId: number } & Record<string, unknown>>({
    name: 'carried-addressees',
    text: `select c.id as "chargeId", c.brand_id as "brandId", s.list_id as "listId"
           from charges c left join services s on s.id = c.service_id where c.id = any($1::bigint[])`,
    values: [plain(chargeIds)],
  });
  return new Map(rows.map(({ chargeId, ...addressed }) => [chargeId, addressed]));
}

/** Notes which message carries which charge. */
export async function noteMessages(
  tx: Tx,
  carried: readonly { readonly correlator: string; readonly outboundId: number }[],
): Promise<void> {
  const inOrder = byCorrelator(carried);
  await tx.sql.run({
    name: 'carried-messages',
    text: `update carried_charges k set outbound_id = n.outbound_id
           from unnest($1::text[], $2::bigint[]) as n(correlator, outbound_id) where k.correlator = n.correlator`,
    values: [
      texts(inOrder.map(({ correlator }) => correlator)),
      plain(inOrder.map(({ outboundId }) => outboundId)),
    ],
  });
}

const FATE = `
k.correlator, k.outbound_id as "outboundId", d.state, d.reason, d.remote_id as "remoteId",
coalesce(d.resends, 0) as resends,
d.state is not null and d.state not in ('sent', 'delivered') and exists (
  select 1 from reports r where r.outbound_id = k.outbound_id and r.state = 'delivered'
) as "wasDeliveredAfterAll"`;

/** What became of the messages that carry charges, by correlator. */
export async function fatesOf(
  sql: Sql,
  correlators: readonly string[],
): Promise<ReadonlyMap<string, MessageFate>> {
  const rows = await sql.query<MessageFate & Record<string, unknown>>({
    name: 'carried-fates',
    text: `select ${FATE} from carried_charges k left join deliveries d on d.outbound_id = k.outbound_id
           where k.correlator = any($1::text[]) and k.kind = 'message'`,
    values: [texts(correlators)],
  });
  return new Map(rows.map((row) => [row.correlator, row]));
}

/** A charge whose message has a fate that was not told yet. */
export interface Untold {
  readonly correlator: string;
  readonly gatewayId: number;
}

/** Eldest first; what nobody learned within the time is the operator's statement to tell. */
export async function untold(sql: Sql, since: Date, limit: number): Promise<readonly Untold[]> {
  return sql.query<Untold & Record<string, unknown>>({
    name: 'carried-untold',
    text: `select k.correlator, k.gateway_id as "gatewayId"
           from carried_charges k join deliveries d on d.outbound_id = k.outbound_id
           where k.kind = 'message' and k.told_at is null and k.at >= $1 and d.state <> 'sent' order by k.at limit $2`,
    values: [since, limit],
  });
}

export async function noteTold(sql: Sql, correlators: readonly string[], at: Date): Promise<void> {
  await sql.run({
    name: 'carried-told',
    text: 'update carried_charges set told_at = $2 where correlator = any($1::text[])',
    values: [texts([...correlators].sort()), at],
  });
}
