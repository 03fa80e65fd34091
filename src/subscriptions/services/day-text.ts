import { DateTime } from 'luxon';
import { localDigits, type Language } from '../../text/language';

/** How a date is written; Persian dates are of the Persian calendar. */
const FORMATS: { readonly [L in Language]: string } = {
  fa: 'yyyy/M/d',
  ar: 'd/M/yyyy',
  it: 'dd/MM/yyyy',
  en: 'd LLL yyyy',
  fr: 'dd/MM/yyyy',
  tr: 'dd.MM.yyyy',
};

const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** The day of an instant by the clock of a zone, as people read it: "1 May 2026", "۱۴۰۵/۲/۱۱". */
export function dayText(at: Date, zone: string, language: Language): string {
  const local = DateTime.fromJSDate(at, { zone });
  if (language !== 'fa') return localDigits(local.setLocale('en').toFormat(FORMATS[language]), language);
  const parts = persian.formatToParts(Date.UTC(local.year, local.month - 1, local.day));
  const part = (type: 'year' | 'month' | 'day'): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return localDigits(`${part('year')}/${part('month')}/${part('day')}`, language);
}
