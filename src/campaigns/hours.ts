import { DateTime } from 'luxon';
import type { SettingsFault } from './campaign-kind';

/** When in the day a campaign answers, by its own zone's clock: from inclusive, to exclusive; over midnight where `to` is not later. */
export interface DayHours {
  /** HH:mm */
  readonly from: string;
  readonly to: string;
  /** 1 is Monday, 7 Sunday; every day without it. A window over midnight belongs to the day it begins on. */
  readonly days?: readonly number[];
}

const CLOCK = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const MOST_WINDOWS = 14;
const DAYS_AHEAD = 8;

/** Faults of a setting that should be a list of hours. */
export function hoursFaults(path: string, raw: unknown): SettingsFault[] {
  if (!Array.isArray(raw) || raw.length < 1 || raw.length > MOST_WINDOWS) {
    return [
      {
        path,
        message: `must be a list of 1 to ${MOST_WINDOWS} windows such as { "from": "09:00", "to": "21:00" }`,
      },
    ];
  }
  return raw.flatMap((window: unknown, at) => faultsOfOne(`${path}[${at}]`, window));
}

function faultsOfOne(path: string, window: unknown): SettingsFault[] {
  if (typeof window !== 'object' || window === null)
    return [{ path, message: 'must be an object with from and to' }];
  const { from, to, days, ...rest } = window as Record<string, unknown>;
  const faults = Object.keys(rest).map((field) => ({
    path: `${path}.${field}`,
    message: 'is not a field of hours',
  }));
  if (typeof from !== 'string' || !CLOCK.test(from))
    faults.push({ path: `${path}.from`, message: 'must be a time such as 09:00' });
  if (typeof to !== 'string' || !CLOCK.test(to))
    faults.push({ path: `${path}.to`, message: 'must be a time such as 21:00' });
  const isDays =
    Array.isArray(days) &&
    days.length > 0 &&
    days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (days !== undefined && !isDays)
    faults.push({ path: `${path}.days`, message: 'must be numbers from 1 (Monday) to 7 (Sunday)' });
  return faults;
}

/** Whether an instant is within the hours. On days when the clock changes, the clock on the wall decides. */
export function isWithin(hours: readonly DayHours[], at: Date, zone: string): boolean {
  const local = DateTime.fromJSDate(at, { zone });
  const clock = local.toFormat('HH:mm');
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  return hours.some(({ from, to, days }) => {
    const isOn = (day: number): boolean => days === undefined || days.includes(day);
    if (from < to) return isOn(local.weekday) && from <= clock && clock < to;
    return (isOn(local.weekday) && clock >= from) || (isOn(yesterday) && clock < to);
  });
}

/** The next instant at which the hours begin; null when they never do. */
export function nextOpening(hours: readonly DayHours[], after: Date, zone: string): Date | null {
  const today = DateTime.fromJSDate(after, { zone }).startOf('day');
  const openings = Array.from({ length: DAYS_AHEAD }, (_, ahead) => today.plus({ days: ahead })).flatMap(
    (day) =>
      hours
        .filter(({ days }) => days === undefined || days.includes(day.weekday))
        .map(({ from }) =>
          day.set({ hour: Number(from.slice(0, 2)), minute: Number(from.slice(3)) }).toJSDate(),
        ),
  );
  const later = openings.filter((opening) => opening > after).sort((a, b) => a.getTime() - b.getTime());
  return later[0] ?? null;
}
