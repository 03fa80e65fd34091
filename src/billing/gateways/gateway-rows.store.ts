import type { Sql, Tx } from '../../platform/database.service';

/** A gateway as its row has it; its secrets are kept apart. */
export interface GatewayRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly operatorId: number;
  /** The operator's code. */
  readonly operator: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly state: 'active' | 'suspended';
  /** The circuit breaker rests until then. */
  readonly resumeAt: Date | null;
  readonly keyHash: string | null;
  readonly createdAt: Date;
}

const SELECT = `
select g.id, g.name, g.type, g.operator_id as "operatorId", o.code as operator, g.settings, g.state, g.resume_at as "resumeAt",
  g.key_hash as "keyHash", g.created_at as "createdAt"
from charge_gateways g join operators o on o.id = g.operator_id`;

type Row = GatewayRow & Record<string, unknown>;

export async function gatewayById(sql: Sql, id: number): Promise<GatewayRow | undefined> {
  const [row] = await sql.query<Row>({
    name: 'gateway-by-id',
    text: `${SELECT} where g.id = $1`,
    values: [id],
  });
  return row;
}

export async function gatewayByName(sql: Sql, name: string): Promise<GatewayRow | undefined> {
  const [row] = await sql.query<Row>({
    name: 'gateway-by-name',
    text: `${SELECT} where g.name = $1`,
    values: [name],
  });
  return row;
}

/** A page in the order of ids; one more than asked for tells that there is another. */
export async function gatewaysAfter(sql: Sql, after: number, limit: number): Promise<GatewayRow[]> {
  return sql.query<Row>({
    text: `${SELECT} where g.id > $1 order by g.id limit $2`,
    values: [after, limit + 1],
  });
}

export async function activeGatewayIds(sql: Sql): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: `select id from charge_gateways where state = 'active' order by id`,
  });
  return rows.map(({ id }) => id);
}

export interface NewGateway {
  readonly name: string;
  readonly type: string;
  readonly operatorId: number;
  readonly settings: object;
  readonly state: GatewayRow['state'];
  readonly keyHash: string;
  readonly createdAt: Date;
}

/** @returns its id; throws unique_violation when the name is taken */
export async function insertGateway(tx: Tx, gateway: NewGateway): Promise<number> {
  const { name, type, operatorId, settings, state, keyHash, createdAt } = gateway;
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into charge_gateways (name, type, operator_id, settings, state, key_hash, created_at)
           values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    values: [name, type, operatorId, JSON.stringify(settings), state, keyHash, createdAt],
  });
  return row?.id ?? 0;
}

/** What is undefined stays. */
export async function changeGateway(
  tx: Tx,
  id: number,
  { settings, state, keyHash }: Partial<Pick<NewGateway, 'settings' | 'state' | 'keyHash'>>,
): Promise<void> {
  await tx.sql.run({
    text: `update charge_gateways set settings = coalesce($2::jsonb, settings), state = coalesce($3, state),
             key_hash = coalesce($4, key_hash) where id = $1`,
    values: [id, settings === undefined ? null : JSON.stringify(settings), state ?? null, keyHash ?? null],
  });
}
