import type { Sql, Tx } from '../../platform/database.service';

/** While it is open, one service or all of them take in nobody of an operator, charge nobody there and send them nothing. */
export interface OperatorSuspension {
  readonly id: number;
  readonly operator: string;
  /** Null: all services. */
  readonly service: number | null;
  readonly reason: string;
  readonly suspendedBy: string;
  readonly suspendedAt: Date;
  readonly resumedBy: string | null;
  readonly resumedAt: Date | null;
}

type Row = OperatorSuspension & Record<string, unknown>;

const SHOWN = `
select h.id, o.code as operator, h.service_id as service, h.reason, h.suspended_by as "suspendedBy",
  h.suspended_at as "suspendedAt", h.resumed_by as "resumedBy", h.resumed_at as "resumedAt"
from operator_suspensions h join operators o on o.id = h.operator_id`;

/** Those behind `after`, oldest first. */
export function readSuspensions(
  sql: Sql,
  operatorId: number,
  after: number,
  limit: number,
): Promise<OperatorSuspension[]> {
  return sql.query<Row>({
    text: `${SHOWN} where h.operator_id = $1 and h.id > $2 order by h.id limit $3`,
    values: [operatorId, after, limit],
  });
}

async function findSuspension(tx: Tx, id: number): Promise<OperatorSuspension> {
  const [row] = await tx.sql.query<Row>({ text: `${SHOWN} where h.id = $1`, values: [id] });
  if (!row) throw new Error(`suspension ${id} is gone`);
  return row;
}

/** Whom, and by whose word. */
export interface SuspensionAct {
  readonly operatorId: number;
  readonly serviceId: number | null;
  readonly by: string;
  readonly at: Date;
}

/** @returns null where it is suspended already */
export async function openSuspension(
  tx: Tx,
  { operatorId, serviceId, by, at }: SuspensionAct,
  reason: string,
): Promise<OperatorSuspension | null> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into operator_suspensions (operator_id, service_id, reason, suspended_by, suspended_at) values ($1, $2, $3, $4, $5)
           on conflict (operator_id, service_id) where resumed_at is null do nothing returning id`,
    values: [operatorId, serviceId, reason, by, at],
  });
  return row ? findSuspension(tx, row.id) : null;
}

/** @returns null where nothing was suspended */
export async function endSuspension(
  tx: Tx,
  { operatorId, serviceId, by, at }: SuspensionAct,
): Promise<OperatorSuspension | null> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `update operator_suspensions set resumed_by = $3, resumed_at = $4
           where operator_id = $1 and service_id is not distinct from $2::int and resumed_at is null returning id`,
    values: [operatorId, serviceId, by, at],
  });
  return row ? findSuspension(tx, row.id) : null;
}
