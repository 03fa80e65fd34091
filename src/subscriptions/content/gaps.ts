import type { Language } from '../../text/language';
import type { Service } from '../services/service';
import { dayAt, dueAt, promisedDays, type Day } from './calendar';

/** A day for which a service promises content and has none in a language. */
export interface Gap {
  readonly serviceId: number;
  readonly day: Day;
  readonly language: Language;
}

/** What there is of a service's content, by {@link itemKey}. */
export type Filled = ReadonlySet<string>;

export const itemKey = (serviceId: number, language: Language, day: Day): string =>
  `${serviceId} ${language} ${day}`;

/** Gaps of so many days from `first` on, in order. */
export function gapsOf(service: Service, filled: Filled, first: Day, days: number): readonly Gap[] {
  return promisedDays(service, first, days).flatMap((day) =>
    service.settings.languages
      .filter((language) => !filled.has(itemKey(service.id, language, day)))
      .map((language) => ({ serviceId: service.id, day, language })),
  );
}

/** Gaps that somebody must fill by tomorrow: of today while its hour has not passed, and of tomorrow. */
export function urgentGaps(service: Service, filled: Filled, now: Date): readonly Gap[] {
  if (service.state !== 'approved') return [];
  const today = dayAt(now, service);
  return gapsOf(service, filled, today, 2).filter(({ day }) => day > today || dueAt(day, service) > now);
}
