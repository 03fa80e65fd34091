import type { CarrierRequest, HeardText, Reading, Unreadable } from '../connector';
import { isStorable, originalBytesOf } from '../original-bytes';
import { unreadable } from '../unreadable';
import { fieldsOf } from './twilio-signature';

const LIMITS = { textChars: 10_000, idChars: 200, addressChars: 64 } as const;

/** Twilio's incoming message: MessageSid, From, To, Body and a crowd of fields that say nothing of the text. */
export function readTwilioTexts(request: CarrierRequest): Reading<HeardText> {
  return refusalOf(request) ?? { type: 'items', items: [readText(fieldsOf(request))], single: true };
}

/** What no request of Twilio looks like; undefined for one that may be. */
export function refusalOf(request: CarrierRequest): Extract<Reading<never>, { type: 'refused' }> | undefined {
  if (request.method === 'GET') return undefined;
  if (request.method !== 'POST') return faults.method;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/x-www-form-urlencoded' ? undefined : faults.contentType;
}

const faults = {
  method: { type: 'refused', status: 400, code: 'METHOD', detail: 'Use GET, or POST a form.' },
  contentType: {
    type: 'refused',
    status: 415,
    code: 'CONTENT_TYPE',
    detail: 'Send application/x-www-form-urlencoded.',
  },
} as const;

function readText(fields: URLSearchParams): HeardText | Unreadable {
  const remoteId = fields.get('MessageSid') ?? fields.get('SmsMessageSid') ?? fields.get('SmsSid');
  const fault =
    faultIn(remoteId, 'MessageSid', LIMITS.idChars) ??
    faultIn(fields.get('From'), 'From', LIMITS.addressChars) ??
    faultIn(fields.get('To'), 'To', LIMITS.addressChars);
  if (fault !== undefined) return fault;
  // A picture without words has no Body at all: it is a blank text.
  const text = fields.get('Body') ?? '';
  if (text.length > LIMITS.textChars)
    return unreadable('TEXT_TOO_LONG', `"Body" is longer than ${LIMITS.textChars} characters.`);
  return {
    remoteId: remoteId ?? '',
    from: fields.get('From') ?? '',
    to: fields.get('To') ?? '',
    text,
    ...(isStorable(text) ? {} : { originalBytes: originalBytesOf(text) }),
  };
}

function faultIn(value: string | null, name: string, maxChars: number): Unreadable | undefined {
  if (value === null) return unreadable('MISSING_FIELD', `"${name}" is missing.`);
  if (value.trim() === '') return unreadable('EMPTY_FIELD', `"${name}" is empty.`);
  if (value.length > maxChars)
    return unreadable('TOO_LONG', `"${name}" is longer than ${maxChars} characters.`);
  return isStorable(value) ? undefined : unreadable('BAD_CHARACTERS', `"${name}" holds NUL.`);
}
