import type { Sql } from '../platform/database.service';
import { LANES } from '../platform/lanes';
import { hashOfAnchor, type Anchor } from './anchor';
import { anchorsAfter, brokenSeals, readHeads } from './anchor.store';
import { CHAIN_START, faultsOf, type ChainEnd, type Fault, type FaultType } from './chain-check';
import { consentsAfter } from './verification.store';

/** Rows and anchors read at once: a ledger of any size fits in memory. */
const BATCH = { rows: 2_000, anchors: 200 } as const;

/** What was looked at, how often each kind of fault was met, and where it was met first. */
export interface Verification {
  readonly rows: number;
  readonly anchors: number;
  readonly exportedAnchors: number;
  readonly faults: ReadonlyMap<FaultType, { readonly count: number; readonly first: Fault }>;
}

class Findings {
  readonly faults = new Map<FaultType, { count: number; first: Fault }>();

  note(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      const known = this.faults.get(fault.type);
      if (known) known.count++;
      else this.faults.set(fault.type, { count: 1, first: fault });
    }
  }
}

/**
 * Checks every chain, head and anchor, and the anchors that were exported earlier. `sql` must read one snapshot throughout
 * (repeatable read), or a living engine's appends would look like faults.
 */
export async function verifyConsents(sql: Sql, exported: readonly Anchor[] = []): Promise<Verification> {
  const findings = new Findings();
  const rows = await verifyChains(sql, findings);
  const anchors = await verifyAnchors(sql, findings, exported);
  await verifyExported(sql, findings, exported);
  return { rows, anchors, exportedAnchors: exported.length, faults: findings.faults };
}

async function verifyChains(sql: Sql, findings: Findings): Promise<number> {
  const heads = new Map((await readHeads(sql)).map((head) => [head.lane, head]));
  let rows = 0;
  for (let lane = 0; lane < LANES; lane++) {
    const walked = await walkChain(sql, lane, findings);
    const head = heads.get(lane);
    rows += walked.rows;
    const isAtHead = head?.seq === walked.end.seq && head.hash === walked.end.hash.toString('hex');
    if (!isAtHead) findings.note({ type: 'head', lane, seq: walked.end.seq });
  }
  return rows;
}

async function walkChain(
  sql: Sql,
  lane: number,
  findings: Findings,
): Promise<{ rows: number; end: ChainEnd }> {
  let end = CHAIN_START;
  for (let count = 0; ;) {
    const rows = await consentsAfter(sql, lane, end.seq, BATCH.rows);
    for (const row of rows) {
      findings.note(...faultsOf(row, end));
      end = row; // from what stands there, so that one changed row is one fault and not every row behind it
    }
    count += rows.length;
    if (rows.length < BATCH.rows) return { rows: count, end };
  }
}

async function verifyAnchors(sql: Sql, findings: Findings, exported: readonly Anchor[]): Promise<number> {
  const wanted = new Map(exported.map((anchor) => [anchor.id, anchor.hash]));
  let [count, after, previous] = [0, 0, ''];
  for (;;) {
    const anchors = await anchorsAfter(sql, after, BATCH.anchors);
    for (const anchor of anchors) {
      if (anchor.previous !== previous || hashOfAnchor(anchor) !== anchor.hash)
        findings.note({ type: 'anchor', anchorId: anchor.id });
      if (wanted.get(anchor.id) === anchor.hash) wanted.delete(anchor.id);
      previous = anchor.hash;
      after = anchor.id;
    }
    await noteBrokenSeals(sql, anchors, findings);
    count += anchors.length;
    if (anchors.length < BATCH.anchors) break;
  }
  for (const anchorId of wanted.keys()) findings.note({ type: 'exported', anchorId });
  return count;
}

/** Exported anchors stand outside: they know what was there even when rows, heads and our own anchors were all rewritten. */
async function verifyExported(sql: Sql, findings: Findings, exported: readonly Anchor[]): Promise<void> {
  for (let at = 0; at < exported.length; at += BATCH.anchors) {
    const anchors = exported.slice(at, at + BATCH.anchors);
    for (const anchor of anchors) {
      if (hashOfAnchor(anchor) !== anchor.hash) findings.note({ type: 'exported', anchorId: anchor.id });
    }
    await noteBrokenSeals(sql, anchors, findings);
  }
}

async function noteBrokenSeals(sql: Sql, anchors: readonly Anchor[], findings: Findings): Promise<void> {
  for (const { anchor_id, lane, seq } of await brokenSeals(sql, anchors)) {
    findings.note({ type: 'sealed', lane, seq, anchorId: anchor_id });
  }
}
