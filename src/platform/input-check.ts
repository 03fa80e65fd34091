import type { InputError } from './problem';

/** Deeper than any body of ours, and far from what would exhaust the stack. */
const MAX_DEPTH = 24;
const REACHING: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const SUSPECT = /[\0\ud800-\udfff]/;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** The first thing in a body that nothing could keep: NUL or a lone surrogate in a text or a name, endless nesting, or a field named to reach into our own objects. */
export function findUnusable(value: unknown, path = '', depth = 0): InputError | null {
  if (typeof value === 'string') return isStorable(value) ? null : { path, message: UNSTORABLE_MESSAGE };
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return { path, message: 'is nested too deeply' };
  for (const [name, inner] of Object.entries(value)) {
    const inside = Array.isArray(value) ? `${path}[${name}]` : joinPath(path, name);
    if (!isStorable(name)) return { path, message: 'has a field whose name holds a NUL or half a character' };
    if (REACHING.has(name)) return { path: inside, message: 'is not a field of this request' };
    const found = findUnusable(inner, inside, depth + 1);
    if (found) return found;
  }
  return null;
}

/** "settings.reply", "[3].word". */
export function joinPath(path: string, name: string): string {
  if (path === '') return name;
  return name === '' ? path : name.startsWith('[') ? `${path}${name}` : `${path}.${name}`;
}

const UNSTORABLE_MESSAGE = 'holds a NUL or half a character';

function isStorable(text: string): boolean {
  return !SUSPECT.test(text) || !UNSTORABLE.test(text);
}
