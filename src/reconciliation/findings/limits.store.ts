import type { Sql } from '../../platform/database.service';

/** From which sums on one pair of eyes is not enough, and a day is an incident; in one currency. */
export interface Limits {
  readonly currency: string;
  readonly fourEyesMinor: string;
  readonly escalationMinor: string;
  /** In hundredths of a percent of our books. */
  readonly escalationBp: number;
}

type Row = Readonly<Record<string, unknown>>;

const LIMITS = `
select currency, four_eyes_minor::text as "fourEyesMinor", escalation_minor::text as "escalationMinor",
  escalation_bp as "escalationBp"
from reconciliation_limits`;

export function readLimits(sql: Sql): Promise<Limits[]> {
  return sql.query<Limits & Row>({ text: `${LIMITS} order by currency` });
}

/** What one person may move alone; nothing, where nobody said. */
export async function fourEyesMinor(sql: Sql, currency: string): Promise<bigint> {
  const [limits] = await sql.query<Limits & Row>({
    text: `${LIMITS} where currency = $1`,
    values: [currency],
  });
  return BigInt(limits?.fourEyesMinor ?? 0);
}

export async function writeLimits(
  sql: Sql,
  limits: Limits,
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await sql.run({
    text: `insert into reconciliation_limits (currency, four_eyes_minor, escalation_minor, escalation_bp, updated_by, updated_at)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (currency) do update set four_eyes_minor = excluded.four_eyes_minor,
             escalation_minor = excluded.escalation_minor, escalation_bp = excluded.escalation_bp,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    values: [
      limits.currency,
      limits.fourEyesMinor,
      limits.escalationMinor,
      limits.escalationBp,
      by.actor,
      by.at,
    ],
  });
}
