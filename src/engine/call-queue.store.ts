import { instants, plain, texts } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { storableJson } from '../platform/events';
import type { Plays } from './plays.store';

/** The timer is the time-out, and becomes the answer: whichever comes first is the one row of that key. */
export async function queueCalls(tx: Tx, played: Plays['call']): Promise<void> {
  if (played.length === 0) return;
  await tx.sql.run({
    name: 'calls-queue',
    text: `insert into calls (key, brand_id, campaign_id, subscriber_id, url, body, with_number, created_at, due_at, expires_at)
           select key, brand_id, campaign_id, subscriber_id, url, body, with_number, at, at, expires_at
           from unnest($1::text[], $2::int[], $3::int[], $4::bigint[], $5::text[], $6::jsonb[], $7::boolean[], $8::timestamptz[],
             $9::timestamptz[]) as c(key, brand_id, campaign_id, subscriber_id, url, body, with_number, at, expires_at) order by key
           on conflict (key) do nothing`,
    values: [
      texts(played.map(({ cause, effect }) => `${cause.person.id}:${effect.key}`)),
      plain(played.map(({ effect }) => effect.brandId)),
      plain(played.map(({ effect }) => effect.campaignId)),
      plain(played.map(({ cause }) => cause.person.id)),
      texts(played.map(({ effect }) => effect.url)),
      texts(played.map(({ effect }) => storableJson(effect.body))),
      plain(played.map(({ effect }) => effect.withNumber ?? false)),
      instants(played.map(({ cause }) => cause.now)),
      instants(played.map(({ cause, effect }) => new Date(cause.now.getTime() + effect.timeoutMs))),
    ],
  });
}
