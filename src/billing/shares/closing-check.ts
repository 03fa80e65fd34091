import { isSameAct, type Moved } from '../ledger/transfer';
import {
  chargesLine,
  postingsOf,
  takenBackLines,
  type Closed,
  type Line,
  type NewLine,
  type Takings,
  type TakenBack,
  type Terms,
} from './closing-line';
import { PARTS } from './share';

/** The lines that a closing's own transfers come to. */
export const linesOf = (
  takings: readonly Takings[],
  takenBack: readonly TakenBack[],
  termsOf: (ruleId: number) => Terms,
  month: string,
): readonly NewLine[] => [
  ...takings.map((taken) => chargesLine(taken, termsOf(taken.ruleId), month)),
  ...takenBackLines(takenBack, termsOf, month),
];

/** Lines that are stored and not found again, or found and not stored; empty when a closed month equals itself. */
export function unequalLines(stored: readonly Line[], again: readonly NewLine[]): readonly string[] {
  const before = new Set(stored.map(figuresOf));
  const now = new Set(again.map(figuresOf));
  return [
    ...stored.filter((line) => !now.has(figuresOf(line))).map(({ id }) => `line ${id}`),
    ...again.filter((line) => !before.has(figuresOf(line))).map(nameOf),
  ];
}

/** Who provides a service may change later; everything else of a line stays for ever. */
const figuresOf = (line: NewLine): string =>
  [
    ...[line.kind, line.ofLine, line.serviceId, line.operatorId, line.currency, line.vatBp, line.ruleId],
    ...[line.count, line.amountMinor, line.receivableOn, line.payableOn],
    ...PARTS.map((part) => line.parts[part]),
  ].join('|');

const nameOf = ({ kind, serviceId, operatorId, currency }: NewLine): string =>
  `${kind} of service ${serviceId} at operator ${operatorId} in ${currency}`;

/** The keys of postings that are missing, that move something else, or that no line asked for. */
export function unequalPostings(
  lines: readonly Line[],
  closed: Closed,
  posted: ReadonlyMap<string, Moved>,
): readonly string[] {
  const expected = lines.flatMap((line) => postingsOf(line, closed));
  const known = new Set(expected.map(({ key }) => key));
  const wrong = expected.filter((posting) => {
    const found = posted.get(posting.key);
    return !found || !isSameAct(posting, found);
  });
  return [...wrong.map(({ key }) => key), ...[...posted.keys()].filter((key) => !known.has(key))];
}
