import type { Sql } from '../../platform/database.service';
import type { ChargePurpose } from '../charge';
import type { ChargeState } from '../charge-state';

/** A charge as staff see it. */
export interface ChargeCard {
  readonly id: number;
  readonly purpose: ChargePurpose;
  readonly state: ChargeState;
  readonly brand: string;
  readonly code: string;
  readonly serviceId: number;
  readonly subscriptionId: number | null;
  readonly operator: string;
  readonly gateway: string;
  /** Null once the person is erased. */
  readonly msisdn: string | null;
  readonly tariffId: number;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly currency: string;
  readonly attempts: number;
  /** It does not leave before somebody has judged the fraud case of its subscription. */
  readonly isHeld: boolean;
  readonly failure: string | null;
  readonly remoteId: string | null;
  readonly dueAt: Date;
  readonly stoppedAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export interface ChargeFilter {
  readonly id?: number;
  readonly state?: ChargeState;
  readonly serviceId?: number;
  readonly subscriptionId?: number;
  /** The keyed hash of whose charges are meant, as they use the number now. */
  readonly senderHash?: string;
  readonly gateway?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** The only brand whose charges are shown. */
  readonly brandId: number | null;
  readonly after: number;
  readonly limit: number;
}

const CARD = `
select c.id, c.purpose, c.state, b.code as brand, n.number as code, c.service_id as "serviceId", c.subscription_id as "subscriptionId",
  o.code as operator, g.name as gateway, p.msisdn, c.tariff_id as "tariffId", c.period_start as "periodStart", c.period_end as "periodEnd",
  c.amount_minor::text as "amountMinor", c.refunded_minor::text as "refundedMinor", c.currency, c.attempts, c.failure,
  c.state = 'requested' and exists (select from fraud_cases f where f.subscription_id = c.subscription_id and f.verdict is null) as "isHeld",
  c.remote_id as "remoteId", c.due_at as "dueAt", c.stopped_at as "stoppedAt", c.created_at as "createdAt", c.settled_at as "settledAt"
from charges c
join brands b on b.id = c.brand_id
join shortcodes n on n.id = c.shortcode_id
join operators o on o.id = c.operator_id
join charge_gateways g on g.id = c.gateway_id
join subscribers p on p.id = c.subscriber_id`;

/** Charges behind `after`, oldest first. A subscription's are found by its person, for whom there is an index. */
export async function readCharges(sql: Sql, filter: ChargeFilter): Promise<ChargeCard[]> {
  const rows = await sql.query<
    Omit<ChargeCard, 'amountMinor' | 'refundedMinor'> & { amountMinor: string; refundedMinor: string }
  >({
    text: `${CARD} where c.id > $1 and ($2::int is null or c.brand_id = $2) and ($3::bigint is null or c.id = $3)
             and ($4::text is null or c.state = $4) and ($5::int is null or c.service_id = $5)
             and ($6::bigint is null or c.subscription_id = $6 and c.subscriber_id = (select subscriber_id from subscriptions where id = $6))
             and ($7::uuid is null or c.subscriber_id = any(array(
               select id from subscribers where sender_hash = $7 and ended_at is null)))
             and ($8::text is null or g.name = $8) and ($9::timestamptz is null or c.created_at >= $9)
             and ($10::timestamptz is null or c.created_at < $10)
           order by c.id limit $11`,
    values: [
      filter.after,
      filter.brandId,
      filter.id ?? null,
      filter.state ?? null,
      filter.serviceId ?? null,
      filter.subscriptionId ?? null,
      filter.senderHash ?? null,
      filter.gateway ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.limit,
    ],
  });
  return rows.map((row) => ({
    ...row,
    amountMinor: BigInt(row.amountMinor),
    refundedMinor: BigInt(row.refundedMinor),
  }));
}

/** One try to take a charge, and what came of it; an outcome of null: it is on its way. */
export interface AttemptCard {
  readonly ordinal: number;
  readonly correlator: string;
  readonly sentAt: Date;
  readonly outcome: string | null;
  readonly failure: string | null;
  readonly remoteCode: string | null;
  readonly remoteId: string | null;
  readonly endedAt: Date | null;
}

export async function readAttempts(sql: Sql, chargeId: number): Promise<AttemptCard[]> {
  return sql.query<AttemptCard & Record<string, unknown>>({
    text: `select ordinal, correlator, sent_at as "sentAt", outcome, failure, remote_code as "remoteCode", remote_id as "remoteId",
             ended_at as "endedAt"
           from charge_attempts where charge_id = $1 order by ordinal`,
    values: [chargeId],
  });
}

/** What the ledger says of a charge. */
export interface TransferCard {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly at: Date;
}

export async function readTransfers(sql: Sql, keys: readonly string[]): Promise<TransferCard[]> {
  const rows = await sql.query<
    Omit<TransferCard, 'amountMinor'> & { amountMinor: string } & Record<string, unknown>
  >({
    text: `select t.id, t.key, t.kind, d.code || ' ' || d.owner as debit, c.code || ' ' || c.owner as credit,
             t.amount_minor::text as "amountMinor", t.currency, t.reason, t.at
           from ledger_transfers t
           join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
           where t.key = any($1::text[]) order by t.id`,
    values: [keys],
  });
  return rows.map((row) => ({ ...row, amountMinor: BigInt(row.amountMinor) }));
}
