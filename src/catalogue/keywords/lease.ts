import type { InputError } from '../../platform/problem';
import type { Language } from '../../text/language';
import type { KeywordMode } from '../configuration';
import { keywordForm } from './keyword-form';
import type { Taken } from './taken';

/** A row of the registry that is wanted. */
export interface WantedKeyword {
  /** Where in the request it stands. */
  readonly path: string;
  readonly shortcodeId: number;
  readonly brandId: number;
  readonly word: string;
  readonly key: string;
  readonly language: Language | null;
  readonly mode: KeywordMode;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
  readonly freeFrom: Date | null;
}

/** A keyword with its aliases, which share its lease. */
export interface WantedLease {
  readonly keyword: WantedKeyword;
  readonly aliases: readonly WantedKeyword[];
}

export interface LeaseTerms {
  readonly shortcodeId: number;
  readonly brandId: number;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
  readonly freeFrom: Date | null;
}

export interface AskedWords {
  readonly word: string;
  readonly mode?: KeywordMode;
  readonly language?: Language;
  readonly aliases?: readonly { readonly word: string; readonly language: Language }[];
}

/** A lease as it was asked for, or what keeps its words from being keywords. @param path of the element in the request, '' for a single one */
export function readLease(
  path: string,
  { word, mode = 'first', language, aliases = [] }: AskedWords,
  terms: LeaseTerms,
): { readonly lease: WantedLease } | { readonly faults: readonly InputError[] } {
  const faults: InputError[] = [];
  const read = (at: string, raw: string, spoken: Language | undefined): WantedKeyword | null => {
    const form = keywordForm(raw, mode);
    if (form.type === 'keyword')
      return { ...terms, path: at, word: form.word, key: form.key, language: spoken ?? null, mode };
    faults.push({ path: at, message: form.detail });
    return null;
  };
  const keyword = read(inside(path, 'word'), word, language);
  if (mode === 'pattern' && aliases.length > 0) {
    faults.push({ path: inside(path, 'aliases'), message: 'A code pattern has no aliases.' });
  }
  const others = aliases.map((alias, at) =>
    read(inside(path, `aliases[${at}].word`), alias.word, alias.language),
  );
  if (faults.length > 0 || !keyword) return { faults };
  return { lease: { keyword, aliases: others.filter((alias) => alias !== null) } };
}

/** What one request asks for twice: two rows of one key on one code at one time. The later one clashes. */
export function askedTwice(
  leases: readonly WantedLease[],
  name: (wanted: WantedKeyword) => Pick<Taken, 'brand' | 'shortcode'>,
): readonly Taken[] {
  const byKey = new Map<string, WantedKeyword[]>();
  const clashes: Taken[] = [];
  for (const wanted of leases.flatMap(({ keyword, aliases }) => [keyword, ...aliases])) {
    const key = `${wanted.shortcodeId} ${wanted.key}`;
    const before = byKey.get(key) ?? [];
    const other = before.find((earlier) => overlaps(earlier, wanted));
    const { path } = wanted;
    if (other) clashes.push({ path, word: other.word, ...name(other), ...periodOf(other) });
    byKey.set(key, [...before, wanted]);
  }
  return clashes;
}

function periodOf({
  leasedFrom,
  leasedUntil,
  freeFrom,
}: WantedKeyword): Pick<Taken, 'leasedFrom' | 'leasedUntil' | 'freeFrom'> {
  return { leasedFrom, leasedUntil, freeFrom };
}

/** Half-open, quarantine included. */
function overlaps(a: WantedKeyword, b: WantedKeyword): boolean {
  return (!a.freeFrom || b.leasedFrom < a.freeFrom) && (!b.freeFrom || a.leasedFrom < b.freeFrom);
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
