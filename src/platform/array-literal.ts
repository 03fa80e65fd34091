/**
 * Arrays as PostgreSQL writes them, for the statements that take a column per parameter. The driver's own way asks of every element
 * what it is and escapes it with regular expressions; here the caller knows, and the hot path pays a join.
 */
type Nullable<T> = T | null | undefined;

/** Numbers and booleans. */
export const plain = (items: readonly Nullable<number | boolean>[]): string =>
  `{${items.map(orNull).join(',')}}`;

/** Strings that need no quoting: ids, hashes, names from our own lists. Never anything that came from outside. */
export const words = (items: readonly Nullable<string>[]): string => `{${items.map(orNull).join(',')}}`;

/** Any strings. */
export const texts = (items: readonly Nullable<string>[]): string => `{${items.map(quoted).join(',')}}`;

/**
 * JSON, as one document for `jsonb_array_elements`: its quotes are neither escaped here nor unescaped there, which costs more than
 * all the rest of a row. Nothing is JSON's own null.
 */
export const documents = (items: readonly unknown[]): string => JSON.stringify(items);

/** `bytea`, in hex. */
export const bytes = (items: readonly Nullable<Buffer>[]): string =>
  `{${items.map((item) => (item ? `"\\\\x${item.toString('hex')}"` : 'NULL')).join(',')}}`;

export function instants(items: readonly Nullable<Date>[]): string {
  let lastMs = NaN;
  let written = '';
  // Most of a batch bears the same instant, written once: one object for all, or one each where it was read from rows.
  const write = (item: Nullable<Date>): string => {
    if (!item) return 'NULL';
    const ms = item.getTime();
    if (ms !== lastMs) {
      lastMs = ms;
      written = item.toISOString();
    }
    return written;
  };
  return `{${items.map(write).join(',')}}`;
}

const orNull = (item: Nullable<string | number | boolean>): string | number | boolean => item ?? 'NULL';

function quoted(item: Nullable<string>): string {
  if (item === null || item === undefined) return 'NULL';
  const needsEscape = item.includes('"') || item.includes('\\');
  return needsEscape ? `"${item.replace(/["\\]/g, '\\$&')}"` : `"${item}"`;
}
