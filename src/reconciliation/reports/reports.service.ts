import { Injectable } from '@nestjs/common';
import { findBrand } from '../../access/api-key.store';
import { monthIn } from '../../billing/shares/closing-month';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import type { MoneyJson } from '../../platform/money';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { invalid } from '../../platform/validation.pipe';
import { OperatorsNamed } from '../matching/operators-named.service';
import { readFailures, readTries, type TimeFilter } from './attempts.store';
import { readBaseMovement } from './base-movement.store';
import { readAgeing, readAgreement, readControlTotals, type DaysFilter, type TotalsRow } from './daily.store';
import { FIGURE_NAMES, readFigure, type RegulatorFigure, type RegulatorScope } from './regulator.store';
import { shareBp, type Cell, type Report, type ReportRow } from './report';

/** A report is read whole; whoever needs more asks for fewer days. */
const MOST_ROWS = 10_000;

interface Days {
  readonly operator?: Reference;
  readonly from: string;
  readonly to: string;
}

interface Interval {
  readonly from: string;
  readonly until: string;
}

/** A month of a zone, or two instants. */
interface RegulatorWish {
  readonly month?: string;
  readonly zone?: string;
  readonly from?: string;
  readonly until?: string;
  readonly brand?: Reference;
  readonly operator?: Reference;
}

/** What operators and finance expect to see every day, and the regulator when it asks. */
@Injectable()
export class Reports {
  constructor(
    private readonly database: Database,
    private readonly operators: OperatorsNamed,
    private readonly clock: Clock,
  ) {}

  async controlTotals(days: Days): Promise<Report> {
    const rows = await readControlTotals(this.database.sql, await this.daysOf(days), MOST_ROWS);
    return { name: 'control-totals', rows: rows.map(totalsRow) };
  }

  /** Match rate and success billing ratio, day by day. */
  async matchRate(days: Days): Promise<Report> {
    const rows = await readAgreement(this.database.sql, await this.daysOf(days), MOST_ROWS);
    return {
      name: 'match-rate',
      rows: rows.map((row) => ({
        ...row,
        matchRateBp: shareBp(row.matched, row.ours),
        successBillingRatioBp: shareBp(row.billed, row.submitted),
        ourSuccessRatioBp: shareBp(row.charged, row.submitted),
      })),
    };
  }

  async failures(query: Interval & { readonly operator?: Reference }): Promise<Report> {
    const rows = await readFailures(this.database.sql, await this.timeOf(query), MOST_ROWS);
    return { name: 'failures', rows: rows.map((row) => ({ ...row })) };
  }

  async attempts(
    query: Interval & { readonly operator?: Reference; readonly zone?: string },
  ): Promise<Report> {
    const rows = await readTries(this.database.sql, await this.timeOf(query), query.zone ?? 'UTC');
    return {
      name: 'attempts',
      rows: rows.map((row) => ({ ...row, successBp: shareBp(row.charged, row.submitted) })),
    };
  }

  async ageing(operator: Reference | undefined): Promise<Report> {
    const operatorId = await this.operators.idOf(operator);
    const rows = await readAgeing(this.database.sql, operatorId, this.clock.now());
    return {
      name: 'ageing',
      rows: rows.map(({ deltaMinor, ...row }) => ({ ...row, delta: amount(deltaMinor, row.currency) })),
    };
  }

  /** Opening, new, reactivated, left and closing: `foots` says that they agree. */
  async baseMovement(service: number | null, interval: Interval): Promise<Report> {
    const { from, until } = instantsOf(interval);
    const rows = await readBaseMovement(this.database.sql, service, from, until);
    return {
      name: 'base-movement',
      rows: rows.map((row) => ({
        ...row,
        foots: row.opening + row.new + row.reactivated - row.voluntary - row.involuntary === row.closing,
      })),
    };
  }

  /** Every figure names what it was counted from: whoever asks the same again, or counts the rows, comes to the same digest. */
  async regulator(wish: RegulatorWish): Promise<Report> {
    const { brand, operator, month } = wish;
    const brandId = brand === undefined ? null : await findBrand(this.database.sql, brand);
    if (brand !== undefined && brandId === null)
      throw new Problem('NOT_FOUND', `There is no brand "${brand}".`);
    const stretch = stretchOf(wish);
    const scope: RegulatorScope = { ...stretch, brandId, operatorId: await this.operators.idOf(operator) };
    const inputs = {
      from: stretch.from.toISOString(),
      until: stretch.until.toISOString(),
      month: month ?? null,
      zone: month === undefined ? null : (wish.zone ?? 'UTC'),
      brand: brand === undefined ? null : String(brand),
      operator: operator === undefined ? null : String(operator),
    };
    const rows: ReportRow[] = [];
    for (const name of FIGURE_NAMES)
      for (const line of await readFigure(this.database.sql, name, scope))
        rows.push({ ...line, value: valueOf(line), ...inputs });
    return { name: 'regulator', rows };
  }

  private async daysOf({ operator, from, to }: Days): Promise<DaysFilter> {
    if (to < from) throw invalid([{ path: 'to', message: 'must not lie before `from`' }]);
    return { operatorId: await this.operators.idOf(operator), from, to };
  }

  private async timeOf(query: Interval & { readonly operator?: Reference }): Promise<TimeFilter> {
    return { operatorId: await this.operators.idOf(query.operator), ...instantsOf(query) };
  }
}

function instantsOf({ from, until }: Interval): { readonly from: Date; readonly until: Date } {
  const interval = { from: new Date(from), until: new Date(until) };
  if (interval.until <= interval.from) throw invalid([{ path: 'until', message: 'must lie after `from`' }]);
  return interval;
}

const valueOf = ({ value, currency }: RegulatorFigure): Cell =>
  currency === null ? value : amount(String(value), currency);

/** A whole month, or two instants; never both and never neither. */
function stretchOf({ month, zone, from, until }: RegulatorWish): {
  readonly from: Date;
  readonly until: Date;
} {
  if (month !== undefined) {
    if (from !== undefined || until !== undefined)
      throw invalid([{ path: 'month', message: 'stands in place of `from` and `until`' }]);
    const { startsAt, endsAt } = monthIn(month, zone ?? 'UTC');
    return { from: startsAt, until: endsAt };
  }
  if (zone !== undefined) throw invalid([{ path: 'zone', message: 'says where a `month` begins' }]);
  if (from === undefined || until === undefined)
    throw invalid([{ path: 'month', message: 'name a month, or `from` and `until`' }]);
  return instantsOf({ from, until });
}

const amount = (minor: string | bigint, currency: string): MoneyJson => ({ minor: String(minor), currency });

function totalsRow({ oursMinor, oursRefundedMinor, theirsMinor, theirsRefundedMinor, ...row }: TotalsRow) {
  const { operator, day, service, tariff, currency, submitted, ours, oursRefunds, theirs, theirsRefunds } =
    row;
  const oursNet = BigInt(oursMinor) - BigInt(oursRefundedMinor);
  const theirsNet = BigInt(theirsMinor) - BigInt(theirsRefundedMinor);
  return {
    operator,
    day,
    service,
    tariff,
    currency,
    submitted,
    ours,
    oursGross: amount(oursMinor, currency),
    oursRefunds,
    oursRefunded: amount(oursRefundedMinor, currency),
    oursNet: amount(oursNet, currency),
    theirs,
    theirsGross: amount(theirsMinor, currency),
    theirsRefunds,
    theirsRefunded: amount(theirsRefundedMinor, currency),
    theirsNet: amount(theirsNet, currency),
    difference: amount(theirsNet - oursNet, currency),
  };
}
