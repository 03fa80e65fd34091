import { Injectable } from '@nestjs/common';
import { idInPath } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Sql, type Tx } from '../../platform/database.service';
import { toJson } from '../../platform/money';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { judgePrice } from './price-point';
import {
  PRICE_POINT_LIMITS,
  type PriceListChangeDto,
  type NewPricePointDto,
  type PricePointDto,
} from './price-points.dto';
import {
  countPricePoints,
  deletePricePoints,
  endPricePoint,
  insertPricePoints,
  lockOperator,
  pagePricePoints,
  readPriceLists,
  tariffsAt,
  type PricePointCard,
} from './price-points.store';

/** What operators let us charge. Whoever has no list approves everything; of a list that is there, only what it names is charged. */
@Injectable()
export class PricePoints {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async page(operator: string, { after, limit }: PageQuery): Promise<Page<PricePointDto>> {
    const { sql } = this.database;
    const operatorId = await idInPath(sql, 'operator', operator, null);
    return pageOf(await pagePricePoints(sql, operatorId, after, limit + 1), limit, shown);
  }

  /** What is on the list already stays as it is. */
  add(operator: string, wished: readonly NewPricePointDto[]): Promise<PriceListChangeDto> {
    return this.change(operator, async (tx, operatorId, now) => {
      const free = PRICE_POINT_LIMITS.ofOperator - (await countPricePoints(tx.sql, operatorId));
      if (wished.length > free)
        throw new Problem(
          'CONFLICT',
          `An operator has ${PRICE_POINT_LIMITS.ofOperator} price points at most.`,
        );
      const points = wished.map(({ amount, effectiveFrom }, at) => {
        const amountMinor = BigInt(amount.minor);
        if (amountMinor === 0n)
          throw invalid([{ path: `points[${at}].amount.minor`, message: 'must be more than nothing' }]);
        const from = effectiveFrom === undefined ? now : new Date(effectiveFrom);
        return { operatorId, currency: amount.currency, amountMinor, effectiveFrom: from };
      });
      await insertPricePoints(tx, points, now);
    });
  }

  /** From an instant on it is approved no more; what was charged by then was. */
  withdraw(operator: string, id: number, effectiveUntil: string | undefined): Promise<PriceListChangeDto> {
    return this.change(operator, async (tx, operatorId, now) => {
      const until = effectiveUntil === undefined ? now : new Date(effectiveUntil);
      if (until < now)
        throw invalid([
          { path: 'effectiveUntil', message: 'must not be in the past: it was charged by then' },
        ]);
      if (!(await endPricePoint(tx, operatorId, id, until)))
        throw new Problem('NOT_FOUND', `The operator has no price point ${id}.`);
    });
  }

  /** The operator gives its list up, and approves everything again. */
  async giveUp(operator: string): Promise<void> {
    await this.change(operator, (tx, operatorId) => deletePricePoints(tx, operatorId));
  }

  private change(
    operator: string,
    act: (tx: Tx, operatorId: number, now: Date) => Promise<void>,
  ): Promise<PriceListChangeDto> {
    return this.database.transaction(async (tx) => {
      const operatorId = await idInPath(tx.sql, 'operator', operator, null);
      await lockOperator(tx, operatorId);
      const now = this.clock.now();
      await act(tx, operatorId, now);
      return { unapproved: await unapprovedAt(tx.sql, operatorId, now) };
    });
  }
}

async function unapprovedAt(
  sql: Sql,
  operatorId: number,
  now: Date,
): Promise<PriceListChangeDto['unapproved']> {
  const [list] = await readPriceLists(sql, [operatorId]);
  if (!list) return [];
  const priced = await tariffsAt(sql, operatorId, now);
  return priced
    .filter((price) => judgePrice(list.points, price, now).type === 'not approved')
    .map(({ serviceId, service, tariffId, amountMinor, currency }) => ({
      service: serviceId,
      name: service,
      tariff: tariffId,
      amount: toJson({ minor: amountMinor, currency }),
    }));
}

const shown = ({
  id,
  amountMinor,
  currency,
  effectiveFrom,
  effectiveUntil,
}: PricePointCard): PricePointDto => ({
  id,
  amount: toJson({ minor: amountMinor, currency }),
  effectiveFrom,
  effectiveUntil,
});
