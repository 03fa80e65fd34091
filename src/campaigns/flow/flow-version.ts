import { createHash } from 'node:crypto';

const VERSION_CHARS = 16;

const known = new WeakMap<object, string>();

/**
 * What a running conversation knows its definition by: a digest of the definition itself, whatever the order of its fields, so
 * that no edit can be forgotten and an edit taken back is the old version again.
 */
export function versionOf(definition: object): string {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const version = createHash('sha256').update(ordered(definition)).digest('hex').slice(0, VERSION_CHARS);
  known.set(definition, version);
  return version;
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
