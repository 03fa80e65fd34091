import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { plain, texts } from '../../platform/array-literal';
import type { ReportState } from '../connector';
import { NO_FAULTS, type Faults } from './faults';
import type { PlannedReport } from './report-plan';
import { SIMULATOR_POOL } from './simulator-pool';

/** A message on its way to a handset, with the reports that will follow it. */
export interface Landing {
  readonly outboundId: string;
  readonly remoteId: string;
  readonly msisdn: string;
  readonly code: string;
  readonly body: string;
  readonly reports: readonly PlannedReport[];
}

export interface ReceivedText {
  readonly seq: string;
  readonly remoteId: string;
  readonly code: string;
  readonly body: string;
  readonly billedMinor: string;
  readonly at: Date;
}

export interface Balance {
  readonly minor: string;
  readonly currency: string;
}

export interface DueReport {
  readonly remoteId: string;
  readonly state: ReportState;
  /** Since 1970. */
  readonly dueMs: number;
}

export interface Counters {
  /** Messages that handsets have. */
  readonly received: number;
  /** Submits beyond the first of the same message. */
  readonly resent: number;
}

/**
 * One statement whatever the batch. Numbers are drawn in the order of the submit, so that a handset shows its texts in
 * that order; rows are written in key order, so that two submits of the same messages cannot deadlock.
 */
const LAND = `
with arriving as materialized (
  select nextval('simulator.received_seq') as seq, t.*
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as t(outbound_id, remote_id, msisdn, code, body)
), landed as (
  insert into simulator.received as r (seq, outbound_id, remote_id, msisdn, code, body, at)
  select seq, outbound_id, remote_id, msisdn, code, body, $6 from arriving order by outbound_id
  on conflict (outbound_id) do update set submits = r.submits + 1
  returning outbound_id, submits
)
insert into simulator.reports (connector_id, due_ms, remote_id, state)
select $7, p.due_ms, p.remote_id, p.state
from unnest($8::text[], $9::bigint[], $10::text[], $11::text[]) as p(outbound_id, due_ms, remote_id, state)
join landed using (outbound_id)
where landed.submits = 1`;

const CLAIM_DUE = `
delete from simulator.reports
where ctid = any(array(
  select ctid from simulator.reports
  where connector_id = $1 and due_ms >= $2 and due_ms <= $3
  order by due_ms limit $4 for update skip locked))
returning remote_id as "remoteId", state, due_ms::float8 as "dueMs"`;

const RECEIVED = `
select seq::text, remote_id as "remoteId", code, body, billed_minor::text as "billedMinor", at
from simulator.received where msisdn = $1 and seq > $2 order by received.seq limit $3`;

const SET_BALANCE = `
insert into simulator.handsets (msisdn, balance_minor, currency) values ($1, $2, $3)
on conflict (msisdn) do update set balance_minor = excluded.balance_minor, currency = excluded.currency`;

/** What the simulated network remembers. It is on the carrier's side of the wire: none of this is the engine's. */
@Injectable()
export class NetworkStore {
  constructor(@Inject(SIMULATOR_POOL) private readonly pool: Pool) {}

  /** A connection; until there is one, nothing of a submit has happened. The caller releases it. */
  async reach(): Promise<PoolClient> {
    return this.pool.connect();
  }

  /** Puts messages on their handsets, each once; the ids must differ from one another. */
  async land(client: PoolClient, connectorId: number, landings: readonly Landing[], at: Date): Promise<void> {
    const planned = landings.flatMap(({ outboundId, reports }) =>
      reports.map((report) => ({ outboundId, ...report })),
    );
    const values = [
      texts(landings.map((landing) => landing.outboundId)),
      texts(landings.map((landing) => landing.remoteId)),
      texts(landings.map((landing) => landing.msisdn)),
      texts(landings.map((landing) => landing.code)),
      texts(landings.map((landing) => landing.body)),
      at,
      connectorId,
      texts(planned.map((report) => report.outboundId)),
      plain(planned.map((report) => report.dueMs)),
      texts(planned.map((report) => report.remoteId)),
      texts(planned.map((report) => report.state)),
    ];
    await client.query({ name: 'simulator-land', text: LAND, values });
  }

  /**
   * Takes the reports that are due and hands them over; they are forgotten only when that has worked, so a process
   * that dies in between sends them again. Answers how many there were, and when the last of them was due.
   */
  async handOverDue(
    connectorId: number,
    between: { readonly sinceMs: number; readonly untilMs: number },
    limit: number,
    handOver: (reports: readonly DueReport[]) => Promise<void>,
  ): Promise<{ readonly count: number; readonly lastDueMs?: number }> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const values = [connectorId, between.sinceMs, between.untilMs, limit];
      const { rows } = await client.query<DueReport>({
        name: 'simulator-claim-due',
        text: CLAIM_DUE,
        values,
      });
      const reports = rows.sort((a, b) => a.dueMs - b.dueMs);
      if (reports.length > 0) await handOver(reports);
      await client.query('commit');
      const last = reports.at(-1);
      return { count: reports.length, ...(last === undefined ? {} : { lastDueMs: last.dueMs }) };
    } catch (error) {
      // The server takes back what this connection had begun when the connection goes.
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async receivedBy(msisdn: string, after: string, limit: number): Promise<ReceivedText[]> {
    const values = [msisdn, after, limit];
    return (await this.pool.query<ReceivedText>({ name: 'simulator-received', text: RECEIVED, values })).rows;
  }

  async balanceOf(msisdn: string): Promise<Balance | undefined> {
    const text = 'select balance_minor::text as minor, currency from simulator.handsets where msisdn = $1';
    return (await this.pool.query<Balance>({ text, values: [msisdn] })).rows[0];
  }

  async setBalance(msisdn: string, { minor, currency }: Balance): Promise<void> {
    await this.pool.query({ text: SET_BALANCE, values: [msisdn, minor, currency] });
  }

  async faults(): Promise<Faults> {
    const { rows } = await this.pool.query<{ faults: Faults }>('select faults from simulator.faults');
    return { ...NO_FAULTS, ...rows[0]?.faults };
  }

  async setFaults(faults: Faults): Promise<void> {
    const text = `insert into simulator.faults (faults) values ($1) on conflict (only_one) do update set faults = excluded.faults`;
    await this.pool.query({ text, values: [JSON.stringify(faults)] });
  }

  async counters(): Promise<Counters> {
    const text = `
select (select count(*) from simulator.received)::int as received,
       (select coalesce(sum(submits - 1), 0) from simulator.received where submits > 1)::int as resent`;
    const { rows } = await this.pool.query<Counters>(text);
    return rows[0] ?? { received: 0, resent: 0 };
  }
}
