import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Client } from 'pg';
import type { Place } from './place';
import { msisdnOf } from './population';
import { PRICE_MINOR, seedService } from './subscriptions';

/** The day that is compared, by the operator's clock. */
export const DAY = '2026-05-01';
const ZONE = 'Asia/Tehran';
const DAY_FROM = `${DAY} 00:00:00 ${ZONE}`;
const DAY_SECONDS = 86_400;

/** Of a thousand charges one is missing in the file, and one stands there with another amount. */
const ONE_IN = 1_000;
const MISSING_AT = 7;
const DEARER_AT = 13;
const isMissing = (n: number): boolean => n % ONE_IN === MISSING_AT;
const isDearer = (n: number): boolean => n % ONE_IN === DEARER_AT;

/** How many of so many charges the comparison has to find at odds with the file. */
export function oddOf(charges: number): number {
  let odd = 0;
  for (const at of [MISSING_AT, DEARER_AT])
    odd += Math.floor(Math.max(0, charges - 1 - at) / ONE_IN) + (charges > at ? 1 : 0);
  return odd;
}

/** As the operator writes its lines: id, our reference, number, local time, amount, status. */
export const PROFILE = {
  layout: { type: 'delimited', delimiter: ',' },
  columns: { operatorTxnId: 1, partnerRef: 2, msisdn: 3, chargedAt: 4, amount: 5, status: 6 },
  msisdn: { type: 'plain', country: 'IR' },
  time: { format: 'yyyy-MM-dd HH:mm:ss', zone: ZONE },
  amount: { unit: 'minor', currency: 'IRR' },
  statuses: { S: 'charged', F: 'refused' },
} as const;

export const fileIn = ({ folder }: Place): string => join(folder, 'statement.csv');

/** A day's charges in our books, and the operator's file of the same day. */
export async function seedStatement(place: Place, charges: number, people: number): Promise<void> {
  const { sql } = place;
  await seedService(sql);
  await sql.query(
    `insert into reconciliation_terms (operator_id, zone, cut_off_minutes, amount_minor, percent_bp, time_ms, edge_ms, late_days,
       file_days, updated_by, updated_at) values (1, $1, 0, 0, 0, 600000, 900000, 3, 1, 'bench', now())`,
    [ZONE],
  );
  await seedCharges(sql, charges, people);
  await writeFileOf(fileIn(place), charges, people);
}

async function seedCharges(sql: Client, charges: number, people: number): Promise<void> {
  await sql.query(
    `insert into charges (key, purpose, service_id, brand_id, shortcode_id, subscriber_id, operator_id, gateway_id, tariff_id,
       amount_minor, currency, state, attempts, due_at, expires_at, remote_id, created_at, settled_at)
     select 'bench:' || n, 'one-off', 1, 1, 1, 1 + n % $2, 1, 1, 1, $3, 'IRR', 'charged', 1, at, at, 'SDP-' || n, at, at
     from (select n, $4::timestamptz + n * ($5::float8 / $1) * interval '1 second' as at from generate_series(0, $1::int - 1) n) c`,
    [charges, people, PRICE_MINOR, DAY_FROM, DAY_SECONDS - 1],
  );
  await sql.query('vacuum analyze charges');
}

async function writeFileOf(path: string, charges: number, people: number): Promise<void> {
  const out = createWriteStream(path);
  const lines: string[] = [];
  for (let n = 0; n < charges; n++) {
    if (!isMissing(n)) lines.push(lineAt(n, charges, people));
    if (lines.length < LINES_AT_ONCE && n < charges - 1) continue;
    if (!out.write(lines.splice(0).join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

const LINES_AT_ONCE = 10_000;

function lineAt(n: number, charges: number, people: number): string {
  const second = Math.floor((n * (DAY_SECONDS - 1)) / charges);
  const amount = PRICE_MINOR + (isDearer(n) ? 1 : 0);
  return `SDP-${n},C${n},${msisdnOf(n % people)},${DAY} ${clockAt(second)},${amount},S\n`;
}

const clockAt = (second: number): string =>
  [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
