import type { CarrierRequest, HeardReport, Reading, ReportState, Unreadable } from '../connector';
import { isoInstant } from '../instants';
import { faultInString, isRecord } from '../json-fields';
import { readJsonItems } from '../json-items';
import { quoted, unreadable } from '../unreadable';

const FIELDS = new Set(['id', 'state', 'at', 'error']);
const STATES: { readonly [S in ReportState]: S } = {
  delivered: 'delivered',
  failed: 'failed',
  expired: 'expired',
  rejected: 'rejected',
  enroute: 'enroute',
  unknown: 'unknown',
};
const LIMITS = { idChars: 200, dateChars: 64, errorChars: 200 } as const;

/** The generic dialect's delivery reports: one object, or an array of up to 1,000. */
export function readHttpReports(request: CarrierRequest): Reading<HeardReport> {
  const read = readJsonItems(request);
  if (read.type === 'refused') return read;
  return { type: 'items', items: read.items.map(readReport), single: read.single };
}

function readReport(item: unknown): HeardReport | Unreadable {
  if (!isRecord(item)) return unreadable('WRONG_TYPE', 'A report is an object.');
  const fault = faultIn(item);
  if (fault !== undefined) return fault;
  const { id, state, at, error } = item as { id: string; state: ReportState; at?: string; error?: string };
  const instant = at === undefined ? undefined : isoInstant(at);
  if (at !== undefined && instant === undefined)
    return unreadable('BAD_DATE', '"at" must be an ISO 8601 time with its zone.');
  return {
    remoteId: id,
    state,
    ...(instant === undefined ? {} : { at: instant }),
    ...(error === undefined ? {} : { error }),
    raw: JSON.stringify(item),
  };
}

function faultIn(item: Readonly<Record<string, unknown>>): Unreadable | undefined {
  for (const name in item)
    if (!FIELDS.has(name)) return unreadable('UNKNOWN_FIELD', `${quoted(name)} is not a field of a report.`);
  return (
    faultInString(item, 'id', LIMITS.idChars, true) ??
    faultInState(item['state']) ??
    faultInString(item, 'at', LIMITS.dateChars) ??
    (item['error'] === '' ? undefined : faultInString(item, 'error', LIMITS.errorChars))
  );
}

function faultInState(state: unknown): Unreadable | undefined {
  if (state === undefined) return unreadable('MISSING_FIELD', '"state" is missing.');
  if (typeof state !== 'string') return unreadable('WRONG_TYPE', '"state" must be a string.');
  return Object.hasOwn(STATES, state)
    ? undefined
    : unreadable('BAD_STATE', `"state" must be one of ${Object.keys(STATES).join(', ')}.`);
}
