import type { Sql } from '../platform/database.service';
import type { OperatorGateway } from './operator-news';

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
