/** A row of the outbox as the dispatcher looks at it, in the order it should leave. */
export interface QueuedRow {
  readonly id: number;
  readonly subscriberId: number;
  readonly priority: number;
  readonly shortcodeId: number;
  readonly state: 'queued' | 'claimed' | 'sending' | 'unknown';
  readonly isDue: boolean;
  /** The lease of a claim that nobody renewed: whoever held it is gone. */
  readonly isLapsed: boolean;
}

/**
 * Which rows leave next. Two texts to one person at one priority are never under way together, and one that waits holds those
 * behind it: so a long text's sentences arrive in order, whatever the carrier throttles.
 * @param flying persons (see {@link follow}) with a text on the wire right now.
 * @param allowances texts that may leave of a code, where its operator sold it a rate of its own.
 */
export function chooseNext(
  rows: readonly QueuedRow[],
  wanted: number,
  flying: ReadonlySet<string>,
  allowances: ReadonlyMap<number, number> = NO_ALLOWANCES,
): QueuedRow[] {
  const left = new Map(allowances);
  const held = new Set<string>();
  const chosen: QueuedRow[] = [];
  for (const row of rows) {
    if (chosen.length >= wanted) break;
    const person = follow(row);
    if (held.has(person)) continue;
    held.add(person);
    if (flying.has(person) || !mayLeave(row)) continue;
    const allowed = left.get(row.shortcodeId) ?? Infinity;
    if (allowed <= 0) continue;
    left.set(row.shortcodeId, allowed - 1);
    chosen.push(row);
  }
  return chosen;
}

const NO_ALLOWANCES: ReadonlyMap<number, number> = new Map();

/** Rows of one person at one priority follow one another. */
export const follow = ({ subscriberId, priority }: Pick<QueuedRow, 'subscriberId' | 'priority'>): string =>
  `${priority}:${subscriberId}`;

function mayLeave({ state, isDue, isLapsed }: QueuedRow): boolean {
  return state === 'queued' || state === 'unknown' ? isDue : isLapsed;
}
