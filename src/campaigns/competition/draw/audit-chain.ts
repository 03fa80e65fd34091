import { hash } from 'node:crypto';

/** One text to a contest and what became of it. Nothing in it names a person. */
export interface AuditRow {
  readonly id: string;
  /** Keyed or salted hash of the number, never the number. */
  readonly person: string;
  /** ISO 8601, UTC. */
  readonly saidAt: string;
  /** The unique code that was texted; empty without one. */
  readonly code: string;
  readonly shortcode: string;
  readonly keyword: string;
  /** SHA-256 of the words as they were said; hex. */
  readonly textHash: string;
  readonly decision: string;
  readonly reason: string;
  /** Empty when there was none. */
  readonly replyId: string;
  readonly chargeId: string;
}

export interface ChainedAuditRow extends AuditRow {
  /** The hash of the row before; 64 zeros for the very first. Hex. */
  readonly previous: string;
  readonly hash: string;
}

/** The columns of the export, in their order. All but the last are hashed. */
export const AUDIT_COLUMNS = [
  'id',
  'person',
  'saidAt',
  'code',
  'shortcode',
  'keyword',
  'textHash',
  'decision',
  'reason',
  'replyId',
  'chargeId',
  'previous',
  'hash',
] as const satisfies readonly (keyof ChainedAuditRow)[];

/** What can be wrong with an export, one word each. */
export const AUDIT_FAULTS = {
  header: 'the first row does not name the thirteen columns in their order',
  cells: 'a row has not thirteen cells, or a cell has a line break in it',
  link: 'a row does not follow from the one before it: one was taken out, put in or moved',
  hash: 'a row was changed',
  head: 'the last row is not the one the chain is known to end with',
} as const;

export type AuditFaultType = keyof typeof AUDIT_FAULTS;

export interface AuditFault {
  readonly type: AuditFaultType;
  /** Row of the file, the header being row 1; null for the file as a whole. */
  readonly row: number | null;
}

export type AuditChecked =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  /** The first hundred at most. */
  | { readonly ok: false; readonly faults: readonly AuditFault[] };

/** What the first row of all follows. */
export const NO_ROW = '0'.repeat(64);
const MOST_FAULTS = 100;
const CONTROL = /\p{Cc}/u;

/**
 * Chains rows to those before them: SHA-256 of the previous hash and the eleven fields, each on a line of its own, no
 * newline at the end. Throws on a control character in a field: a line break would let one field pass for two.
 */
export function* auditChain(
  rows: Iterable<AuditRow>,
  previous: string = NO_ROW,
): Generator<ChainedAuditRow, void> {
  let last = previous;
  for (const row of rows) {
    const fields = fieldsOf(row);
    if (fields.some((field) => CONTROL.test(field)))
      throw new RangeError(`Audit row ${row.id} holds a control character.`);
    const hashed = hashOfRow(last, fields);
    yield { ...row, previous: last, hash: hashed };
    last = hashed;
  }
}

/** Checks an export whose rows, the header among them, are at hand as cells. See {@link AuditCheck}. */
export function checkAudit(rows: Iterable<readonly string[]>, head?: string): AuditChecked {
  const check = new AuditCheck();
  for (const row of rows) check.add(row);
  return check.finish(head);
}

/** Follows the chain down an export, row by row. An export may begin in the middle of its chain. */
export class AuditCheck {
  private readonly faults: AuditFault[] = [];
  private rows = 0;
  private last: string | null = null;

  /** The cells of the next row, the header first. */
  add(cells: readonly string[]): void {
    this.rows += 1;
    if (this.rows === 1) return this.expect(AUDIT_COLUMNS.join() === cells.join(), 'header');
    const [previous = '', hashed = ''] = cells.slice(-2);
    const isWhole = cells.length === AUDIT_COLUMNS.length && !cells.some((cell) => CONTROL.test(cell));
    if (!isWhole) this.note('cells');
    else this.expect(hashOfRow(previous, cells.slice(0, -2)) === hashed, 'hash');
    this.expect(this.last === null || previous === this.last, 'link');
    this.last = hashed;
  }

  /** `head` is the hash the chain is known to end with: without it, rows cut off the end do not show. */
  finish(head?: string): AuditChecked {
    if (this.rows === 0) this.faults.push({ type: 'header', row: null });
    if (head !== undefined && head !== (this.last ?? NO_ROW)) this.faults.push({ type: 'head', row: null });
    if (this.faults.length > 0) return { ok: false, faults: this.faults.slice(0, MOST_FAULTS) };
    return { ok: true, rows: this.rows - 1, head: this.last ?? NO_ROW };
  }

  private expect(holds: boolean, type: AuditFaultType): void {
    if (!holds) this.note(type);
  }

  private note(type: AuditFaultType): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ type, row: this.rows });
  }
}

function fieldsOf(row: AuditRow): string[] {
  const { id, person, saidAt, code, shortcode, keyword, textHash, decision, reason, replyId, chargeId } = row;
  return [id, person, saidAt, code, shortcode, keyword, textHash, decision, reason, replyId, chargeId];
}

function hashOfRow(previous: string, fields: readonly string[]): string {
  return hash('sha256', [previous, ...fields].join('\n'), 'hex');
}
