import { plain, texts } from '../../platform/array-literal';
import type { Tx } from '../../platform/database.service';
import type { ChargeRequest } from '../charge';
import { payByTexts, textsThatPaid } from '../gateways/carried/carried.store';
import { requestCharges } from './charges.store';
import {
  OPEN_CHARGE,
  toOpenCharge,
  writeFates,
  type OpenChargeRow,
  type Settlement,
} from './settlement.store';

type FreshRow = OpenChargeRow & { readonly key: string; readonly gatewayId: number };

const FRESH = `
select ${OPEN_CHARGE}, c.key, c.gateway_id as "gatewayId" from charges c
where c.key = any($1::text[]) and c.state = 'requested' order by c.id for no key update of c`;

const ATTEMPTS = `
with tried as (
  insert into charge_attempts (charge_id, ordinal, correlator, amount_minor, sent_at)
  select c.id, 1, c.key, c.amount_minor, $2::timestamptz from charges c where c.id = any($1::bigint[]) order by c.id
)
update charges set attempts = 1 where id = any($1::bigint[])`;

/**
 * Books what people's own texts have paid, in the transaction that handles the texts: the operator took the money when it accepted
 * them, so nothing is reserved, no cap can hold it back, and one transfer tells it. The same text again is the same charge.
 * @param paid charges whose keys name the texts (see `paidByText`), for gateways of the type `mo`
 * @returns what was booked
 */
export async function bookPaidTexts(
  tx: Tx,
  paid: readonly ChargeRequest[],
  at: Date,
): Promise<readonly Settlement[]> {
  if (paid.length === 0) return [];
  await requestCharges(tx, paid);
  const rows = await tx.sql.query<FreshRow>({
    name: 'charges-paid-by-text',
    text: FRESH,
    values: [texts(paid.map(({ key }) => key))],
  });
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  await tx.sql.run({ name: 'charges-paid-attempts-begin', text: ATTEMPTS, values: [plain(ids), at] });
  for (const gatewayId of [...new Set(rows.map((row) => row.gatewayId))].sort((a, b) => a - b)) {
    const own = rows.filter((row) => row.gatewayId === gatewayId);
    const named = own.map(({ id, key }) => ({ chargeId: id, correlator: key }));
    await payByTexts(tx, gatewayId, named, at);
  }
  const remoteIds = await textsThatPaid(tx.sql, ids);
  const settled = rows.flatMap((row): Settlement[] => {
    const remoteId = remoteIds.get(row.id);
    if (remoteId === undefined) return [];
    const charge = { ...toOpenCharge(row), attempts: 1 };
    return [{ charge, fate: { type: 'charged', ordinal: 1, remoteId } }];
  });
  await writeFates(tx, settled, at);
  return settled;
}
