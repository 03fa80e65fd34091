import { DateTime } from 'luxon';
import type { Service } from '../services/service';

/** A day of the calendar: yyyy-MM-dd. */
export type Day = string;

type Timed = Pick<Service, 'cycle' | 'settings'>;

/** After an outage, "skip" means later than this. Reaching everybody takes minutes at most. */
const PUNCTUAL_MINUTES = 60;
/** However late in the day content is due, a late one still has so long. */
const LEAST_LATE_HOURS = 4;
const DAYS_OF_THE_WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Whether the text is a day there is. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

/** The day it is by the clock of the service. */
export const dayAt = (at: Date, { settings }: Pick<Service, 'settings'>): Day =>
  DateTime.fromJSDate(at, { zone: settings.zone }).toFormat('yyyy-MM-dd');

export const daysLater = (day: Day, days: number): Day =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');

/** When a day's item leaves: its hour by the clock on the wall. Where the clocks skip that hour, the first instant after it. */
export const dueAt = (day: Day, { settings }: Pick<Service, 'settings'>): Date =>
  DateTime.fromISO(day, { zone: settings.zone }).set({ hour: settings.contentHour }).toJSDate();

/** Until when a day's item may still leave, exclusive. Yesterday's horoscope is nobody's. */
export function lastAt(day: Day, service: Timed): Date {
  const due = DateTime.fromJSDate(dueAt(day, service));
  if (service.settings.catchUp === 'skip') return due.plus({ minutes: PUNCTUAL_MINUTES }).toJSDate();
  const midnight = DateTime.fromISO(daysLater(day, 1), { zone: service.settings.zone });
  return DateTime.max(midnight, due.plus({ hours: LEAST_LATE_HOURS })).toJSDate();
}

/** The day whose item may leave at an instant; null when none may. Of two, the later day's. */
export function dayToSend(service: Timed, at: Date): Day | null {
  const today = dayAt(at, service);
  const days = [today, daysLater(today, -1)];
  return days.find((day) => dueAt(day, service) <= at && at < lastAt(day, service)) ?? null;
}

/** The days of the week on which the service promises content, 1 being Monday. */
export const contentDaysOf = ({ cycle, settings }: Timed): readonly number[] =>
  settings.contentDays ?? (cycle === 'day' ? DAYS_OF_THE_WEEK : []);

/** The days for which there should be content, among so many from `first` on. */
export function promisedDays(service: Timed, first: Day, count: number): readonly Day[] {
  const promised = contentDaysOf(service);
  return Array.from({ length: count }, (_, later) => daysLater(first, later)).filter((day) =>
    promised.includes(DateTime.fromISO(day, { zone: 'utc' }).weekday),
  );
}
