import type { ApiCaller } from '../../src/access/caller.decorator';
import { verifyLedger } from '../../src/billing/ledger/verification.service';
import { Closings, type ClosedMonth } from '../../src/billing/shares/closings.service';
import { ShareRules } from '../../src/billing/shares/share-rules.service';
import { MovableClock } from '../../src/platform/clock.service';
import type { Database } from '../../src/platform/database.service';
import type { Till } from './bookkeeping';

export const finance: ApiCaller = { apiKeyId: 1, name: 'finance', role: 'finance', brandId: null };

/** Without an Idempotency-Key there is no answer to keep. */
export const keepsNothing = async (): Promise<void> => undefined;

const SOME_DAYS_LATER_MS = 35 * 86_400_000;

/** Somebody who agrees on shares and closes months, with a clock of their own. */
export function anAccountant(database: Database) {
  const clock = new MovableClock();
  const closings = new Closings(database, clock);
  const rules = new ShareRules(database, clock);
  return {
    clock,
    closings,

    /** Everything in euros, from the beginning of the year on, unless another rule is meant. */
    agree: (own: object = {}) =>
      rules.create(
        finance,
        {
          currency: 'EUR',
          effectiveFrom: '2026-01-01T00:00:00Z',
          tiers: [{ fromMinor: '0', operatorBp: 3_000, brandBp: 4_000, providerBp: 1_000, ownBp: 2_000 }],
          operatorDays: 60,
          partnerDays: 75,
          ...own,
        },
        keepsNothing,
      ),

    /** On the fifth of the month after, or so. */
    closeMonth: ({ brand }: Till, month: string, zone = 'Europe/Rome'): Promise<ClosedMonth> => {
      clock.freeze(new Date(Date.parse(`${month}-01T08:00:00Z`) + SOME_DAYS_LATER_MS));
      return closings.close(finance, { brand, month, zone });
    },

    /** Debits less credits. */
    balanceOf: async (code: string, owner: string): Promise<bigint> => {
      const [row] = await database.sql.query<{ minor: string }>({
        text: `select coalesce(sum(case when a.id = t.debit_account then t.amount_minor else -t.amount_minor end), 0)::text as minor
               from ledger_accounts a join ledger_transfers t on a.id in (t.debit_account, t.credit_account)
               where t.kind in ('single', 'post') and a.code = $1 and a.owner = $2`,
        values: [code, owner],
      });
      return BigInt(row?.minor ?? '0');
    },

    faults: async () => (await verifyLedger(database.sql)).found,
  };
}
