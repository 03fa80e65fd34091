const ISO_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const KANNEL_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/;
const UNIX_SECONDS = /^\d{1,11}$/;

/** ISO 8601 with a zone, the only form the generic dialect knows; undefined for anything else. */
export function isoInstant(text: string): Date | undefined {
  return ISO_WITH_ZONE.test(text) ? validDate(Date.parse(text)) : undefined;
}

/** What Kannel writes for %T (unix seconds) and %t ("YYYY-MM-DD HH:MM:SS", which it gives in UTC). */
export function kannelInstant(text: string): Date | undefined {
  if (UNIX_SECONDS.test(text)) return validDate(Number(text) * 1_000);
  const parts = KANNEL_TIME.exec(text);
  return parts ? validDate(Date.parse(`${parts[1]}T${parts[2]}Z`)) : isoInstant(text);
}

const validDate = (ms: number): Date | undefined => (Number.isNaN(ms) ? undefined : new Date(ms));
