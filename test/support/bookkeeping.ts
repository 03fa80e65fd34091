import { DataSource } from 'typeorm';
import { operatorReceivable, refundsGiven, serviceRevenue } from '../../src/billing/ledger/accounts';
import { writeTransfers, type NewTransfer } from '../../src/billing/ledger/ledger.store';
import { Database, type Tx } from '../../src/platform/database.service';
import { createTestDatabase } from './database';

/** Where money comes from, in a test: a service of a brand at an operator. */
export interface Till {
  readonly brandId: number;
  readonly brand: string;
  readonly serviceId: number;
  readonly provider: string;
  readonly operatorId: number;
  readonly operator: string;
  readonly gatewayId: number;
  readonly shortcodeId: number;
}

export interface Payment {
  readonly till: Till;
  readonly amountMinor: bigint;
  readonly currency?: string;
  readonly at: Date | string;
  readonly vatBp?: number;
  /** Reserved and posted, or booked at once. */
  readonly how?: 'reserved' | 'single';
}

export interface Paid {
  readonly chargeId: number;
  readonly till: Till;
  readonly currency: string;
}

/** A database of its own, with nothing around it. */
export async function aDatabase() {
  const { url, drop } = await createTestDatabase();
  const source = await new DataSource({ type: 'postgres', url, poolSize: 12 }).initialize();
  return {
    database: new Database(source),
    close: async (): Promise<void> => {
      await source.destroy();
      await drop();
    },
  };
}

/** A transfer that a test can tell from others by its key alone. */
export const aTransfer = (key: string, own: Partial<NewTransfer> = {}): NewTransfer => ({
  key,
  kind: 'single',
  debit: operatorReceivable(1),
  credit: serviceRevenue(1),
  amountMinor: 100n,
  currency: 'EUR',
  pendingKey: null,
  reason: 'test',
  actor: null,
  at: new Date('2026-04-10T08:00:00Z'),
  ...own,
});

