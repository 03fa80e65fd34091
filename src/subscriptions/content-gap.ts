import { dayAt, dueAt, promisedDays, type Day } from './content/calendar';
import { itemKey, type Filled } from './content/gaps';
import { periodFrom } from './proration';
import { isRecurring, type Service } from './services/service';
import type { Language } from '../text/language';

const DAY_MS = 86_400_000;

/** The days between which a service must have something to send before its next period may be charged; null where it charges anyhow. */
export function daysToFill(service: Service, at: Date): { readonly from: Day; readonly to: Day } | null {
  const { settings } = service;
  if (settings.noContent === 'charge' || !isRecurring(service)) return null;
  const { start, end } = periodFrom(service, at);
  return { from: dayAt(start, service), to: dayAt(end, service) };
}

/** Whether a service that charges only for content has none at all for the days it promised within the next period. */
export function isWithoutContent(service: Service, language: Language, filled: Filled, at: Date): boolean {
  const days = daysToFill(service, at);
  if (!days) return false;
  const { start, end } = periodFrom(service, at);
  const count = Math.round((Date.parse(days.to) - Date.parse(days.from)) / DAY_MS) + 1;
  const promised = promisedDays(service, days.from, count).filter((day) => {
    const due = dueAt(day, service);
    return due >= start && due < end;
  });
  return promised.length > 0 && !promised.some((day) => filled.has(itemKey(service.id, language, day)));
}

/** One stretch that covers them all. */
export function stretchOf(
  services: readonly Service[],
  at: Date,
): { readonly careful: readonly Service[]; readonly from: Day; readonly to: Day } | null {
  const careful = services.filter((service) => daysToFill(service, at) !== null);
  const stretches = careful.flatMap((service) => daysToFill(service, at) ?? []);
  const from = stretches.map((days) => days.from).sort()[0];
  const to = stretches
    .map((days) => days.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? null : { careful, from, to };
}
