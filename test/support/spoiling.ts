import fc from 'fast-check';

/** What nobody means to send. */
export const BAD: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 2 ** 53, 2 ** 31],
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '{',
    '9'.repeat(400),
    'a'.repeat(5_000),
    '\u202e',
    '2026-02-30T00:00:00Z',
  ],
  ...[[], [null], [[]], ['a', 'a'], Array.from({ length: 1_500 }, () => 'x'), {}, { a: 1 }, { '': 1 }],
  ...[JSON.parse('{"__proto__":{"a":1}}') as object, { constructor: 1 }, nested(30), { fa: 1, en: '\0' }],
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: nested(depth - 1) };
}

/** Where something stands: field by field. */
export type Path = readonly (string | number)[];

/** Every place of a value that something else can stand in. */
export function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, one]) =>
    placesOf(one, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

/** A copy in which something else stands there. */
export function withPlace(value: unknown, [name, ...rest]: Path, bad: unknown): unknown {
  if (name === undefined) return bad;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[name] = withPlace(copy[name], rest, bad);
  return copy;
}

/** The value with one place of it spoilt. */
export const spoilt = (value: object) =>
  fc
    .tuple(
      fc.constantFrom(...placesOf(value)),
      fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...BAD) }, fc.jsonValue({ stringUnit: 'binary' })),
    )
    .map(([path, bad]) => withPlace(value, path, bad));
