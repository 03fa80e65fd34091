import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { idInBody } from '../../catalogue/reference.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import { Problem } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { writeTransfers } from '../ledger/ledger.store';
import { TRANSFER_LIMITS } from '../ledger/transfer';
import { chargesLine, postingsOf, takenBackLines, type Closed, type Terms } from './closing-line';
import { insertLines, readEarlier, readLines, readTakenBack, readTakings } from './closing-lines.store';
import { monthAfter, monthIn, monthOf } from './closing-month';
import {
  findClosing,
  findClosingOf,
  findLastClosing,
  insertClosing,
  listClosings,
  lockBooksOf,
  type ClosingRow,
} from './closings.store';
import {
  countBadDebts,
  countCharges,
  countRefunds,
  firstUncounted,
  readUnruled,
  type Window,
} from './counting.store';
import { readTerms } from './share-rules.store';
import { statements, type Party, type Statement } from './statement';

/**
 * Somebody looks this far back for what was written late. An instant is given when a transfer is written, so nothing comes even
 * minutes late; what would be older is named by verify-ledger.
 */
export const LATE_DAYS = 400;
const DAY_MS = 86_400_000;

export interface ClosingRequest {
  readonly brand: Reference;
  readonly month: string;
  readonly zone: string;
}

export interface ClosedMonth {
  readonly closing: ClosingRow;
  readonly statements: readonly Statement[];
}

/** Months of brands that are shared out, once. A closing keeps the transfers it counted, and its figures are of these alone. */
@Injectable()
export class Closings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Closes a month; one that is closed is read again, and is what it was. */
  async close(caller: ApiCaller, request: ClosingRequest): Promise<ClosedMonth> {
    const id = await this.database.transaction(async (tx) => {
      const brandId = await idInBody(tx.sql, 'brand', request.brand, null);
      await lockBooksOf(tx.sql, brandId);
      const known = await findClosingOf(tx.sql, brandId, request.month);
      if (known) return knownAs(known, request.zone);
      return this.closeNew(tx, brandId, request, caller.name);
    });
    return this.one(id, 'brand');
  }

  async page(
    brand: Reference | undefined,
    month: string | undefined,
    after: number,
    limit: number,
  ): Promise<Page<ClosingRow>> {
    const { sql } = this.database;
    const brandId = brand === undefined ? null : await idInBody(sql, 'brand', brand, null);
    return pageOf(await listClosings(sql, brandId, month ?? null, after, limit + 1), limit, (row) => row);
  }

  /** A closing and its statements for each party of that sort. */
  async one(id: number, sort: Party): Promise<ClosedMonth> {
    const { sql } = this.database;
    const closing = await findClosing(sql, id);
    if (!closing) throw new Problem('NOT_FOUND', 'There is no such closing.');
    const lines = await readLines(sql, id);
    const earlier = await readEarlier(sql, closing.brandId, closing.month);
    return { closing, statements: statements(sort, closing.brand, lines, earlier) };
  }

  private async closeNew(
    tx: Tx,
    brandId: number,
    { month, zone }: ClosingRequest,
    closedBy: string,
  ): Promise<number> {
    const closedAt = this.clock.now();
    const { startsAt, endsAt } = monthIn(month, zone);
    if (endsAt > closedAt) throw new Problem('CONFLICT', `${month} is not over yet in ${zone}.`);
    const last = await findLastClosing(tx.sql, brandId);
    const from = last ? new Date(last.startsAt.getTime() - LATE_DAYS * DAY_MS) : null;
    const window: Window = { brandId, from, until: endsAt };
    await refuseOutOfTurn(tx, { ...window, until: startsAt }, { month, zone }, last?.month);
    await refuseUnruled(tx, window);
    const closingId = await insertClosing(tx.sql, {
      ...{ brandId, month, zone, startsAt, endsAt, closedBy, closedAt },
    });
    await countCharges(tx.sql, closingId, window);
    await countRefunds(tx.sql, closingId, window);
    await countBadDebts(tx.sql, closingId, window);
    await shareOut(tx, closingId, month);
    await post(tx, { closingId, brandId, month, closedBy, closedAt });
    return closingId;
  }
}

/** From the stored set to lines: first what came, then what was taken back, perhaps from the very same lines. */
async function shareOut(tx: Tx, closingId: number, month: string): Promise<void> {
  const takings = await readTakings(tx.sql, closingId);
  const terms = await termsOf(
    tx,
    takings.map(({ ruleId }) => ruleId),
  );
  await insertLines(
    tx,
    closingId,
    takings.map((taken) => chargesLine(taken, terms(taken.ruleId), month)),
  );
  const takenBack = await readTakenBack(tx.sql, closingId);
  const termsThen = await termsOf(
    tx,
    takenBack.map(({ of }) => of.ruleId),
  );
  await insertLines(tx, closingId, takenBackLines(takenBack, termsThen, month));
}

async function post(tx: Tx, closed: Closed): Promise<void> {
  const lines = await readLines(tx.sql, closed.closingId);
  const postings = lines.flatMap((line) => postingsOf(line, closed));
  for (let from = 0; from < postings.length; from += TRANSFER_LIMITS.batch)
    await writeTransfers(tx, postings.slice(from, from + TRANSFER_LIMITS.batch));
}

async function termsOf(tx: Tx, ruleIds: readonly number[]): Promise<(ruleId: number) => Terms> {
  const terms = await readTerms(tx.sql, [...new Set(ruleIds)]);
  return (ruleId) => {
    const found = terms.get(ruleId);
    if (!found) throw new Error(`there is no rule ${ruleId}`);
    return found;
  };
}

function knownAs({ id, month, zone }: ClosingRow, asked: string): number {
  if (zone !== asked) throw new Problem('CONFLICT', `${month} is closed, in the zone ${zone}.`);
  return id;
}

/** Months follow one another; a brand's first is not after its first taking. */
async function refuseOutOfTurn(
  tx: Tx,
  before: Window,
  { month, zone }: { readonly month: string; readonly zone: string },
  last: string | undefined,
): Promise<void> {
  if (last !== undefined) {
    if (monthAfter(last) === month) return;
    throw new Problem('CONFLICT', `${last} is the last month that is closed; ${monthAfter(last)} is next.`);
  }
  const first = await firstUncounted(tx.sql, before);
  if (first === null) return;
  const earlier = monthOf(first, zone);
  throw new Problem('CONFLICT', `There are takings of ${earlier}: close that month first.`);
}

async function refuseUnruled(tx: Tx, window: Window): Promise<void> {
  const unruled = await readUnruled(tx.sql, window);
  if (unruled.length === 0) return;
  const [first] = unruled;
  throw new Problem(
    'CONFLICT',
    `No share rule was in force for service ${first?.serviceId} at ${first?.operator} in ${first?.currency} on ${first?.since.toISOString()}.`,
    {
      unruled: unruled.map(({ serviceId, operator, currency, since }) => ({
        ...{ service: serviceId, operator, currency, since: since.toISOString() },
      })),
    },
  );
}
