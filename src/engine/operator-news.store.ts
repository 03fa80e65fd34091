import { plain } from '../platform/array-literal';
import type { Sql } from '../platform/database.service';
import type { LeftHere, OperatorGateway } from './operator-news';

/** The gateways that notices came through, with the services that are paid through each. */
export async function readOperatorGateways(
  sql: Sql,
  ids: readonly number[],
): Promise<ReadonlyMap<number, OperatorGateway>> {
  const rows = await sql.query<OperatorGateway & Record<string, unknown>>({
    name: 'operator-gateways',
    text: `select g.id, g.name, g.operator_id as "operatorId", p.code as operator, coalesce(g.settings -> 'services', '{}') as names,
             array(select service_id from service_operators o where o.gateway_id = g.id order by 1) as "serviceIds"
           from charge_gateways g join operators p on p.id = g.operator_id where g.id = any($1::int[])`,
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A person and a service of theirs. */
export interface OfService {
  readonly subscriberId: number;
  readonly serviceId: number;
}

const LEFT_HERE = `
select s.id as "subscriptionId", s.subscriber_id as "subscriberId", s.service_id as "serviceId", s.ended_at as "endedAt"
from unnest($1::bigint[], $2::int[]) as w(subscriber_id, service_id)
cross join lateral (
  select id, subscriber_id, service_id, ended_at from subscriptions n
  where n.subscriber_id = w.subscriber_id and n.service_id = w.service_id order by n.id desc limit 1) s
join operator_unsubscriptions u on u.subscription_id = s.id
where s.ended_at is not null`;

/** Of these people those whose newest subscription to the service was ended here, so that the operator was asked to end it there. */
export async function readLeftHere(
  sql: Sql,
  wanted: readonly OfService[],
): Promise<readonly (LeftHere & OfService)[]> {
  return sql.query<LeftHere & OfService & Record<string, unknown>>({
    name: 'operator-news-left-here',
    text: LEFT_HERE,
    values: [
      plain(wanted.map(({ subscriberId }) => subscriberId)),
      plain(wanted.map(({ serviceId }) => serviceId)),
    ],
  });
}
