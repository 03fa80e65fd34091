/**
 * The name under which a question's memory and a player's state keep what is the person's own, apart from the rest: an e-mail
 * address, a date of birth. Whoever goes on with the question needs it; beside a decision stands only that it was there.
 */
export const HIDDEN = 'hidden';

export type Hidden = Readonly<Record<string, HiddenValue>>;
type HiddenValue = string | number | readonly string[];

/** What stands in the place of a value, and says no more of it than its shape. */
const MASKS = { text: '‹text›', number: '‹number›', several: '‹several›' } as const;
const SEPARATOR = ', ';

export function masked(hidden: Hidden): Hidden {
  return Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, maskOf(value)]));
}

export const isMask = (value: HiddenValue): boolean => Object.values<HiddenValue>(MASKS).includes(value);

/** The value that was masked, out of how a profile has it written. */
export function unmasked(mask: HiddenValue, written: string): HiddenValue {
  if (mask === MASKS.number) return Number(written);
  return mask === MASKS.several ? written.split(SEPARATOR) : written;
}

/** How a profile has a value written. */
export const written = (value: HiddenValue): string =>
  typeof value === 'object' ? value.join(SEPARATOR) : String(value);

function maskOf(value: HiddenValue): HiddenValue {
  if (typeof value === 'object') return MASKS.several;
  return typeof value === 'number' ? MASKS.number : MASKS.text;
}
