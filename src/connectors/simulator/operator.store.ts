import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { instants, plain, texts } from '../../platform/array-literal';
import type { Account, Condition, Payment, Refund } from './payment';
import { toPayment, type PaymentRow } from './payment-row';
import { SIMULATOR_POOL } from './simulator-pool';

/** Who is told of a payment, and when. */
export interface OwedCallback {
  readonly correlator: string;
  readonly gatewayId: number | null;
  readonly sink: string | null;
  readonly dueMs: number;
}

const PAYMENT = `correlator, remote_id as "remoteId", msisdn, amount_minor::text as "amountMinor", currency, description, state, denial,
  refunded_minor::text as "refundedMinor", reserved_until as "reservedUntil", known_at as "knownAt", at`;

const REFUND_ROW = `correlator, payment, remote_id as "remoteId", amount_minor::text as "amountMinor", at`;

type RefundRow = Omit<Refund, 'amountMinor'> & { readonly amountMinor: string };

const toRefund = (row: RefundRow): Refund => ({ ...row, amountMinor: BigInt(row.amountMinor) });

/** Handsets first and in their order, then payments in theirs: two requests never wait for each other crosswise. */
const LOCK_HANDSETS = `
select msisdn, balance_minor::text as "balanceMinor", currency, condition from simulator.handsets
where msisdn = any($1::text[]) order by msisdn for update`;

const ENTER = `
with entered as (
  insert into simulator.payments (correlator, remote_id, msisdn, amount_minor, currency, description, state, denial, reserved_until,
    known_at, at)
  select correlator, remote_id, msisdn, amount_minor, currency, description, state, denial, reserved_until, known_at, $11::timestamptz
  from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[],
    $10::timestamptz[])
    as n(correlator, remote_id, msisdn, amount_minor, currency, description, state, denial, reserved_until, known_at)
  order by correlator
  on conflict (correlator) do nothing
  returning correlator, msisdn, amount_minor, state
), owed as (
  insert into simulator.callbacks (correlator, gateway_id, sink, due_ms)
  select c.correlator, c.gateway_id, c.sink, c.due_ms
  from unnest($12::text[], $13::int[], $14::text[], $15::bigint[]) as c(correlator, gateway_id, sink, due_ms)
  join entered using (correlator)
), paid as (
  update simulator.handsets h set balance_minor = h.balance_minor - p.total
  from (
    select msisdn, sum(amount_minor)::bigint as total from entered where state in ('reserved', 'succeeded') group by msisdn
  ) p
  where h.msisdn = p.msisdn
)
select correlator from entered`;

/** A reservation that has run out is none: it cannot be confirmed, and what it held is given back. */
const CONFIRM = `
with held as (
  select correlator from simulator.payments
  where correlator = any($1::text[]) and state = 'reserved' and reserved_until > $2 order by correlator for update
)
update simulator.payments p set state = 'succeeded' from held where p.correlator = held.correlator`;

const GIVE_BACK = `
with held as (
  select correlator from simulator.payments
  where correlator = any($1::text[]) and state = 'reserved' order by correlator for update
), ended as (
  update simulator.payments p set state = 'cancelled' from held where p.correlator = held.correlator
  returning p.msisdn, p.amount_minor
)
update simulator.handsets h set balance_minor = h.balance_minor + g.total
from (select msisdn, sum(amount_minor)::bigint as total from ended group by msisdn) g where h.msisdn = g.msisdn`;

const REFUND = `
with given as (
  insert into simulator.refunds (correlator, payment, remote_id, amount_minor, at)
  select * , $5::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
  returning payment, amount_minor
), noted as (
  update simulator.payments p set refunded_minor = p.refunded_minor + g.total
  from (select payment, sum(amount_minor)::bigint as total from given group by payment) g
  where p.correlator = g.payment returning p.msisdn, g.total
)
update simulator.handsets h set balance_minor = h.balance_minor + n.total
from (select msisdn, sum(total)::bigint as total from noted group by msisdn) n where h.msisdn = n.msisdn`;

/** The simulated operator's books. They are on its side of the wire, and commit for themselves. */
@Injectable()
export class OperatorStore {
  constructor(@Inject(SIMULATOR_POOL) private readonly pool: Pool) {}

  /** A connection; until there is one, nothing of a request has happened. The caller releases it. */
  reach(): Promise<PoolClient> {
    return this.pool.connect();
  }

  async lockHandsets(client: PoolClient, msisdns: readonly string[]): Promise<Map<string, Account>> {
    const { rows } = await client.query<{
      msisdn: string;
      balanceMinor: string;
      currency: string;
      condition: Condition | null;
    }>({ name: 'operator-lock', text: LOCK_HANDSETS, values: [texts([...new Set(msisdns)])] });
    return new Map(
      rows.map(({ msisdn, balanceMinor, ...rest }) => [
        msisdn,
        { ...rest, balanceMinor: BigInt(balanceMinor) },
      ]),
    );
  }

  async payments(
    client: PoolClient,
    correlators: readonly string[],
    how: 'read' | 'lock' = 'read',
  ): Promise<Map<string, Payment>> {
    const { rows } = await client.query<PaymentRow>({
      name: `operator-payments-${how}`,
      text: `select ${PAYMENT} from simulator.payments where correlator = any($1::text[])
             order by correlator ${how === 'lock' ? 'for update' : ''}`,
      values: [texts(correlators)],
    });
    return new Map(rows.map((row) => [row.correlator, toPayment(row)]));
  }

