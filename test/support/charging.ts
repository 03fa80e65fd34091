import { Logger } from '@nestjs/common';
import type { ChargeRequest } from '../../src/billing/charge';
import { ChargeQueue } from '../../src/billing/charges/charge-queue.service';
import { ChargingService } from '../../src/billing/charges/charging.service';
import { requestCharges, stopCharges, takeChargeNews } from '../../src/billing/charges/charges.store';
import { readFaults } from '../../src/billing/ledger/verification.store';
import { RefundingService } from '../../src/billing/refunds/refunding.service';
import { MovableClock } from '../../src/platform/clock.service';
import { NOBODY_LISTENS } from '../../src/platform/events';
import { InProcessDoorbell } from '../../src/platform/in-process-doorbell.service';
import { Metrics } from '../../src/platform/metrics.service';
import { aDatabase, bookkeeping } from './bookkeeping';
import { PaperOperator } from './paper-operator';

export const NOON = '2026-05-01T12:00:00.000Z';
export const PERIOD = { start: new Date(NOON), end: new Date('2026-06-01T12:00:00.000Z') };
const LATE_DAYS = 90;

interface ChargeRow {
  readonly id: number;
  readonly state: string;
  readonly failure: string | null;
  readonly attempts: number;
  readonly refundedMinor: number;
  readonly dueAt: Date;
  readonly stoppedAt: Date | null;
  readonly remoteId: string | null;
}

/** A database of its own with a service, an operator on paper, and charging as it runs in a worker. */
export async function aChargingHouse() {
  Logger.overrideLogger(false);
  const { database, close } = await aDatabase();
  const clock = new MovableClock();
  clock.freeze(NOON);
  const operator = new PaperOperator();
  const source = { get: async () => operator };
  const doorbell = new InProcessDoorbell();
  const worker = () => {
    const metrics = new Metrics();
    return {
      charging: new ChargingService(database, source, clock, metrics, NOBODY_LISTENS, doorbell),
      refunding: new RefundingService(database, source, clock, metrics, NOBODY_LISTENS, doorbell),
    };
  };
  const { charging, refunding } = worker();
  const till = await bookkeeping(database).aTill();
  let drawn = 0;

  const query = <R extends Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> =>
    database.sql.query<R>({ text, values });

  /** Somebody with a telephone, and the number of a subscription that is theirs. */
  const aPerson = async (msisdn: string) => {
    const [row] = await query<{ id: number }>(
      'insert into subscribers (sender_hash, lane, msisdn, created_at) values (gen_random_uuid(), 0, $1, $2) returning id',
      msisdn,
      clock.now(),
    );
    return { msisdn, subscriberId: row?.id ?? 0, subscriptionId: 70_000 + ++drawn };
  };
  type Person = Awaited<ReturnType<typeof aPerson>>;

  const requestOf = (person: Person, own: Partial<ChargeRequest> = {}): ChargeRequest => {
    const { brandId, serviceId, operatorId, gatewayId, shortcodeId } = till;
    const { subscriberId, subscriptionId } = person;
    return {
      key: `renewal:${subscriptionId}:${PERIOD.start.toISOString()}`,
      purpose: 'renewal',
      ...{ brandId, serviceId, operatorId, gatewayId, shortcodeId, subscriberId, subscriptionId },
      tariffId: 1,
      periodStart: PERIOD.start,
      periodEnd: PERIOD.end,
      amountMinor: 100n,
      currency: 'EUR',
      vatBp: 0,
      dueAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 24 * 3_600_000),
      createdAt: clock.now(),
      ...own,
    };
  };

  return {
    database,
    clock,
    operator,
    charging,
    refunding,
    till,
    /** Another process on the same rows. */
    worker,
    /** The gateway's queue as a worker has it. */
    queue: () => {
      const logger = new Logger('test');
      return new ChargeQueue(till.gatewayId, {
        ...{ database, clock, charging, refunding, logger },
        settled: () => undefined,
      });
    },
    close,
    query,
    aPerson,
    requestOf,

    /** Somebody is to pay. @returns the id of the charge */
    owes: async (person: Person, own: Partial<ChargeRequest> = {}): Promise<number> => {
      const request = requestOf(person, own);
      await database.transaction((tx) => requestCharges(tx, [request]));
      const [row] = await query<{ id: number }>('select id from charges where key = $1', request.key);
      return row?.id ?? 0;
    },

    /** The service's caps, from now on. */
    capAt: (caps: readonly object[]) =>
      query(
        `update services set settings = jsonb_build_object('zone', 'Europe/Rome', 'caps', $2::jsonb) where id = $1`,
        till.serviceId,
        JSON.stringify(caps),
      ),

    stops: (person: Person) =>
      database.transaction((tx) => stopCharges(tx, [person.subscriptionId], clock.now())),

    news: () => database.transaction((tx) => takeChargeNews(tx, 1_000)),

    charge: async (id: number): Promise<ChargeRow> => {
      const [row] = await query<ChargeRow & Record<string, unknown>>(
        `select id, state, failure, attempts, refunded_minor as "refundedMinor", due_at as "dueAt", stopped_at as "stoppedAt",
           remote_id as "remoteId" from charges where id = $1`,
        id,
      );
      if (!row) throw new Error(`there is no charge ${id}`);
      return row;
    },

    correlatorOf: async (id: number, ordinal = 1): Promise<string> => {
      const [row] = await query<{ correlator: string }>(
        'select correlator from charge_attempts where charge_id = $1 and ordinal = $2',
        id,
        ordinal,
      );
      return row?.correlator ?? '';
    },

    /** Takes and gives until nothing is due at this instant. */
    works: async (): Promise<void> => {
      for (;;) {
        const asked = await charging.ask(till.gatewayId);
        const charged = await charging.charge(till.gatewayId);
        const refunded = await refunding.send(till.gatewayId);
        if (asked + charged + refunded === 0) return;
      }
    },

    /** The process that held them is dead. */
    leasesLapse: async () => {
      for (const table of ['charges', 'charge_calls'])
        await query(
          `update ${table} set leased_until = clock_timestamp() - interval '1 second' where lease is not null`,
        );
    },

    /** Everything that is wrong with the books; nothing, it is to be hoped. */
    faults: () => readFaults(database.sql, LATE_DAYS),

    /** What the ledger says that the operator owes us. */
    owedByOperator: async (): Promise<number> => {
      const [row] = await query<{ balance: number }>(
        `select coalesce(sum(case when d.code = 'operator-receivable' then t.amount_minor else -t.amount_minor end), 0)::bigint as balance
         from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
         where t.kind in ('single', 'post') and 'operator-receivable' in (d.code, c.code)`,
      );
      return row?.balance ?? 0;
    },
  };
}

export type ChargingHouse = Awaited<ReturnType<typeof aChargingHouse>>;
