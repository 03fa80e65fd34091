import { Logger } from '@nestjs/common';
import { ChargingService } from '../../src/billing/charges/charging.service';
import { MovableClock } from '../../src/platform/clock.service';
import type { Database } from '../../src/platform/database.service';
import { NOBODY_LISTENS } from '../../src/platform/events';
import { asUuid, sha256 } from '../../src/platform/identity.service';
import { InProcessDoorbell } from '../../src/platform/in-process-doorbell.service';
import { Metrics } from '../../src/platform/metrics.service';
import type { Category } from '../../src/reconciliation/matching/category';
import { Healing } from '../../src/reconciliation/matching/healing.service';
import { Matching } from '../../src/reconciliation/matching/matching.service';
import { ReconciliationSweep } from '../../src/reconciliation/matching/reconciliation-sweep.service';
import { bookkeeping, type Till } from './bookkeeping';
import { PaperOperator } from './paper-operator';
import { GIVE_UP_MS } from './waiting';

/** A charge of ours as it stands in the books; `ref` is its correlator and its name in the test. */
export interface OurCharge {
  readonly ref: string;
  readonly remoteId?: string | null;
  readonly msisdn: string;
  readonly at: string;
  readonly amount?: number;
  readonly state?: 'charged' | 'refused' | 'unknown' | 'reserved';
  readonly serviceId?: number;
}

export interface OurRefund {
  readonly ref: string;
  readonly of: string;
  readonly remoteId?: string | null;
  readonly at: string;
  readonly amount?: number;
}

/** A row of their file; the amount is negative for what was given back. */
export interface TheirRow {
  readonly txnId?: string | null;
  readonly ref?: string | null;
  readonly msisdn?: string | null;
  readonly at: string;
  readonly amount?: number;
  readonly status?: 'charged' | 'refused' | 'refunded';
  readonly serviceId?: number | null;
  readonly day?: string;
}

export const PRICE = 5_000;
const ZONE = 'Asia/Tehran';

/** The keyed hash of a number, as good as any for a test. */
export const hashOf = (msisdn: string): string => asUuid(sha256(msisdn));

const CHARGES = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(ref text, "remoteId" text, hash uuid, at timestamptz, amount bigint, state text,
    "serviceId" int)
), people as (
  insert into subscribers (sender_hash, lane, created_at) select distinct hash, 0, '2026-01-01Z'::timestamptz from given g
  where not exists (select from subscribers s where s.sender_hash = g.hash) returning id, sender_hash
), everybody as (
  select id, sender_hash from people union all select id, sender_hash from subscribers where ended_at is null
), made as (
  insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id, amount_minor,
    currency, state, attempts, due_at, expires_at, remote_id, created_at, settled_at)
  select 'test:' || g.ref, 'one-off', coalesce(g."serviceId", $2), $3, $4, p.id, $5, $6, $7, g.amount, 'IRR', g.state, 1, g.at, g.at,
    g."remoteId", g.at, case when g.state in ('charged', 'refused') then g.at end
  from given g join everybody p on p.sender_hash = g.hash order by g.ref returning id, key
)
insert into charge_attempts (charge_id, ordinal, correlator, amount_minor, sent_at)
select m.id, 1, g.ref, g.amount, g.at from made m join given g on 'test:' || g.ref = m.key`;

const REFUNDS = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(ref text, "of" text, "remoteId" text, at timestamptz, amount bigint)
), noted as (
  update charges c set refunded_minor = refunded_minor + g.amount from given g where c.key = 'test:' || g."of" returning c.id
)
insert into refunds (key, charge_id, amount_minor, currency, state, reason, actor, due_at, remote_id, created_at, settled_at)
select 'test:' || g.ref, c.id, g.amount, 'IRR', 'refunded', 'test', 'care', g.at, g."remoteId", g.at, g.at
from given g join charges c on c.key = 'test:' || g."of" order by g.ref`;

const FILE = `
insert into statement_files (operator_id, profile_id, name, sha256, bytes, state, series, sequence, day, created_by, created_at, ended_at,
  supersedes)
values ($1, $2, $3, repeat('0', 64), 1, 'imported', $4, $5, $6, 'test', $7, $7, $8) returning id`;

