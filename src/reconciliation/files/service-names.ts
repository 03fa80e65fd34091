import type { FileProfile } from './file-profile';
import { plainField, withPlainDigits } from './plain-digits';

const OUR_ID = /^[1-9]\d{0,8}$/;

/** Which of our services an operator means; null for none that the profile names. Never a guess: it would move somebody's money. */
export function serviceFinder({
  serviceNames,
  services,
}: Pick<FileProfile, 'serviceNames' | 'services'>): (name: string | null) => number | null {
  if (serviceNames === 'our ids') return (name) => (name !== null && OUR_ID.test(name) ? Number(name) : null);
  const ids = new Map(
    Object.entries(services).map(([name, id]) => [plainField(withPlainDigits(name)), id] as const),
  );
  return (name) => (name === null ? null : (ids.get(name) ?? null));
}
