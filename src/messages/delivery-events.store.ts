import type { Tx } from '../platform/database.service';

/** A message whose fate is final, as its brand is told. */
export interface FinalFate {
  readonly id: number;
  readonly brandId: number;
  readonly subscriberId: number;
  /** The person's keyed hash. */
  readonly person: string;
  readonly msisdn: string | null;
  readonly code: string;
  readonly textId: number | null;
  readonly campaignId: number | null;
  readonly state: 'delivered' | 'failed' | 'rejected' | 'expired' | 'cancelled';
  readonly reason: string | null;
  readonly at: Date;
}

/** The messages that these reports settled. */
export async function settledBy(tx: Tx, reportIds: readonly number[]): Promise<number[]> {
  const rows = await tx.sql.query<{ outbound_id: number }>({
    name: 'fates-settled',
    text: `select outbound_id from reports where id = any($1::bigint[]) and effect = 'applied'`,
    values: [reportIds],
  });
  return rows.map(({ outbound_id }) => outbound_id);
}

/** Of these messages those whose fate is final and that belong to one of the brands, oldest first. */
export async function readFinalFates(
  tx: Tx,
  messageIds: readonly number[],
  brandIds: readonly number[],
): Promise<FinalFate[]> {
  return tx.sql.query<FinalFate & Record<string, unknown>>({
    name: 'fates-final',
    text: `select m.id, m.brand_id as "brandId", m.subscriber_id as "subscriberId", s.sender_hash as person, s.msisdn, c.number as code,
             m.text_id as "textId", m.campaign_id as "campaignId", d.state, d.reason, coalesce(d.final_at, d.at) as at
           from unnest($1::bigint[]) as w(id)
           cross join lateral (select * from deliveries where outbound_id = w.id offset 0) d
           cross join lateral (select * from outbound where id = w.id offset 0) m
           join subscribers s on s.id = m.subscriber_id join shortcodes c on c.id = m.shortcode_id
           where d.state <> 'sent' and m.brand_id = any($2::int[]) order by m.id`,
    values: [messageIds, brandIds],
  });
}
