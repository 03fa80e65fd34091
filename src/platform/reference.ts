/** Another resource as a request names it: by its id, or by its code, number or name. */
export type Reference = string | number;

/** The largest id PostgreSQL keeps in an int. */
const MOST = 2_147_483_647;
const MAX_CHARS = 40;

export function isReference(raw: unknown): raw is Reference {
  if (typeof raw === 'number') return Number.isInteger(raw) && raw > 0 && raw <= MOST;
  return typeof raw === 'string' && raw.trim() !== '' && raw.length <= MAX_CHARS;
}

/** What a reference may mean: always a name, and an id where it is a number that can be one. */
export function readReference(raw: Reference): { readonly name: string; readonly id: number | null } {
  const name = String(raw);
  const id = /^[1-9][0-9]{0,9}$/.test(name) ? Number(name) : NaN;
  return { name, id: id <= MOST ? id : null };
}
