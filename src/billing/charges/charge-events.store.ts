import { plain, texts, words } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import { storable } from '../../text/storable';
import type { Failure } from '../charge';
import type { Oddity } from './charge-fate';

/** What an operator said that does not fit our books. */
export interface NewChargeEvent {
  /** Null: we know of no such payment. */
  readonly chargeId: number | null;
  readonly type: Oddity;
  readonly outcome: 'charged' | 'refused';
  readonly failure: Failure | null;
  readonly correlator: string | null;
  readonly remoteId: string | null;
}

const MOST_CHARS = 200;
const kept = (text: string | null): string | null =>
  text === null ? null : storable(text).text.slice(0, MOST_CHARS);

/** Keeps what does not fit, once however often it is said. @returns how many were new */
export async function keepEvents(
  tx: Tx,
  gatewayId: number,
  events: readonly NewChargeEvent[],
  at: Date,
): Promise<number> {
  if (events.length === 0) return 0;
  return tx.sql.run({
    name: 'charge-events-keep',
    text: `insert into charge_events (gateway_id, charge_id, type, outcome, failure, correlator, remote_id, at)
           select $1, e.*, $8::timestamptz from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
             as e(charge_id, type, outcome, failure, correlator, remote_id)
           order by e.charge_id, e.outcome, e.correlator collate "C", e.remote_id collate "C"
           on conflict do nothing`,
    values: [
      gatewayId,
      plain(events.map(({ chargeId }) => chargeId)),
      texts(events.map(({ type }) => type)),
      words(events.map(({ outcome }) => outcome)),
      texts(events.map(({ failure }) => failure)),
      texts(events.map(({ correlator }) => kept(correlator))),
      texts(events.map(({ remoteId }) => kept(remoteId))),
      at,
    ],
  });
}
