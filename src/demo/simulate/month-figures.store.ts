import type { Sql } from '../../platform/database.service';

/** What became of charges and refunds that were settled in a month. */
export interface ChargeFigures {
  readonly charged: number;
  readonly refused: number;
  readonly refunded: number;
}

export async function readChargeFigures(sql: Sql, from: Date, until: Date): Promise<ChargeFigures> {
  const [row] = await sql.query<ChargeFigures & Record<string, unknown>>({
    text: `with settled as (select state from charges where settled_at >= $1 and settled_at < $2)
           select (select count(*) from settled where state = 'charged')::int as charged,
             (select count(*) from settled where state = 'refused')::int as refused,
             (select count(*) from refunds where state = 'refunded' and settled_at >= $1 and settled_at < $2)::int as refunded`,
    values: [from, until],
  });
  return row ?? { charged: 0, refused: 0, refunded: 0 };
}

/** What was taken less what was given back, in minor units. */
export async function readRevenue(sql: Sql, from: Date, until: Date): Promise<ReadonlyMap<string, bigint>> {
  const rows = await sql.query<{ currency: string; minor: string }>({
    text: `select currency, sum(minor)::text as minor from (
             select currency, amount_minor as minor from charges where state = 'charged' and settled_at >= $1 and settled_at < $2
             union all
             select currency, -amount_minor from refunds where state = 'refunded' and settled_at >= $1 and settled_at < $2) moved
           group by currency order by currency`,
    values: [from, until],
  });
  return new Map(rows.map(({ currency, minor }) => [currency, BigInt(minor)]));
}
