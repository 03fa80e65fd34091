import type { INestApplication } from '@nestjs/common';
import { verifyLedger } from '../../billing/ledger/verification.service';
import { Database } from '../../platform/database.service';
import { readBaseMovement } from '../../reconciliation/reports/base-movement.store';
import { readAgreement } from '../../reconciliation/reports/daily.store';
import { compareFound } from './found';
import { readBreaches, readFound } from './invariants.store';
import { readChargeFigures, readRevenue } from './month-figures.store';
import type { MonthRow } from './month-table';
import { daysOf, type Month } from './months';
import { ZONE } from './offers';
import type { Planted } from './operator-file';

/** A promise, and what broke it; nothing, it is to be hoped. */
export interface Kept {
  readonly promise: string;
  readonly broken: readonly string[];
}

/** Reads a month back from the books. */
export async function monthRow(app: INestApplication, operatorId: number, month: Month): Promise<MonthRow> {
  const { sql } = app.get(Database);
  const { from, until, name, lastDay } = month;
  const moved = await readBaseMovement(sql, null, from, until);
  const sum = (of: (row: (typeof moved)[number]) => number): number =>
    moved.reduce((all, row) => all + of(row), 0);
  const [firstDay = lastDay] = daysOf(month, ZONE);
  const days = await readAgreement(sql, { operatorId, from: firstDay, to: lastDay }, 31);
  const found = await readFound(sql, operatorId, month, ZONE);
  return {
    month: name,
    joins: sum((row) => row.new + row.reactivated),
    stops: sum(({ voluntary }) => voluntary),
    churned: sum(({ involuntary }) => involuntary),
    active: sum(({ closing }) => closing),
    ...(await readChargeFigures(sql, from, until)),
    revenue: await readRevenue(sql, from, until),
    ours: days.reduce((all, { ours }) => all + ours, 0),
    matched: days.reduce((all, { matched }) => all + matched, 0),
    findings: found.length,
    foots: moved.every(
      (row) => row.opening + row.new + row.reactivated - row.voluntary - row.involuntary === row.closing,
    ),
  };
}

/** Checks everything that has to hold at the end. */
export async function checkAll(
  app: INestApplication,
  operatorId: number,
  {
    months,
    rows,
    planted,
    now,
  }: {
    readonly months: readonly Month[];
    readonly rows: readonly MonthRow[];
    readonly planted: readonly Planted[];
    readonly now: Date;
  },
): Promise<Kept[]> {
  const { sql } = app.get(Database);
  const verified = await verifyLedger(sql);
  const [first, last] = [months.at(0)?.from ?? now, months.at(-1)?.until ?? now];
  const found = await readFound(sql, operatorId, { from: first, until: last }, ZONE);
  const { missed, unexpected } = compareFound(planted, found);
  const breaches = await readBreaches(sql, now);
  const wholeMonths = months.filter(({ isWhole }) => isWhole).length;
  return [
    {
      promise: 'the books verify, and the trial balance is zero',
      broken: verified.found.map(
        ({ fault, count, first: names }) => `${fault} (${count}): ${names.join(', ')}`,
      ),
    },
    {
      promise: 'every month that is over is closed',
      broken: verified.closings === wholeMonths ? [] : [`${verified.closings} of ${wholeMonths}`],
    },
    {
      promise: 'the base foots every month',
      broken: rows.filter(({ foots }) => !foots).map(({ month }) => month),
    },
    {
      promise: `all ${planted.length} planted differences are found`,
      broken: missed.map(({ category, txnId }) => `${category} ${txnId}`),
    },
    {
      promise: 'nothing else is found',
      broken: unexpected.map(({ id, category, txnId }) => `finding ${id}: ${category} ${txnId ?? ''}`),
    },
    ...breaches.map(({ promise, rows: count, first: names }) => ({
      promise,
      broken: count === 0 ? [] : [`${count} times, first ${names.join(', ')}`],
    })),
  ];
}
