import { DateTime } from 'luxon';
import type { MessageClass } from './message-class';
import type { LocalWindow, Profile } from './profile';

const RAMADAN = 9;

/** Whether nothing of a class may be started at an instant, by the clock of the zone. The days of Ramadan have hours of their own. */
export function isQuiet(
  { quietHours }: Pick<Profile, 'quietHours'>,
  messageClass: MessageClass,
  at: Date,
  zone: string,
): boolean {
  const concerned = quietHours.filter(({ classes }) => classes.includes(messageClass));
  if (concerned.length === 0) return false;
  const local = DateTime.fromJSDate(at, { zone });
  const clock = local.toFormat('HH:mm');
  return concerned.some(({ blocked, blockedInRamadan }) =>
    (blockedInRamadan && isRamadan(local) ? blockedInRamadan : blocked).some((window) =>
      isWithin(window, clock),
    ),
  );
}

const isWithin = ({ from, to }: LocalWindow, clock: string): boolean =>
  from < to ? from <= clock && clock < to : clock >= from || clock < to;

/** By the calendar of Umm al-Qura. */
const isRamadan = (local: DateTime): boolean =>
  Number(
    local
      .reconfigure({ outputCalendar: 'islamic-umalqura', locale: 'en', numberingSystem: 'latn' })
      .toLocaleString({ month: 'numeric' }),
  ) === RAMADAN;
