import type { Tx } from '../platform/database.service';
import { LOCKS } from '../platform/lanes';

/**
 * Waits for these lanes, lowest first so that two who wait cannot wait for each other: whatever changes a person's consent
 * happens in their lane, beside their texts and never between them. Its own statement, before any read.
 */
export async function waitForLanes(tx: Tx, lanes: Iterable<number>): Promise<void> {
  const inOrder = [...new Set(lanes)].sort((a, b) => a - b);
  await tx.sql.run({
    name: 'lanes-wait',
    text: 'select pg_advisory_xact_lock($1, lane) from unnest($2::int[]) lane',
    values: [LOCKS.lane, inOrder],
  });
}
