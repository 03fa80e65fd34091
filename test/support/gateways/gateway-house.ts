import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { ChargeAttempt } from '../../../src/billing/charge-gateway';
import { CallbackPost } from '../../../src/connectors/simulator/callback-post.service';
import { CallbackStore } from '../../../src/connectors/simulator/callback.store';
import { NO_FAULTS, seededRandom } from '../../../src/connectors/simulator/faults';
import { SimulatedNetwork } from '../../../src/connectors/simulator/network.service';
import { NetworkStore } from '../../../src/connectors/simulator/network.store';
import { SimulatedOperator } from '../../../src/connectors/simulator/operator.service';
import { OperatorStore } from '../../../src/connectors/simulator/operator.store';
import { ReportPost } from '../../../src/connectors/simulator/report-post.service';
import { MovableClock, type Clock } from '../../../src/platform/clock.service';
import { aDatabase, bookkeeping } from '../bookkeeping';
import { PRICE, type Wire } from './gateway-peer';

/** The simulated network and its operator, as a process that has just started would have them. */
export function operatorOn(pool: Pool, clock: Clock, seed = 1) {
  const networkStore = new NetworkStore(pool);
  const random = seededRandom(seed);
  const network = new SimulatedNetwork(networkStore, new ReportPost(networkStore, clock), clock, random);
  const post = new CallbackPost(new CallbackStore(pool), clock);
  const operator = new SimulatedOperator(new OperatorStore(pool), network, post, clock, random);
  return { network, post, operator };
}

/** A database with a service to pay for, an operator behind it, and people with money. */
export async function aGatewayHouse() {
  const { database, close } = await aDatabase();
  const clock = new MovableClock();
  const till = await bookkeeping(database).aTill();
  const own = operatorOn(database.pool, clock);
  let drawn = 0;
  let letBe = async (): Promise<void> => undefined;

  const query = <R extends Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> =>
    database.sql.query<R>({ text, values });

  /** A person who owes something, and one try to take it. */
  const anAttempt = async (key = `test:${randomUUID()}`): Promise<ChargeAttempt> => {
    const msisdn = `39333${String(++drawn).padStart(7, '0')}`;
    const correlator = randomUUID();
    const { brandId, serviceId, operatorId, gatewayId, shortcodeId } = till;
    const [person] = await query<{ id: number }>(
      'insert into subscribers (sender_hash, lane, msisdn, created_at) values (gen_random_uuid(), 0, $1, $2) returning id',
      msisdn,
      clock.now(),
    );
    const subscriberId = person?.id ?? 0;
    const [charge] = await query<{ id: number }>(
      `insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id,
         amount_minor, currency, due_at, expires_at, created_at)
       values ($1, 'one-off', $2, $3, $4, $5, $6, $7, 1, $8, 'EUR', $9, $9, $9) returning id`,
      ...[key, serviceId, brandId, shortcodeId, subscriberId, operatorId, gatewayId],
      ...[PRICE.toString(), clock.now()],
    );
    const chargeId = charge?.id ?? 0;
    await query(
      'insert into charge_attempts (charge_id, ordinal, correlator, amount_minor, sent_at) values ($1, 1, $2, $3, $4)',
      ...[chargeId, correlator, PRICE.toString(), clock.now()],
    );
    const money = { amountMinor: PRICE, currency: 'EUR', description: 'Aurora news' };
    return { correlator, msisdn, ...money, chargeId, subscriberId, shortcodeId };
  };

  /** Keeps the operator's handsets to ourselves; when killing, throws out whoever waits for them. */
  const hold = async (isKilling: boolean): Promise<() => Promise<void>> => {
    const holder = await database.pool.connect();
    await holder.query('begin; lock table simulator.payments in access exclusive mode');
    const evict = `select pg_terminate_backend(pid) from pg_stat_activity
                   where wait_event_type = 'Lock' and datname = current_database()`;
    const evictions = isKilling
      ? setInterval(() => void holder.query(evict).catch(() => undefined), 20)
      : undefined;
    let isHeld = true;
    letBe = async () => {
      if (!isHeld) return;
      isHeld = false;
      clearInterval(evictions);
      await holder.query('rollback');
      holder.release();
    };
    return letBe;
  };

  return {
    ...own,
    database,
    clock,
    till,
    query,
    anAttempt,

    hasMoney: ({ msisdn }: ChargeAttempt, minor = 1_000n) =>
      own.network.setBalance(msisdn, { minor: minor.toString(), currency: 'EUR' }),

    wire: (nowhere: Wire['nowhere']): Wire => ({
      nowhere,
      behave: (faults) => own.network.setFaults({ ...NO_FAULTS, ...faults }),
      hang: () => hold(false),
      die: () => hold(true),
    }),

    /** Until the operator's last payment is known to everybody. */
    everythingIsKnown: async (): Promise<void> => {
      const [row] = await query<{ ms: number }>(
        `select coalesce(extract(epoch from max(known_at) - $1::timestamptz) * 1000, 0)::float8 as ms from simulator.payments`,
        clock.now(),
      );
      if ((row?.ms ?? 0) > 0) clock.advance(Math.ceil(row?.ms ?? 0));
    },

    /** What the operator's books say was taken from somebody and not given back. */
    inTheBooks: async ({ msisdn }: ChargeAttempt): Promise<bigint> => {
      const rows = await query<{ net: string | null }>(
        `select sum(amount_minor - refunded_minor)::text as net from simulator.payments where msisdn = $1 and state = 'succeeded'`,
        msisdn,
      );
      return BigInt(rows[0]?.net ?? 0);
    },

    close: async (): Promise<void> => {
      await letBe();
      await own.post.onModuleDestroy();
      await close();
    },
  };
}

export type GatewayHouse = Awaited<ReturnType<typeof aGatewayHouse>>;