const ROWS = `
insert into statement_rows (file_id, line, operator_id, operator_txn_id, partner_ref, msisdn_hash, service_id, charged_at, amount_minor,
  currency, status, day)
select $2, g.line, $3, g."txnId", g.ref, g.hash, g."serviceId", g.at, g.amount, 'IRR', g.status, g.day
from jsonb_to_recordset($1::jsonb) as g(line int, "txnId" text, ref text, hash uuid, "serviceId" int, at timestamptz, amount bigint,
  status text, day date)`;

const DAYS = `
insert into statement_days (file_id, day, charged, refused, refunded)
select file_id, day, count(*) filter (where status = 'charged'), count(*) filter (where status = 'refused'),
  count(*) filter (where status = 'refunded')
from statement_rows where file_id = $1 group by file_id, day`;

/** An operator in Tehran whose files are compared with our books, by what compares them in a worker. */
export async function aReconciling(database: Database, now: string) {
  Logger.overrideLogger(false);
  const clock = new MovableClock();
  clock.freeze(now);
  const operator = new PaperOperator();
  const metrics = new Metrics();
  const matching = new Matching(database, clock, metrics);
  const source = { get: async () => operator };
  const doorbell = new InProcessDoorbell();
  const charging = new ChargingService(database, source, clock, metrics, NOBODY_LISTENS, doorbell);
  const healing = new Healing(database, charging, clock);
  const sweep = new ReconciliationSweep(database, matching, healing, clock, doorbell);
  const query = <R extends Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> =>
    database.sql.query<R>({ text, values });
  const books = bookkeeping(database);

  /** Every file is looked at, and every day that was asked for is run, whoever does it. */
  const settles = async (): Promise<void> => {
    const giveUpAt = Date.now() + GIVE_UP_MS;
    for (;;) {
      await sweep.sweep();
      const [left] = await query<{ waiting: number }>(
        `select (select count(*) from reconciliations where state in ('queued', 'running'))::int
              + (select count(*) from statement_files f where f.state = 'imported'
                 and not exists (select from reconciled_files k where k.file_id = f.id))::int as waiting`,
      );
      if (left?.waiting === 0) return;
      if (Date.now() > giveUpAt) throw new Error('the days are not run');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  let drawn = 0;

  /** A service with one price, at an operator of its own with a file profile. */
  const aCarrier = async (terms: { readonly amountMinor?: number; readonly lateDays?: number } = {}) => {
    const till = await books.aTill({ operator: `tehran-${++drawn}` });
    const [tariff] = await query<{ id: number }>(
      `insert into tariffs (service_id, effective_from, amount_minor, currency, created_at)
       values ($1, '2026-01-01Z', $2, 'IRR', '2026-01-01Z') returning id`,
      till.serviceId,
      PRICE,
    );
    await query(
      `insert into reconciliation_terms (operator_id, zone, cut_off_minutes, amount_minor, percent_bp, time_ms, edge_ms, late_days,
         file_days, updated_by, updated_at) values ($1, $2, 0, $3, 0, 600000, 900000, $4, 1, 'test', '2026-01-01Z')`,
      till.operatorId,
      ZONE,
      terms.amountMinor ?? 0,
      terms.lateDays ?? 3,
    );
    const [profile] = await query<{ id: number }>(
      `insert into file_profiles (operator_id, name, version, settings, created_by, created_at)
       values ($1, $2, 1, '{}', 'test', '2026-01-01Z') returning id`,
      till.operatorId,
      `profile-${drawn}`,
    );
    return carrier({ ...till, tariffId: tariff?.id ?? 0, profileId: profile?.id ?? 0 });
  };

  const carrier = (till: Till & { readonly tariffId: number; readonly profileId: number }) => ({
    till,

    charged: (charges: readonly OurCharge[]) =>
      query(
        CHARGES,
        JSON.stringify(
          charges.map(({ msisdn, amount = PRICE, state = 'charged', ...charge }) => ({
            ...charge,
            amount,
            state,
            hash: hashOf(msisdn),
          })),
        ),
        ...[till.serviceId, till.brandId, till.shortcodeId, till.operatorId, till.gatewayId, till.tariffId],
      ),

    refunded: (refunds: readonly OurRefund[]) =>
      query(REFUNDS, JSON.stringify(refunds.map((refund) => ({ amount: PRICE, ...refund })))),

    /** A file of a day arrives, and counts. @returns its id */
    sends: async (
      day: string,
      rows: readonly TheirRow[],
      own: { readonly sequence?: number; readonly supersedes?: number } = {},
    ): Promise<number> => {
      const sequence = own.sequence ?? Number(day.replaceAll('-', ''));
      if (own.supersedes !== undefined)
        await query(`update statement_files set state = 'superseded' where id = $1`, own.supersedes);
      const [file] = await query<{ id: number }>(
        FILE,
        ...[
          till.operatorId,
          till.profileId,
          `${day}.csv`,
          'daily',
          sequence,
          day,
          clock.now(),
          own.supersedes ?? null,
        ],
      );
      const fileId = file?.id ?? 0;
      const lines = rows.map(({ msisdn = null, ...row }, at) => ({
        serviceId: till.serviceId,
        amount: PRICE,
        status: 'charged',
        day,
        ...row,
        line: at + 2,
        hash: msisdn === null ? null : hashOf(msisdn),
      }));
      await query(ROWS, JSON.stringify(lines), fileId, till.operatorId);
      await query(DAYS, fileId);
      return fileId;
    },

    /** What stands about a day, by the name of the charge, or else of the row. */
    findings: async (day: string): Promise<Record<string, Category>> => {
      const rows = await query<{ name: string; category: Category }>(
        `select coalesce(substr(r.key, 6), substr(c.key, 6), f.operator_txn_id, f.key) as name, f.category
         from findings f left join charges c on c.id = f.charge_id left join refunds r on r.id = f.refund_id
         where f.operator_id = $1 and f.day = $2 and f.closed_at is null order by f.id`,
        till.operatorId,
        day,
      );
      return Object.fromEntries(rows.map(({ name, category }) => [name, category]));
    },

    /** What the last run of a day said of everything that did not plainly match. */
    results: async (day: string) =>
      query<{ name: string; category: string; via: string | null; deltaMinor: number }>(
        `select coalesce(substr(u.key, 6), substr(c.key, 6), w.operator_txn_id, m.key) as name, m.category, m.via,
           m.delta_minor as "deltaMinor"
         from matching_results m left join charges c on c.id = m.charge_id left join refunds u on u.id = m.refund_id
         left join statement_rows w on w.file_id = m.file_id and w.line = m.line
         where m.run_id = (select id from reconciliations where operator_id = $1 and day = $2 and state = 'done'
                           order by ordinal desc limit 1)
         order by m.key`,
        till.operatorId,
        day,
      ),

    figures: async (day: string) => {
      const [run] = await query<{ figures: Record<string, unknown> }>(
        `select figures from reconciliations where operator_id = $1 and day = $2 and state = 'done' order by ordinal desc limit 1`,
        till.operatorId,
        day,
      );
      return run?.figures;
    },

    /** Somebody asks for a run of a day, and it is made. */
    runs: async (day: string): Promise<void> => {
      await query(
        `insert into reconciliations (operator_id, day, ordinal, asked_by, asked_at)
         select $1, $2, 1 + coalesce(max(ordinal), 0), 'test', $3 from reconciliations where operator_id = $1 and day = $2`,
        till.operatorId,
        day,
        clock.now(),
      );
      await settles();
    },
  });

  return {
    database,
    clock,
    query,
    settles,
    books,
    aCarrier,
    /** Nothing that was run has failed. */
    failures: () => query(`select day, error from reconciliations where error is not null`),
    /** The steps of the finding about a charge or refund. */
    stepsOf: (name: string) =>
      query<{ step: string; category: Category; to: string; actor: string }>(
        `select s.step, s.category, s.to_state as "to", s.actor from finding_steps s join findings f on f.id = s.finding_id
         left join charges c on c.id = f.charge_id left join refunds r on r.id = f.refund_id
         where $1 in (substr(r.key, 6), substr(c.key, 6), f.operator_txn_id) order by s.id`,
        name,
      ),
  };
}

export type Reconciling = Awaited<ReturnType<typeof aReconciling>>;
export type Carrier = Awaited<ReturnType<Reconciling['aCarrier']>>;
