import type { Sql, Tx } from '../platform/database.service';
import type { EventType } from '../platform/events';

export type WebhookState = 'active' | 'paused';

export interface WebhookCard {
  readonly id: number;
  readonly brand: string;
  readonly brandId: number;
  readonly url: string;
  readonly types: readonly EventType[];
  readonly state: WebhookState;
  /** Rounds of calls in a row of which its server took none. */
  readonly failing: number;
  readonly resumeAt: Date | null;
  readonly createdAt: Date;
}

export interface NewWebhook {
  readonly brandId: number;
  readonly url: string;
  readonly types: readonly EventType[];
  readonly secret: string;
  readonly at: Date;
}

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly types?: readonly EventType[] | undefined;
  readonly state?: WebhookState | undefined;
}

const CARD = `
select w.id, b.code as brand, w.brand_id as "brandId", w.url, w.types, w.state, w.failing, w.resume_at as "resumeAt",
       w.created_at as "createdAt"
from webhooks w join brands b on b.id = w.brand_id`;

/** Webhooks behind `after`, oldest first; of one brand, or of all. */
export async function readWebhooks(
  sql: Sql,
  brandId: number | null,
  after: number,
  limit: number,
): Promise<WebhookCard[]> {
  return sql.query<WebhookCard & Record<string, unknown>>({
    text: `${CARD} where w.id > $2 and ($1::int is null or w.brand_id = $1) and w.state <> 'deleted' order by w.id limit $3`,
    values: [brandId, after, limit],
  });
}

/** One webhook, if it is this brand's; any brand's when `brandId` is null. */
export async function findWebhook(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<WebhookCard | undefined> {
  const [card] = await sql.query<WebhookCard & Record<string, unknown>>({
    text: `${CARD} where w.id = $1 and ($2::int is null or w.brand_id = $2) and w.state <> 'deleted'`,
    values: [id, brandId],
  });
  return card;
}

/** What signs its requests; undefined once it is deleted. */
export async function secretOf(sql: Sql, id: number): Promise<string | undefined> {
  const [row] = await sql.query<{ secret: string }>({
    text: `select secret from webhooks where id = $1 and state <> 'deleted'`,
    values: [id],
  });
  return row?.secret;
}

/** Two colleagues cannot both make the last webhook a brand may have. @returns the id; null when the brand has `most` already */
export async function insertWebhook(tx: Tx, webhook: NewWebhook, most: number): Promise<number | null> {
  const { brandId, url, types, secret, at } = webhook;
  await tx.sql.run({ text: 'select 1 from brands where id = $1 for no key update', values: [brandId] });
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into webhooks (brand_id, url, types, secret, created_at)
           select $1, $2, $3, $4, $5
           where (select count(*) from webhooks where brand_id = $1 and state <> 'deleted') < $6 returning id`,
    values: [brandId, url, types, secret, at, most],
  });
  return row?.id ?? null;
}

/** What is undefined stays. A new address, or a new start, is tried at once, whatever the old one had come to. */
export async function updateWebhook(sql: Sql, id: number, change: WebhookChange): Promise<void> {
  await sql.run({
    text: `update webhooks set url = coalesce($2, url), types = coalesce($3, types), state = coalesce($4, state),
             failing = case when $2 is null and $4 is null then failing else 0 end,
             resume_at = case when $2 is null and $4 is null then resume_at end
           where id = $1 and state <> 'deleted'`,
    values: [id, change.url ?? null, change.types ?? null, change.state ?? null],
  });
}

export async function updateSecret(sql: Sql, id: number, secret: string): Promise<void> {
  await sql.run({
    text: `update webhooks set secret = $2 where id = $1 and state <> 'deleted'`,
    values: [id, secret],
  });
}

/** Nothing is told it any more; the sweep removes what waits for it. */
export async function deleteWebhook(sql: Sql, id: number): Promise<void> {
  await sql.run({ text: `update webhooks set state = 'deleted', secret = '' where id = $1`, values: [id] });
}