/** Writes charges and refunds with their transfers, as the engine's charging does, without an operator to ask. */
export function bookkeeping(database: Database) {
  let drawn = 0;
  const idOf = async (tx: Tx, text: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await tx.sql.query<{ id: number }>({ text, values });
    if (!row) throw new Error('nothing was written');
    return row.id;
  };

  /** A brand's service at an operator, both new unless they are named. */
  const aTill = (own: { brand?: string; operator?: string; provider?: string } = {}): Promise<Till> =>
    database.transaction(async (tx) => {
      drawn++;
      const brand = own.brand ?? `brand-${drawn}`;
      const operator = own.operator ?? `operator-${drawn}`;
      const provider = own.provider ?? 'Aurora';
      const ensured = (table: string, columns: string, values: string): string =>
        `insert into ${table} (code, name${columns}) values ($1, $1${values})
         on conflict (code) do update set name = excluded.name returning id`;
      const brandId = await idOf(tx, ensured('brands', '', ''), [brand]);
      const operatorId = await idOf(tx, ensured('operators', ', country', `, 'IT'`), [operator]);
      const shortcodeId = await idOf(
        tx,
        `insert into shortcodes (number, kind, profile, language, zone) values ($1, 'shared', 'it', 'it', 'Europe/Rome') returning id`,
        [String(900_000 + drawn)],
      );
      const gatewayId = await idOf(
        tx,
        `insert into charge_gateways (name, type, operator_id, created_at) values ($1, 'simulated', $2, '2026-01-01Z') returning id`,
        [`gateway-${drawn}`, operatorId],
      );
      const listId = await idOf(
        tx,
        `insert into lists (brand_id, shortcode_id, name, key) values ($1, $2, $3, $3) returning id`,
        [brandId, shortcodeId, `NEWS${drawn}`],
      );
      const serviceId = await idOf(
        tx,
        `insert into services (list_id, brand_id, shortcode_id, provider, cycle, settings, created_at)
         values ($1, $2, $3, $4, 'month', '{}', '2026-01-01Z') returning id`,
        [listId, brandId, shortcodeId, provider],
      );
      return { brandId, brand, serviceId, provider, operatorId, operator, gatewayId, shortcodeId };
    });

  const aCharge = async (
    tx: Tx,
    { till, amountMinor, currency = 'EUR', at, vatBp = 2_200 }: Payment,
    state: string,
  ): Promise<number> => {
    const subscriberId = await idOf(
      tx,
      `insert into subscribers (sender_hash, lane, created_at) values (gen_random_uuid(), 0, $1) returning id`,
      [at],
    );
    const isSettled = ['charged', 'refused', 'voided'].includes(state);
    return idOf(
      tx,
      `insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id,
         amount_minor, currency, vat_bp, state, due_at, expires_at, created_at, settled_at)
       values ('test:' || gen_random_uuid(), 'one-off', $1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $11, $11, $12)
       returning id`,
      [
        ...[till.serviceId, till.brandId, till.shortcodeId, subscriberId, till.operatorId, till.gatewayId],
        ...[amountMinor.toString(), currency, vatBp, state, at, isSettled ? at : null],
      ],
    );
  };

  const moved = (key: string, { till, amountMinor, currency = 'EUR', at }: Payment): NewTransfer =>
    aTransfer(key, {
      debit: operatorReceivable(till.operatorId),
      credit: serviceRevenue(till.serviceId),
      ...{ amountMinor, currency, at: new Date(at), reason: 'one-off' },
    });

  /** Somebody pays. */
  const pays = (payment: Payment): Promise<Paid> =>
    database.transaction(async (tx) => {
      const { till, currency = 'EUR', how = 'reserved' } = payment;
      const chargeId = await aCharge(tx, payment, 'charged');
      const reservation = `charge:${chargeId}:reserve:1`;
      await writeTransfers(
        tx,
        how === 'single'
          ? [moved(`charge:${chargeId}`, payment)]
          : [
              { ...moved(`charge:${chargeId}:post`, payment), kind: 'post', pendingKey: reservation },
              { ...moved(reservation, payment), kind: 'pending' },
            ],
      );
      return { chargeId, till, currency };
    });

  /** Somebody cannot pay: reserved and let go. */
  const isRefused = (payment: Payment): Promise<number> =>
    database.transaction(async (tx) => {
      const chargeId = await aCharge(tx, payment, 'refused');
      const reservation = `charge:${chargeId}:reserve:1`;
      await writeTransfers(tx, [{ ...moved(reservation, payment), kind: 'pending' }]);
      await writeTransfers(tx, [
        { ...moved(`charge:${chargeId}:void:1`, payment), kind: 'void', pendingKey: reservation },
      ]);
      return chargeId;
    });

  /** Somebody is given back some of what they paid. */
  const isRefunded = ({ chargeId, till, currency }: Paid, amountMinor: bigint, at: Date | string) =>
    database.transaction(async (tx) => {
      await tx.sql.run({
        text: 'update charges set refunded_minor = refunded_minor + $2::bigint where id = $1',
        values: [chargeId, amountMinor.toString()],
      });
      const refundId = await idOf(
        tx,
        `insert into refunds (key, charge_id, amount_minor, currency, state, reason, actor, due_at, created_at, settled_at)
         values ('test:' || gen_random_uuid(), $1, $2, $3, 'refunded', 'test', 'care', $4, $4, $4) returning id`,
        [chargeId, amountMinor.toString(), currency, at],
      );
      const [debit, credit] = [refundsGiven(till.serviceId), operatorReceivable(till.operatorId)];
      await writeTransfers(tx, [
        aTransfer(`refund:${refundId}`, { debit, credit, amountMinor, currency, at: new Date(at) }),
      ]);
      return refundId;
    });

  return { aTill, pays, isRefused, isRefunded };
}