  async paymentByRemoteId(remoteId: string): Promise<Payment | undefined> {
    const { rows } = await this.pool.query<PaymentRow>({
      text: `select ${PAYMENT} from simulator.payments where remote_id = $1`,
      values: [remoteId],
    });
    return rows[0] && toPayment(rows[0]);
  }

  /** Enters payments and takes their money from the handsets. @returns the correlators that were new. */
  async enter(
    client: PoolClient,
    payments: readonly Payment[],
    owed: readonly OwedCallback[],
    at: Date,
  ): Promise<ReadonlySet<string>> {
    const values = [
      texts(payments.map((payment) => payment.correlator)),
      texts(payments.map((payment) => payment.remoteId)),
      texts(payments.map((payment) => payment.msisdn)),
      texts(payments.map((payment) => payment.amountMinor.toString())),
      texts(payments.map((payment) => payment.currency)),
      texts(payments.map((payment) => payment.description)),
      texts(payments.map((payment) => payment.state)),
      texts(payments.map((payment) => payment.denial)),
      instants(payments.map((payment) => payment.reservedUntil)),
      instants(payments.map((payment) => payment.knownAt)),
      at,
      texts(owed.map((callback) => callback.correlator)),
      plain(owed.map((callback) => callback.gatewayId)),
      texts(owed.map((callback) => callback.sink)),
      plain(owed.map((callback) => callback.dueMs)),
    ];
    const { rows } = await client.query<{ correlator: string }>({
      name: 'operator-enter',
      text: ENTER,
      values,
    });
    return new Set(rows.map(({ correlator }) => correlator));
  }

  async confirm(client: PoolClient, correlators: readonly string[], now: Date): Promise<void> {
    await client.query({ name: 'operator-confirm', text: CONFIRM, values: [texts(correlators), now] });
  }

  /** Ends reservations and gives back what they held. The handsets must be locked. */
  async giveBack(client: PoolClient, correlators: readonly string[]): Promise<void> {
    await client.query({ name: 'operator-give-back', text: GIVE_BACK, values: [texts(correlators)] });
  }

  /** Reservations that nobody confirmed in time, with the handsets they hold money of. */
  async lapsed(
    client: PoolClient,
    now: Date,
    limit: number,
  ): Promise<{ correlator: string; msisdn: string }[]> {
    const { rows } = await client.query<{ correlator: string; msisdn: string }>({
      name: 'operator-lapsed',
      text: `select correlator, msisdn from simulator.payments where state = 'reserved' and reserved_until <= $1
             order by reserved_until limit $2`,
      values: [now, limit],
    });
    return rows;
  }

  async refunds(client: PoolClient, correlators: readonly string[]): Promise<Map<string, Refund>> {
    const { rows } = await client.query<RefundRow>({
      name: 'operator-refunds',
      text: `select ${REFUND_ROW} from simulator.refunds where correlator = any($1::text[])`,
      values: [texts(correlators)],
    });
    return new Map(rows.map((row) => [row.correlator, toRefund(row)]));
  }

  /** What was given back of one payment. */
  async refundsOf(payment: string): Promise<Refund[]> {
    const { rows } = await this.pool.query<RefundRow>({
      text: `select ${REFUND_ROW} from simulator.refunds where payment = $1 order by at, correlator`,
      values: [payment],
    });
    return rows.map(toRefund);
  }

  /** Enters refunds and gives the handsets their money. The handsets and the payments must be locked. */
  async refund(client: PoolClient, refunds: readonly Refund[], at: Date): Promise<void> {
    const inOrder = [...refunds].sort((a, b) => (a.correlator < b.correlator ? -1 : 1));
    const values = [
      texts(inOrder.map(({ correlator }) => correlator)),
      texts(inOrder.map(({ payment }) => payment)),
      texts(inOrder.map(({ remoteId }) => remoteId)),
      texts(inOrder.map(({ amountMinor }) => amountMinor.toString())),
      at,
    ];
    await client.query({ name: 'operator-refund', text: REFUND, values });
  }

  async conditions(msisdns: readonly string[]): Promise<Map<string, Condition>> {
    const { rows } = await this.pool.query<{ msisdn: string; condition: Condition }>({
      name: 'operator-conditions',
      text: 'select msisdn, condition from simulator.handsets where msisdn = any($1::text[]) and condition is not null',
      values: [texts(msisdns)],
    });
    return new Map(rows.map(({ msisdn, condition }) => [msisdn, condition]));
  }

  async setCondition(msisdn: string, condition: Condition | null): Promise<void> {
    await this.pool.query({
      text: `insert into simulator.handsets (msisdn, balance_minor, currency, condition) values ($1, 0, 'IRR', $2)
             on conflict (msisdn) do update set condition = excluded.condition`,
      values: [msisdn, condition],
    });
  }

  /** What people paid and were given back, in one currency. */
  async totals(currency: string): Promise<{ payments: number; paidMinor: bigint; refundedMinor: bigint }> {
    const { rows } = await this.pool.query<{ payments: number; paid: string; refunded: string }>({
      text: `select count(*)::int as payments, coalesce(sum(amount_minor), 0)::text as paid,
               coalesce(sum(refunded_minor), 0)::text as refunded
             from simulator.payments where state = 'succeeded' and currency = $1`,
      values: [currency],
    });
    const [row] = rows;
    return {
      payments: row?.payments ?? 0,
      paidMinor: BigInt(row?.paid ?? 0),
      refundedMinor: BigInt(row?.refunded ?? 0),
    };
  }
}
