import type { Sql, Tx } from '../../platform/database.service';
import type { GatewayHealth } from './gateway-health';

/** A gateway as whoever charges through it sees it. */
export interface GatewayStanding extends GatewayHealth {
  readonly name: string;
  readonly isActive: boolean;
  /** Charges per second that the operator sold us; null: as many as it takes. */
  readonly tps: number | null;
}

export async function readStanding(sql: Sql, gatewayId: number): Promise<GatewayStanding | undefined> {
  const [row] = await sql.query<GatewayStanding & Record<string, unknown>>({
    name: 'charge-gateway-standing',
    text: `select name, state = 'active' as "isActive", failing, resume_at as "resumeAt",
             case when jsonb_typeof(settings -> 'tps') = 'number' then (settings ->> 'tps')::float8 end as tps
           from charge_gateways where id = $1`,
    values: [gatewayId],
  });
  return row;
}

export async function readHealth(tx: Tx, gatewayId: number): Promise<GatewayHealth | undefined> {
  const [row] = await tx.sql.query<GatewayHealth & Record<string, unknown>>({
    name: 'charge-gateway-read',
    text: 'select failing, resume_at as "resumeAt" from charge_gateways where id = $1',
    values: [gatewayId],
  });
  return row;
}

/** Its health, locked: two rounds that end at once count as two. */
export async function lockHealth(tx: Tx, gatewayId: number): Promise<GatewayHealth | undefined> {
  const [row] = await tx.sql.query<GatewayHealth & Record<string, unknown>>({
    name: 'charge-gateway-lock',
    text: 'select failing, resume_at as "resumeAt" from charge_gateways where id = $1 for no key update',
    values: [gatewayId],
  });
  return row;
}

export async function noteHealth(tx: Tx, gatewayId: number, health: GatewayHealth): Promise<void> {
  await tx.sql.run({
    name: 'charge-gateway-health',
    text: 'update charge_gateways set failing = $2, resume_at = $3 where id = $1',
    values: [gatewayId, health.failing, health.resumeAt],
  });
}

/** What has left us stands among them until it is settled: there is never much of it. */
const IS_DUE = `c.settled_at is null and c.state = 'requested' and c.due_at <= $1::timestamptz`;

const WAITING = `
select g.id from charge_gateways g
where (g.resume_at is null or g.resume_at <= $1::timestamptz) and (
  exists (select 1 from charges c where c.gateway_id = g.id and c.is_unknown and c.due_at <= $1::timestamptz offset 0)
  or exists (select 1 from charge_calls k where k.gateway_id = g.id and k.leased_until < statement_timestamp() offset 0)
  or exists (select 1 from refunds r join charges c on c.id = r.charge_id
             where r.state in ('requested', 'sending', 'unknown') and r.due_at <= $1::timestamptz and c.gateway_id = g.id
               and (r.lease is null or r.leased_until < clock_timestamp()) offset 0)
  or g.state = 'active' and exists (
    select 1 from charges c where c.gateway_id = g.id and ${IS_DUE} offset 0))
or (select c.expires_at from charges c where c.gateway_id = g.id and ${IS_DUE}
    order by c.due_at limit 1) <= $1::timestamptz
order by g.id`;

/** Gateways that have something to charge, to ask or to give back and are not left alone, and those whose charges came too late. */
export async function gatewaysWithWork(sql: Sql, now: Date): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'charge-gateways-waiting',
    text: WAITING,
    values: [now],
  });
  return rows.map(({ id }) => id);
}
