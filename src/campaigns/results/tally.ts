import type { Language } from '../../text/language';
import { pick } from '../texts-by-language';
import type { Choice } from './choices-of';

export interface Votes {
  readonly choice: string;
  readonly votes: number;
}

export interface TalliedChoice extends Votes {
  /** As people know it, in the campaign's language; null for what the campaign does not offer (any more). */
  readonly label: string | null;
  /** One decimal; all of them together are 100. */
  readonly percent: number;
}

/** Every choice with its share: those the campaign offers in its order, then what else was tallied. */
export function tallied(
  offered: readonly Choice[],
  votes: readonly Votes[],
  language: Language,
): readonly TalliedChoice[] {
  const counted = new Map(votes.map(({ choice, votes: count }) => [choice, count]));
  const known = new Set(offered.map(({ value }) => value));
  const rows = [
    ...offered.map(({ value, labels }) => ({
      choice: value,
      label: pick(labels, language, language) ?? null,
      votes: counted.get(value) ?? 0,
    })),
    ...votes.filter(({ choice }) => !known.has(choice)).map((row) => ({ ...row, label: null })),
  ];
  const percents = shares(rows.map((row) => row.votes));
  return rows.map((row, at) => ({ ...row, percent: percents[at] ?? 0 }));
}

const TENTHS = 1_000;

/** Percentages of one decimal that add up to 100, by largest remainder; all zero where nothing was counted. */
export function shares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * TENTHS) / total);
  const tenths = exact.map(Math.floor);
  const left = TENTHS - tenths.reduce((sum, tenth) => sum + tenth, 0);
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) tenths[at] = (tenths[at] ?? 0) + 1;
  return tenths.map((tenth) => tenth / 10);
}
