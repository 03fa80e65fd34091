import type { CarrierRequest, HeardReport, Reading, ReportState, Unreadable } from '../connector';
import { kannelInstant } from '../instants';
import { isStorable } from '../original-bytes';
import { readReceipt } from '../report-state';
import { quoted, refused, unreadable } from '../unreadable';
import { fieldText, readFields, type Fields } from './kannel-fields';
import { isForm } from './kannel-texts';

/** %d, the kind of report: 1 and 2 came from the handset, 4 and 8 and 16 and 32 from the centre before it. */
const KINDS: Readonly<Record<string, ReportState>> = {
  1: 'delivered',
  2: 'failed',
  4: 'enroute',
  8: 'enroute',
  16: 'rejected',
  32: 'enroute',
};
const LIMITS = { idChars: 200, errorChars: 200, answerChars: 2_000 } as const;

/** What Kannel asks of the dlr-url we gave it: our id, %d as type, %F as smscid, %A as answer, %T as at. */
export function readKannelReports(request: CarrierRequest): Reading<HeardReport> {
  if (request.method !== 'GET' && request.method !== 'POST')
    return refused(400, 'METHOD', 'Use GET, or POST a form.');
  if (request.method === 'POST' && !isForm(request)) return refused(415, 'CONTENT_TYPE', 'Send a form.');
  const fields = readFields(request);
  if (fields === undefined)
    return refused(400, 'TOO_MANY_FIELDS', 'The request has more fields than anything needs.');
  return { type: 'items', items: [readReport(fields)], single: true };
}

function readReport(fields: Fields): HeardReport | Unreadable {
  const echoedId = fieldText(fields, 'id');
  const remoteId = fieldText(fields, 'smscid');
  if (echoedId === undefined && remoteId === undefined)
    return unreadable('MISSING_FIELD', 'Neither "id" nor "smscid" names a message.');
  if ([echoedId, remoteId].some((id) => id !== undefined && (id.length > LIMITS.idChars || !isStorable(id))))
    return unreadable('BAD_ID', 'An id is too long, or holds NUL.');
  const kind = fieldText(fields, 'type') ?? '';
  if (!Object.hasOwn(KINDS, kind)) return unreadable('BAD_STATE', `"type" cannot be ${quoted(kind)}.`);
  const { state, error } = verdict(KINDS[kind] ?? 'unknown', answerOf(fields));
  const at = kannelInstant(fieldText(fields, 'at') ?? '');
  return {
    ...(echoedId === undefined ? {} : { echoedId }),
    ...(remoteId === undefined ? {} : { remoteId }),
    state,
    ...(at === undefined ? {} : { at }),
    ...(error === undefined ? {} : { error }),
    raw: rawOf(fields),
  };
}

const answerOf = (fields: Fields): string =>
  (fieldText(fields, 'answer') ?? '').slice(0, LIMITS.answerChars).replaceAll('\0', '\ufffd');

/** The centre's own words are finer than "failed": a receipt that says EXPIRED or REJECTD is believed. */
function verdict(state: ReportState, answer: string): { state: ReportState; error?: string } {
  const receipt = readReceipt(answer);
  const error = receipt.error ?? /^NACK\/(.{1,200})/s.exec(answer)?.[1];
  const finer =
    state === 'failed' && (receipt.state === 'expired' || receipt.state === 'rejected')
      ? receipt.state
      : state;
  return { state: finer, ...(error === undefined ? {} : { error: error.slice(0, LIMITS.errorChars) }) };
}

/** All that was said, but for the proof that it may be said. */
function rawOf(fields: Fields): string {
  const said = [...fields]
    .filter(([name]) => name !== 'key')
    .map(([name, value]) => [name, value.toString('utf8')]);
  return new URLSearchParams(said as [string, string][]).toString();
}
