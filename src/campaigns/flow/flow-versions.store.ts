import type { Sql } from '../../platform/database.service';

/** Keeps a definition as it is published; one that was published before stands already. */
export async function keepVersion(
  sql: Sql,
  campaignId: number,
  { version, settings, at }: { readonly version: string; readonly settings: unknown; readonly at: Date },
): Promise<void> {
  await sql.run({
    text: `insert into flow_versions (campaign_id, digest, definition, published_at) values ($1, $2, $3, $4)
           on conflict (campaign_id, digest) do update set published_at = excluded.published_at`,
    values: [campaignId, version, JSON.stringify(settings), at],
  });
}
