import { fold } from '../text/fold';

/** A row of the keyword registry, as far as publishing asks. */
export interface RegistryRow {
  readonly id: number;
  readonly brandId: number;
  readonly brand: string;
  readonly key: string;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
  readonly freeFrom: Date | null;
}

/** The part of a campaign's window that is still to come; after its end, this very moment. */
export interface Ahead {
  readonly from: Date;
  readonly until: Date | null;
}

export function aheadOf(
  { opensAt, closesAt }: { readonly opensAt: Date; readonly closesAt: Date | null },
  now: Date,
): Ahead {
  if (closesAt && closesAt <= now) return { from: now, until: now };
  return { from: opensAt > now ? opensAt : now, until: closesAt };
}

/** The brand's own lease of a word that covers the whole time ahead; else what may be said about it. */
export function leaseOf(
  word: string,
  rows: readonly RegistryRow[],
  brandId: number,
  ahead: Ahead,
): { readonly type: 'leased'; readonly id: number } | { readonly type: 'missing'; readonly message: string } {
  const key = fold(word);
  const same = rows.filter((row) => row.key === key);
  const own = same.find((row) => row.brandId === brandId && covers(row, ahead));
  if (own) return { type: 'leased', id: own.id };
  const other = same.find((row) => row.brandId !== brandId && meets(row, ahead));
  if (other)
    return { type: 'missing', message: `"${word}" is leased to ${other.brand} for some of this time` };
  const until = ahead.until === null ? 'without end' : `until ${ahead.until.toISOString()}`;
  return {
    type: 'missing',
    message: `"${word}" is not leased to this brand from ${ahead.from.toISOString()} ${until}`,
  };
}

function covers({ leasedFrom, leasedUntil }: RegistryRow, { from, until }: Ahead): boolean {
  return (
    leasedFrom <= from &&
    (leasedUntil === null || (until !== null && until <= leasedUntil && from < leasedUntil))
  );
}

function meets({ leasedFrom, freeFrom }: RegistryRow, { from, until }: Ahead): boolean {
  return (until === null || leasedFrom <= until) && (freeFrom === null || from < freeFrom);
}
