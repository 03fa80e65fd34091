import type { Sql } from '../../platform/database.service';
import { linesOf, unequalLines, unequalPostings } from '../shares/closing-check';
import type { Closed, Terms } from '../shares/closing-line';
import { readLines, readTakenBack, readTakings } from '../shares/closing-lines.store';
import { LATE_DAYS } from '../shares/closings.service';
import { readTerms } from '../shares/share-rules.store';
import type { CurrencySum, Found, Verification } from './verification';
import { readClosingIds, readFaults, readPosted, readSizes, readSums } from './verification.store';

/** Enough to find the rest by. */
const NAMED = 5;

/** Checks the books: by themselves, against charges and refunds, and every closed month against itself. Changes nothing. */
export async function verifyLedger(sql: Sql): Promise<Verification> {
  const sums = await readSums(sql);
  const found = [...unbalanced(sums), ...(await readFaults(sql, LATE_DAYS)), ...(await verifyClosings(sql))];
  return { ...(await readSizes(sql)), sums, found };
}

function unbalanced(sums: readonly CurrencySum[]): readonly Found[] {
  const wrong = sums.filter(({ debits, credits }) => debits !== credits);
  return foundOf(
    'not balanced',
    wrong.map(({ currency }) => currency),
  );
}

async function verifyClosings(sql: Sql): Promise<readonly Found[]> {
  const lines: string[] = [];
  const postings: string[] = [];
  for (const { id: closingId, ...closing } of await readClosingIds(sql)) {
    const closed = { closingId, ...closing };
    const name = `closing ${closingId} (${closed.month})`;
    const wrong = await verifyClosing(sql, closed);
    lines.push(...wrong.lines.map((line) => `${name} ${line}`));
    postings.push(...wrong.postings);
  }
  return [...foundOf('closing lines', lines), ...foundOf('closing postings', postings)];
}

async function verifyClosing(
  sql: Sql,
  closed: Closed,
): Promise<{ readonly lines: readonly string[]; readonly postings: readonly string[] }> {
  const { closingId } = closed;
  const takings = await readTakings(sql, closingId);
  const takenBack = await readTakenBack(sql, closingId);
  const stored = await readLines(sql, closingId);
  const terms = await readTerms(sql, [
    ...new Set([...takings.map(({ ruleId }) => ruleId), ...takenBack.map(({ of }) => of.ruleId)]),
  ]);
  const again = linesOf(takings, takenBack, (ruleId) => known(terms, ruleId), closed.month);
  const rows = await readPosted(sql, closingId);
  const posted = new Map(
    rows.map((row) => [row.key, { ...row, amountMinor: BigInt(row.amountMinor), pendingKey: null }]),
  );
  return { lines: unequalLines(stored, again), postings: unequalPostings(stored, closed, posted) };
}

function known(terms: ReadonlyMap<number, Terms>, ruleId: number): Terms {
  const found = terms.get(ruleId);
  if (!found) throw new Error(`there is no rule ${ruleId}`);
  return found;
}

const foundOf = (fault: Found['fault'], names: readonly string[]): readonly Found[] =>
  names.length === 0 ? [] : [{ fault, count: names.length, first: names.slice(0, NAMED) }];
