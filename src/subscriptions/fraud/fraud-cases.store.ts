import { plain } from '../../platform/array-literal';
import type { Sql, Tx } from '../../platform/database.service';
import type { SubscriptionState } from '../subscription';
import type { Signal } from './signals';

export const CASE_STATES = ['open', 'decided'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Released: they asked for it, and pay. Condemned: nobody asked for it; it ends, and nothing of it stays charged. */
export const FRAUD_VERDICTS = ['released', 'condemned'] as const;
export type FraudVerdict = (typeof FRAUD_VERDICTS)[number];

/** A case as whoever judges sees it. */
export interface FraudCard {
  readonly id: number;
  readonly subscriptionId: number;
  readonly serviceId: number;
  readonly service: string;
  readonly brand: string;
  readonly msisdn: string | null;
  readonly operator: string;
  readonly channel: string;
  readonly campaignId: number | null;
  readonly state: SubscriptionState;
  readonly joinedAt: Date;
  readonly signals: readonly Signal[];
  readonly openedAt: Date;
  readonly verdict: FraudVerdict | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

export interface CaseFilter {
  readonly state: CaseState;
  readonly serviceId: number | undefined;
}

/** Cases of a state behind `after`, oldest first. */
export async function readCases(
  sql: Sql,
  { state, serviceId }: CaseFilter,
  after: number,
  limit: number,
): Promise<FraudCard[]> {
  const isInState = state === 'open' ? 'f.verdict is null' : 'f.verdict is not null';
  return sql.query<FraudCard & Record<string, unknown>>({
    text: `select f.id, f.subscription_id as "subscriptionId", f.service_id as "serviceId", l.name as service, b.code as brand,
             p.msisdn, o.code as operator, s.channel, s.campaign_id as "campaignId", s.state, s.joined_at as "joinedAt", f.signals,
             f.opened_at as "openedAt", f.verdict, f.reason, f.decided_by as "decidedBy", f.decided_at as "decidedAt"
           from fraud_cases f join subscriptions s on s.id = f.subscription_id join services v on v.id = f.service_id
             join lists l on l.id = v.list_id join brands b on b.id = v.brand_id join operators o on o.id = s.operator_id
             join subscribers p on p.id = s.subscriber_id
           where ${isInState} and f.id > $1 and ($2::int is null or f.service_id = $2) order by f.id limit $3`,
    values: [after, serviceId ?? null, limit],
  });
}

/** A case and the subscription it is about. */
export interface CaseKey {
  readonly id: number;
  readonly subscriptionId: number;
}

/** Those of these cases that exist. */
export async function findCases(sql: Sql, ids: readonly number[]): Promise<CaseKey[]> {
  return sql.query<CaseKey & Record<string, unknown>>({
    text: 'select id, subscription_id as "subscriptionId" from fraud_cases where id = any($1::bigint[]) order by id',
    values: [plain(ids)],
  });
}

/** Somebody's verdict: what, why, and who they are. */
export interface FraudJudgement {
  readonly verdict: FraudVerdict;
  readonly reason: string;
  readonly by: string;
  readonly apiKeyId: number;
  readonly at: Date;
}

/** Judges what nobody has judged yet, in the order of ids. @returns the cases that this verdict is of */
export async function judgeCases(
  tx: Tx,
  ids: readonly number[],
  { verdict, reason, by, apiKeyId, at }: FraudJudgement,
): Promise<CaseKey[]> {
  await tx.sql.run({
    text: 'select 1 from fraud_cases where id = any($1::bigint[]) order by id for no key update',
    values: [plain(ids)],
  });
  return tx.sql.query<CaseKey & Record<string, unknown>>({
    text: `with judged as (
             update fraud_cases set verdict = $2, reason = $3, decided_by = $4, api_key_id = $5, decided_at = $6
             where id = any($1::bigint[]) and verdict is null returning id, subscription_id
           )
           select id, subscription_id as "subscriptionId" from judged order by id`,
    values: [plain(ids), verdict, reason, by, apiKeyId, at],
  });
}

/** Everything that was taken for subscriptions and has not been given back. */
export async function chargedFor(sql: Sql, subscriptionIds: readonly number[]): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: `select c.id from subscriptions s join charges c on c.subscriber_id = s.subscriber_id and c.subscription_id = s.id
           where s.id = any($1::bigint[]) and c.state = 'charged' and c.refunded_minor < c.amount_minor order by c.id`,
    values: [plain(subscriptionIds)],
  });
  return rows.map(({ id }) => id);
}
