import { hash } from 'node:crypto';

/**
 * JSON with one spelling only (RFC 8785): keys sorted, no blanks, strings escaped as JSON.stringify does. Our numbers
 * are whole, so that their spelling is no question.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** SHA-256 of the UTF-8 of the canonical JSON; hex. */
export function canonicalHash(value: unknown): string {
  return hash('sha256', canonical(value), 'hex');
}
