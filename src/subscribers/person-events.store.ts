import { instants, plain, texts, words } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';
import { storableJson, type NewEvent } from '../platform/events';
import { appending } from '../platform/events.store';

/** Something that happened to a person on a code; whoever appends it need not know the number or the hash. */
export interface PersonEvent extends Pick<NewEvent, 'type' | 'brandId' | 'payload' | 'at'> {
  readonly subscriberId: number;
  readonly shortcodeId: number;
}

const APPEND = appending(`
  select e.brand_id, e.subscriber_id, s.sender_hash as person, e.type,
    jsonb_build_object('msisdn', s.msisdn, 'code', c.number) || e.payload as payload, e.at, e.place
  from unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::jsonb[], $6::timestamptz[])
    with ordinality as e(brand_id, subscriber_id, shortcode_id, type, payload, at, place)
  join subscribers s on s.id = e.subscriber_id left join shortcodes c on c.id = e.shortcode_id`);

/**
 * Appends what happened to people, in the caller's transaction and in the order of the array, with their numbers as they are now: one
 * statement, however many there are, and none for nothing.
 * @returns the brands to ring the `events` bell for once the transaction has committed
 */
export async function appendPersonEvents(tx: Tx, events: readonly PersonEvent[]): Promise<number[]> {
  if (events.length === 0) return [];
  const rows = await tx.sql.query<{ brand_id: number }>({
    name: 'person-events-append',
    text: APPEND,
    values: [
      plain(events.map(({ brandId }) => brandId)),
      plain(events.map(({ subscriberId }) => subscriberId)),
      plain(events.map(({ shortcodeId }) => shortcodeId)),
      words(events.map(({ type }) => type)),
      texts(events.map(({ payload }) => storableJson(payload))),
      instants(events.map(({ at }) => at)),
    ],
  });
  return rows.map(({ brand_id }) => brand_id).sort((a, b) => a - b);
}
