import { instants, plain, words } from '../../platform/array-literal';
import type { Sql, Tx } from '../../platform/database.service';
import type { PriceList, PricePoint } from './price-point';

export interface PricePointCard extends PricePoint {
  readonly id: number;
  readonly createdAt: Date;
}

type Row = Omit<PricePointCard, 'amountMinor'> & { readonly amountMinor: string } & Record<string, unknown>;

const POINTS = `
select id, operator_id as "operatorId", currency, amount_minor::text as "amountMinor", effective_from as "effectiveFrom",
  effective_until as "effectiveUntil", created_at as "createdAt"
from price_points`;

const toCard = ({ amountMinor, ...row }: Row): PricePointCard => ({
  ...row,
  amountMinor: BigInt(amountMinor),
});

/** An operator's points behind `after`, in the order in which they were added. */
export async function pagePricePoints(
  sql: Sql,
  operatorId: number,
  after: number,
  limit: number,
): Promise<PricePointCard[]> {
  const rows = await sql.query<Row>({
    text: `${POINTS} where operator_id = $1 and id > $2 order by id limit $3`,
    values: [operatorId, after, limit],
  });
  return rows.map(toCard);
}

/** Every point of these operators, whenever it holds; of one that approves everything there are none. */
export async function readPriceLists(sql: Sql, operatorIds: readonly number[]): Promise<PriceList[]> {
  if (operatorIds.length === 0) return [];
  const rows = await sql.query<Row & { readonly operator: string }>({
    text: `select p.id, p.operator_id as "operatorId", p.currency, p.amount_minor::text as "amountMinor", p.effective_from as "effectiveFrom",
             p.effective_until as "effectiveUntil", p.created_at as "createdAt", o.code as operator
           from price_points p join operators o on o.id = p.operator_id
           where p.operator_id = any($1::int[]) order by o.code, p.currency, p.amount_minor, p.effective_from`,
    values: [plain(operatorIds)],
  });
  const lists = new Map<string, PricePoint[]>();
  for (const { operator, ...row } of rows)
    lists.set(operator, [...(lists.get(operator) ?? []), toCard(row as Row)]);
  return [...lists].map(([operator, points]) => ({ operator, points }));
}

export async function countPricePoints(sql: Sql, operatorId: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>({
    text: 'select count(*)::int as count from price_points where operator_id = $1',
    values: [operatorId],
  });
  return row?.count ?? 0;
}

/** Waits until nobody else changes this operator's list. */
export async function lockOperator(tx: Tx, operatorId: number): Promise<void> {
  await tx.sql.run({ text: 'select 1 from operators where id = $1 for no key update', values: [operatorId] });
}

/** @returns how many are new; one that holds within another of the same price is none. */
export async function insertPricePoints(
  tx: Tx,
  points: readonly Omit<PricePoint, 'effectiveUntil'>[],
  at: Date,
): Promise<number> {
  return tx.sql.run({
    text: `insert into price_points (operator_id, currency, amount_minor, effective_from, created_at)
           select n.*, $5::timestamptz
           from unnest($1::int[], $2::char(3)[], $3::bigint[], $4::timestamptz[]) as n(operator_id, currency, amount_minor, effective_from)
           order by n.currency, n.amount_minor, n.effective_from
           on conflict do nothing`,
    values: [
      plain(points.map(({ operatorId }) => operatorId)),
      words(points.map(({ currency }) => currency)),
      words(points.map(({ amountMinor }) => String(amountMinor))),
      instants(points.map(({ effectiveFrom }) => effectiveFrom)),
      at,
    ],
  });
}

/** From then on it is approved no more, if it was for so long; what had not begun never was. @returns undefined when the operator has no such point */
export async function endPricePoint(
  tx: Tx,
  operatorId: number,
  id: number,
  until: Date,
): Promise<PricePointCard | undefined> {
  const [row] = await tx.sql.query<Row>({
    text: `update price_points set effective_until = greatest(effective_from, least($3::timestamptz, effective_until))
           where operator_id = $1 and id = $2::bigint
           returning id, operator_id as "operatorId", currency, amount_minor::text as "amountMinor", effective_from as "effectiveFrom",
             effective_until as "effectiveUntil", created_at as "createdAt"`,
    values: [operatorId, id, until],
  });
  return row && toCard(row);
}

/** The operator has no list any more. */
export async function deletePricePoints(tx: Tx, operatorId: number): Promise<void> {
  await tx.sql.run({ text: 'delete from price_points where operator_id = $1', values: [operatorId] });
}

/** A service that charges a price at an operator. */
export interface Priced {
  readonly serviceId: number;
  readonly service: string;
  readonly tariffId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/**
 * Tariffs at an operator that somebody may be charged by at an instant: those in force and those to come, and older ones that people
 * still pay.
 */
export async function tariffsAt(sql: Sql, operatorId: number, at: Date): Promise<Priced[]> {
  const rows = await sql.query<
    Omit<Priced, 'amountMinor'> & { amountMinor: string } & Record<string, unknown>
  >({
    text: `select t.service_id as "serviceId", l.name as service, t.id as "tariffId", t.amount_minor::text as "amountMinor", t.currency
           from service_operators o join services v on v.id = o.service_id and v.state <> 'closed' join lists l on l.id = v.list_id
             join tariffs t on t.service_id = v.id
           where o.operator_id = $1
             and (t.effective_from > $2::timestamptz
               or t.effective_from = (select max(n.effective_from) from tariffs n
                                      where n.service_id = t.service_id and n.effective_from <= $2::timestamptz)
               or exists (select from subscriptions s
                          where s.service_id = t.service_id and s.ended_at is null and s.tariff_id = t.id and s.operator_id = $1))
           order by t.service_id, t.effective_from`,
    values: [operatorId, at],
  });
  return rows.map(({ amountMinor, ...row }) => ({ ...row, amountMinor: BigInt(amountMinor) }));
}
