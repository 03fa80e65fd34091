import { Pool, type PoolClient } from 'pg';
import { CHARGING } from '../../src/billing/charges/charge-limits';
import { sqlOn } from '../../src/platform/database.service';
import { verifyLedger } from '../../src/billing/ledger/verification.service';

/** What the operator's books and ours say of the same payments. Amounts in minor units; moments in ms since 1970. */
export interface ChargingBooks {
  /** The operator's side of the wire: what it took and gave back. */
  readonly payments: readonly {
    readonly correlator: string;
    readonly number: string;
    readonly amountMinor: number;
    readonly refundedMinor: number;
    readonly at: number;
  }[];
  /** Ours: every attempt, and how its charge stands. */
  readonly attempts: readonly {
    readonly correlator: string;
    readonly period: string;
    readonly outcome: string | null;
    readonly amountMinor: number;
    readonly refundedMinor: number;
    readonly settledAt: number | null;
    readonly isStopped: boolean;
  }[];
  readonly subscriptions: readonly { readonly number: string; readonly state: string }[];
  /** When each STOP was committed, by the person's number. */
  readonly stops: readonly { readonly number: string; readonly committedAt: number }[];
  /** What the ledger says that the operator owes us. */
  readonly owedMinor: number;
  readonly debitsMinor: number;
  readonly creditsMinor: number;
  /** What a check of all books finds wrong. */
  readonly faults: readonly string[];
  readonly left: ChargingLeft;
}

export interface ChargingLeft {
  /** Asked for and not settled. */
  readonly charges: number;
  readonly refunds: number;
  /** Settled, and their subscriptions have not heard of it. */
  readonly news: number;
  /** Due, or refused and to be tried again. */
  readonly due: number;
}

/** Reads as one moment saw it. */
export const readChargingBooks = (databaseUrl: string): Promise<ChargingBooks> =>
  on(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const all = async <R>(text: string): Promise<R[]> => (await client.query(text)).rows as R[];
    const { sums, found } = await verifyLedger(sqlOn(client));
    const [owed] = await all<{ minor: number }>(OWED);
    return {
      payments: await all<ChargingBooks['payments'][number]>(PAYMENTS),
      attempts: await all<ChargingBooks['attempts'][number]>(ATTEMPTS),
      subscriptions: await all<ChargingBooks['subscriptions'][number]>(SUBSCRIPTIONS),
      stops: await all<ChargingBooks['stops'][number]>(STOPS),
      owedMinor: owed?.minor ?? NaN,
      debitsMinor: sums.reduce((sum, { debits }) => sum + Number(debits), 0),
      creditsMinor: sums.reduce((sum, { credits }) => sum + Number(credits), 0),
      faults: found.map(({ fault, count, first }) => `${fault}: ${count} (${first.join(', ')})`),
      left: await leftOn(client),
    };
  });

export const readChargingLeft = (databaseUrl: string): Promise<ChargingLeft> => on(databaseUrl, leftOn);

/** How many payments a process that was started then and is dead now has left on the wire, or may have. */
export const countOnTheWire = (databaseUrl: string, startedAt: Date): Promise<number> =>
  on(databaseUrl, async (client) => {
    const { rows } = await client.query<{ charges: number }>(
      `select count(*)::int as charges from charges where state = 'reserved' and leased_until > $1`,
      [new Date(startedAt.getTime() + CHARGING.leaseMs)],
    );
    return rows[0]?.charges ?? 0;
  });

/** Whose payments are on their way, and had not said STOP when they were asked for. */
export const numbersOnTheWay = (databaseUrl: string): Promise<ReadonlySet<string>> =>
  on(databaseUrl, async (client) => {
    const { rows } = await client.query<{ number: string }>(
      `select p.msisdn as number from charges c join subscribers p on p.id = c.subscriber_id
       where c.state in ('reserved', 'unknown') and c.stopped_at is null`,
    );
    return new Set(rows.map(({ number }) => number));
  });

/** As if a minute had passed since somebody was killed: whatever was held is held no longer. */
export const lapseLeases = (databaseUrl: string): Promise<void> =>
  on(databaseUrl, async (client) => {
    for (const table of ['charges', 'charge_calls', 'refunds'])
      await client.query(`update ${table} set leased_until = clock_timestamp() where lease is not null`);
  });

/** As if hours had passed: everybody is asked, tried and paid back again now, and the operator's unconfirmed reservations run out. */
export const hurry = (databaseUrl: string): Promise<void> =>
  on(databaseUrl, async (client) => {
    for (const text of HURRY) await client.query(text);
  });

async function on<T>(databaseUrl: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function leftOn(client: PoolClient): Promise<ChargingLeft> {
  const { rows } = await client.query<ChargingLeft>(LEFT);
  const [left] = rows;
  if (!left) throw new Error('the charges cannot be counted');
  return left;
}

const LEFT = `
select (select count(*) from charges where state in ('requested', 'reserved', 'unknown'))::int as charges,
  (select count(*) from refunds where state in ('requested', 'sending', 'unknown'))::int as refunds,
  (select count(*) from charge_news)::int as news,
  (select count(*) from subscriptions where ended_at is null
     and (state in ('renewing', 'activating', 'grace', 'suspended') or next_at <= now()))::int as due`;

const HURRY = [
  `update charges set due_at = now() where state in ('requested', 'unknown') and due_at > now()`,
  `update refunds set due_at = now() where state in ('requested', 'unknown') and due_at > now()`,
  `update subscriptions set next_at = now() where next_step = 'retry' and next_at > now()`,
  `update simulator.payments set reserved_until = now() where state = 'reserved' and reserved_until > now()`,
  `update charge_gateways set resume_at = now() where resume_at > now()`,
];

const PAYMENTS = `
select correlator, msisdn as number, amount_minor::float8 as "amountMinor", refunded_minor::float8 as "refundedMinor",
  (extract(epoch from at) * 1000)::float8 as at
from simulator.payments where state = 'succeeded'`;

const ATTEMPTS = `
select a.correlator, c.subscription_id || ' ' || c.period_start as period, a.outcome, a.amount_minor::float8 as "amountMinor",
  coalesce((select sum(amount_minor) from refunds r where r.charge_id = c.id and r.state = 'refunded'), 0)::float8 as "refundedMinor",
  (extract(epoch from c.settled_at) * 1000)::float8 as "settledAt", c.stopped_at is not null as "isStopped"
from charge_attempts a join charges c on c.id = a.charge_id`;

const SUBSCRIPTIONS = `
select p.msisdn as number, s.state from subscriptions s join subscribers p on p.id = s.subscriber_id`;

const STOPS = `
select p.msisdn as number, (extract(epoch from min(pg_xact_commit_timestamp(c.xmin))) * 1000)::float8 as "committedAt"
from consents c join subscribers p on p.id = c.subscriber_id where c.event = 'opt_out' group by p.msisdn`;

const OWED = `
select coalesce(sum(case when t.debit_account = a.id then t.amount_minor else -t.amount_minor end), 0)::float8 as minor
from ledger_accounts a join ledger_transfers t on a.id in (t.debit_account, t.credit_account)
where a.code = 'operator-receivable' and t.kind in ('single', 'post')`;
