import type { Sql } from '../../platform/database.service';
import type { Terms } from './closing-line';
import { readRule, type TierJson } from './share-rule';

export interface ShareRuleRow {
  readonly id: number;
  readonly service: number | null;
  readonly provider: string | null;
  readonly operator: string | null;
  readonly currency: string;
  readonly effectiveFrom: Date;
  readonly feeMinor: string;
  readonly tiers: readonly TierJson[];
  readonly operatorDays: number;
  readonly partnerDays: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface NewShareRule {
  readonly serviceId: number | null;
  readonly provider: string | null;
  readonly operatorId: number | null;
  readonly currency: string;
  readonly effectiveFrom: Date;
  readonly feeMinor: string;
  readonly tiers: readonly TierJson[];
  readonly operatorDays: number;
  readonly partnerDays: number;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const CARD = `
select r.id, r.service_id as service, r.provider, o.code as operator, r.currency, r.effective_from as "effectiveFrom",
       r.fee_minor::text as "feeMinor", r.tiers, r.operator_days as "operatorDays", r.partner_days as "partnerDays",
       r.created_by as "createdBy", r.created_at as "createdAt"
from share_rules r left join operators o on o.id = r.operator_id`;

/** One more than the page holds, oldest first. */
export async function listShareRules(sql: Sql, after: number, limit: number): Promise<ShareRuleRow[]> {
  return sql.query<ShareRuleRow & Record<string, unknown>>({
    text: `${CARD} where r.id > $1 order by r.id limit $2`,
    values: [after, limit],
  });
}

export async function findShareRule(sql: Sql, id: number): Promise<ShareRuleRow | undefined> {
  const [row] = await sql.query<ShareRuleRow & Record<string, unknown>>({
    text: `${CARD} where r.id = $1`,
    values: [id],
  });
  return row;
}

/** The new rule's id; null when one for the same takings begins at the same instant. */
export async function insertShareRule(sql: Sql, rule: NewShareRule): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into share_rules (service_id, provider, operator_id, currency, effective_from, fee_minor, tiers, operator_days,
             partner_days, created_by, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
    values: [
      rule.serviceId,
      rule.provider,
      rule.operatorId,
      rule.currency,
      rule.effectiveFrom,
      rule.feeMinor,
      JSON.stringify(rule.tiers),
      rule.operatorDays,
      rule.partnerDays,
      rule.createdBy,
      rule.createdAt,
    ],
  });
  return row?.id ?? null;
}

export async function isService(sql: Sql, id: number): Promise<boolean> {
  const rows = await sql.query<{ id: number }>({
    text: 'select id from services where id = $1',
    values: [id],
  });
  return rows.length > 0;
}

/** The terms of these rules, by id. */
export async function readTerms(sql: Sql, ids: readonly number[]): Promise<Map<number, Terms>> {
  const rows = await sql.query<ShareRuleRow & Record<string, unknown>>({
    text: `${CARD} where r.id = any($1::int[])`,
    values: [ids],
  });
  return new Map(
    rows.map(({ id, feeMinor, tiers, operatorDays, partnerDays }) => [
      id,
      { ...readRule(feeMinor, tiers), operatorDays, partnerDays },
    ]),
  );
}
