import { plain } from '../platform/array-literal';
import type { Tx } from '../platform/database.service';

/** Puts news back that could not be heard. */
export async function keepNews(tx: Tx, chargeIds: readonly number[]): Promise<void> {
  if (chargeIds.length === 0) return;
  await tx.sql.run({
    text: 'insert into charge_news (charge_id) select * from unnest($1::bigint[]) on conflict do nothing',
    values: [plain([...chargeIds].sort((a, b) => a - b))],
  });
}
