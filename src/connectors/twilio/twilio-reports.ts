import type { CarrierRequest, HeardReport, Reading, ReportState, Unreadable } from '../connector';
import { isStorable } from '../original-bytes';
import { quoted, unreadable } from '../unreadable';
import { fieldsOf } from './twilio-signature';
import { refusalOf } from './twilio-texts';

/** MessageStatus: `undelivered` came back from the handset's network, `failed` never got that far. */
const STATES: Readonly<Record<string, ReportState>> = {
  accepted: 'enroute',
  scheduled: 'enroute',
  queued: 'enroute',
  sending: 'enroute',
  sent: 'enroute',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};
const MAX_ID_CHARS = 200;
const MAX_ERROR_CHARS = 200;

/** Twilio's status callback to the address we gave it, which carries our own id in its query. */
export function readTwilioReports(request: CarrierRequest): Reading<HeardReport> {
  return refusalOf(request) ?? { type: 'items', items: [readReport(request)], single: true };
}

function readReport(request: CarrierRequest): HeardReport | Unreadable {
  const fields = fieldsOf(request);
  const echoedId = request.query.get('id') ?? undefined;
  const remoteId = fields.get('MessageSid') ?? fields.get('SmsSid') ?? undefined;
  if (!echoedId && !remoteId)
    return unreadable('MISSING_FIELD', 'Neither "id" nor "MessageSid" names a message.');
  if ([echoedId, remoteId].some((id) => id !== undefined && (id.length > MAX_ID_CHARS || !isStorable(id))))
    return unreadable('BAD_ID', 'An id is too long, or holds NUL.');
  const status = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
  if (!Object.hasOwn(STATES, status))
    return unreadable('BAD_STATE', `"MessageStatus" cannot be ${quoted(status)}.`);
  const error = fields.get('ErrorCode')?.replaceAll('\0', '\ufffd').slice(0, MAX_ERROR_CHARS);
  return {
    ...(echoedId ? { echoedId } : {}),
    ...(remoteId ? { remoteId } : {}),
    state: STATES[status] ?? 'unknown',
    ...(error ? { error } : {}),
    raw: fields.toString(),
  };
}
