import type { Category } from '../../reconciliation/matching/category';
import type { Planted } from './operator-file';

/** A finding as the comparison left it. */
export interface FoundOne {
  readonly id: number;
  readonly category: Category;
  readonly txnId: string | null;
  readonly state: string;
  readonly deltaMinor: string;
}

export interface Compared {
  /** What was put into the files and nobody found. */
  readonly missed: readonly Planted[];
  /** What was found and nobody had put there. */
  readonly unexpected: readonly FoundOne[];
}

/** What healed or turned up by itself is no difference any more. */
export function compareFound(planted: readonly Planted[], found: readonly FoundOne[]): Compared {
  const left = new Map<string, number>();
  for (const one of planted) left.set(nameOf(one), (left.get(nameOf(one)) ?? 0) + 1);
  const unexpected = found.filter((one) => {
    if (one.state === 'RESOLVED') return false;
    const count = left.get(nameOf(one)) ?? 0;
    left.set(nameOf(one), count - 1);
    return count <= 0;
  });
  const missed = planted.filter((one) => {
    const count = left.get(nameOf(one)) ?? 0;
    if (count > 0) left.set(nameOf(one), count - 1);
    return count > 0;
  });
  return { missed, unexpected };
}

const nameOf = ({
  category,
  txnId,
}: {
  readonly category: Category;
  readonly txnId: string | null;
}): string => `${category} ${txnId ?? ''}`;

/** How staff end a finding: what they took too much or unknown to us stands, what they lack is lost, the rest stays as we have it. */
export function outcomeFor({ deltaMinor, category }: FoundOne): 'ACCEPTED' | 'REJECTED' | 'WRITTEN_OFF' {
  if (category === 'IDENTITY_MISMATCH' || deltaMinor === '0') return 'REJECTED';
  return deltaMinor.startsWith('-') ? 'WRITTEN_OFF' : 'ACCEPTED';
}
