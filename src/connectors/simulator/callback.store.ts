import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { plain, texts } from '../../platform/array-literal';
import type { Payment } from './payment';
import { toPayment, type PaymentRow } from './payment-row';
import { SIMULATOR_POOL } from './simulator-pool';

export interface DueCallback {
  readonly gatewayId: number | null;
  readonly sink: string | null;
  readonly payment: Payment;
}

/** What is owed to a gateway waits for a process in which it is open; a sink is called by whoever comes first. */
const CLAIM_DUE = `
delete from simulator.callbacks
where ctid = any(array(
  select ctid from simulator.callbacks
  where due_ms <= $1 and (sink is not null or gateway_id = any($2::int[]))
  order by due_ms limit $3 for update skip locked))
returning correlator, gateway_id as "gatewayId", sink, due_ms::float8 as "dueMs"`;

const PAYMENTS = `
select correlator, remote_id as "remoteId", msisdn, amount_minor::text as "amountMinor", currency, description, state, denial,
  refunded_minor::text as "refundedMinor", reserved_until as "reservedUntil", known_at as "knownAt", at
from simulator.payments where correlator = any($1::text[])`;

/** Whom the simulated operator still has to tell of which payment. */
@Injectable()
export class CallbackStore {
  constructor(@Inject(SIMULATOR_POOL) private readonly pool: Pool) {}

  /** Takes what is due and hands it over; it is forgotten only when that has worked. @returns how much there was */
  async handOverDue(
    gatewayIds: readonly number[],
    now: Date,
    limit: number,
    handOver: (due: readonly DueCallback[]) => Promise<void>,
  ): Promise<number> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<
        Omit<DueCallback, 'payment'> & { correlator: string; dueMs: number }
      >({ name: 'callbacks-claim', text: CLAIM_DUE, values: [now.getTime(), plain(gatewayIds), limit] });
      const found = await client.query<PaymentRow>({
        name: 'callbacks-payments',
        text: PAYMENTS,
        values: [texts(rows.map(({ correlator }) => correlator))],
      });
      const payments = new Map(found.rows.map((row) => [row.correlator, toPayment(row)]));
      const due = rows
        .sort((a, b) => a.dueMs - b.dueMs)
        .flatMap(({ correlator, gatewayId, sink }) => {
          const payment = payments.get(correlator);
          return payment === undefined ? [] : [{ gatewayId, sink, payment }];
        });
      if (due.length > 0) await handOver(due);
      await client.query('commit');
      return rows.length;
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
