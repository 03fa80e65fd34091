import type { Reading, Unreadable } from './connector';

const MAX_NAME_CHARS = 40;

/** One bad element, named. */
export const unreadable = (code: string, detail: string): Unreadable => ({ error: { code, detail } });

export const isUnreadable = (item: object): item is Unreadable => 'error' in item;

/** A whole request turned away. */
export const refused = (status: 400 | 413 | 415 | 422, code: string, detail: string): Reading<never> => ({
  type: 'refused',
  status,
  code,
  detail,
});

/** A name of the carrier's choosing, safe to repeat. */
export const quoted = (name: string): string => JSON.stringify(name.slice(0, MAX_NAME_CHARS));
