import type { Reading } from '../campaigns/effect';
import { scopesAbove, type Scope, type Standing } from '../subscribers/standing';
import { newStatus } from './batch-person';

/** An entry of one person's ledger, as far as it decides where they stand. */
export interface LedgerEntry {
  readonly seq: number;
  readonly scope: string;
  readonly shortcodeId: number | null;
  readonly brandId: number | null;
  readonly listId: number | null;
  readonly event: string;
  readonly purpose: string;
  readonly language: string | null;
  readonly saidAt: Date;
  /** Set when free words were taken for it. */
  readonly read: Reading | null;
  /** The entries that this one takes back. */
  readonly takesBack: readonly { readonly seq: number }[] | null;
}

/** What one scope is given back: the standing as it would be had the entries never been made; null when nothing was said. */
export interface Restored {
  readonly scope: Scope;
  readonly standing: Standing | null;
  readonly takesBack: readonly number[];
  readonly purpose: string;
  readonly language: string | null;
}

export type TakenBack =
  | { readonly type: 'restored'; readonly scopes: readonly Restored[] }
  /** It was done before, and nothing has happened since. */
  | { readonly type: 'taken back already'; readonly scopes: readonly Pick<Restored, 'scope'>[] }
  /** They said STOP in so many words, somebody said it for them, or nobody said anything. */
  | { readonly type: 'not read' }
  /** Their own START or STOP is newer than our reading. */
  | { readonly type: 'spoke since' };

/** An opt-out that we read from free words, on one code. */
const isReading = (entry: LedgerEntry): boolean => entry.read !== null && entry.event === 'opt_out';

/** A word of the person or of somebody for them, which no undoing of ours may touch. */
const isSpoken = (entry: LedgerEntry): boolean =>
  entry.read === null && (entry.event === 'opt_in' || entry.event === 'opt_out');

/** The codes on which something we read still holds, in the order it was read. */
export function codesRead(entries: readonly LedgerEntry[]): number[] {
  const read = inForce(entries).filter(isReading);
  return [...new Set(read.flatMap(({ shortcodeId }) => shortcodeId ?? []))];
}

/**
 * Takes back every reading on a code that the person has not overruled since. Standings are what the ledger adds up to, so what
 * stood before is computed from it without those entries: a list gets back the very instant at which it was joined, and a code
 * of which nothing had been said is again one of which nothing was said. A fresh "in" instead would lift older STOPs beside it.
 */
export function takeBack(entries: readonly LedgerEntry[], shortcodeId: number): TakenBack {
  const valid = inForce(entries);
  const readings = valid.filter((entry) => isReading(entry) && entry.shortcodeId === shortcodeId);
  if (readings.length === 0) return undoneBefore(entries, shortcodeId) ?? { type: 'not read' };
  const spoken = valid.filter(isSpoken);
  const standing = readings.filter((reading) => !spoken.some((word) => overrules(word, reading)));
  if (standing.length === 0) return { type: 'spoke since' };
  const now = standingsOf(valid);
  const then = standingsOf(valid.filter((entry) => !standing.includes(entry)));
  const scopes = [...new Set(standing.map(({ scope }) => scope))];
  const lifts = scopes.some((scope) => now.get(scope)?.status === 'out' && then.get(scope)?.status !== 'out');
  // Below the reading lies a STOP in so many words: taking the reading back would give nothing back.
  if (!lifts) return { type: 'not read' };
  return { type: 'restored', scopes: scopes.map((scope) => restored(standing, scope, then)) };
}

/** The one brand whose relations these are: the owner of the code, or of every list and brand that was left. */
export function ownerOf(
  scopes: readonly Pick<Restored, 'scope'>[],
  codeOwnerId: number | null,
): number | null {
  const owners = new Set(scopes.flatMap(({ scope }) => ('brandId' in scope ? [scope.brandId] : [])));
  return codeOwnerId ?? (owners.size === 1 ? ([...owners][0] ?? null) : null);
}

/** Where the person stands on every scope, by their ledger alone. */
export function standingsOf(entries: readonly LedgerEntry[]): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const { scope, event, saidAt, listId, shortcodeId } of inForce(entries)) {
    const status = newStatus(event, saidAt, standings.get(scope));
    if (status !== null) standings.set(scope, { status, saidAt, listId, shortcodeId });
  }
  return standings;
}

function inForce(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const gone = new Set(entries.flatMap(({ takesBack }) => takesBack ?? []).map(({ seq }) => seq));
  return entries.filter(({ seq }) => !gone.has(seq));
}

/** When the newest thing that became of the code is that a reading was taken back. */
function undoneBefore(entries: readonly LedgerEntry[], shortcodeId: number): TakenBack | null {
  const here = entries.filter((entry) => entry.shortcodeId === shortcodeId || entry.scope === 'all');
  const newest = here.findLast((entry) => entry.event === 'restored' || isSpoken(entry));
  if (newest?.event !== 'restored') return null;
  const scopes = here.filter(({ event }) => event === 'restored').map((entry) => ({ scope: scopeOf(entry) }));
  return { type: 'taken back already', scopes };
}

/** Said later, of the same or of more. */
function overrules(word: LedgerEntry, { seq, scope, brandId, shortcodeId }: LedgerEntry): boolean {
  if (word.seq <= seq || shortcodeId === null) return false;
  return word.scope === scope || scopesAbove({ brandId, shortcodeId }).includes(word.scope);
}

function restored(
  readings: readonly LedgerEntry[],
  key: string,
  then: ReadonlyMap<string, Standing>,
): Restored {
  const here = readings.filter(({ scope }) => scope === key);
  const [first] = here;
  if (!first) throw new Error('a scope is restored only where something is taken back');
  const { purpose, language } = first;
  const takesBack = here.map(({ seq }) => seq);
  return { scope: scopeOf(first), standing: then.get(key) ?? null, takesBack, purpose, language };
}

function scopeOf({ shortcodeId, brandId, listId, scope }: LedgerEntry): Scope {
  if (shortcodeId === null) throw new Error(`${scope} is of no code`);
  if (listId !== null && brandId !== null) return { type: 'list', listId, shortcodeId, brandId };
  return brandId === null ? { type: 'code', shortcodeId } : { type: 'brand', brandId, shortcodeId };
}
