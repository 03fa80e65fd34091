import { Problem } from '../platform/problem';
import { normaliseMsisdn } from '../text/msisdn';

/** An id as it stands in a path; ids of people's rows are longer than those of the catalogue. */
export function idIn(raw: string, what: string): number {
  const id = /^[1-9][0-9]{0,14}$/.test(raw) ? Number(raw) : null;
  if (id === null) throw new Problem('NOT_FOUND', `There is no such ${what}.`);
  return id;
}

/** A person's number as it stands in a path: E.164 digits, however it was written. */
export function msisdnIn(raw: string): string {
  const msisdn = normaliseMsisdn(raw);
  if (msisdn !== null) return msisdn;
  const message = 'must be a telephone number with its country code';
  throw new Problem('VALIDATION_FAILED', `msisdn ${message}.`, { errors: [{ path: 'msisdn', message }] });
}
