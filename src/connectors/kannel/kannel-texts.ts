import { alphabetNamed, decodeText, type Alphabet } from '../alphabets';
import type { CarrierRequest, HeardPart, HeardText, Reading, Unreadable } from '../connector';
import { isWhole, partInHeader } from '../heard-part';
import { kannelInstant } from '../instants';
import { isStorable } from '../original-bytes';
import { isUnreadable, quoted, refused, unreadable } from '../unreadable';
import { fieldText, readFields, type Fields } from './kannel-fields';
import type { KannelSettings } from './kannel-settings';

const LIMITS = {
  textBytes: 40_000,
  textChars: 10_000,
  idChars: 200,
  addressChars: 64,
  operatorChars: 64,
} as const;
const FORM = 'application/x-www-form-urlencoded';

/**
 * What smsbox asks of a `get-url` or posts as a form: from, to, text, charset, coding, udh, id, time, smsc. Whoever
 * wrote the URL may have added fields of their own (account, service, keyword), so others are let be.
 */
export function readKannelTexts(request: CarrierRequest, settings: KannelSettings): Reading<HeardText> {
  if (request.method !== 'GET' && request.method !== 'POST')
    return refused(400, 'METHOD', 'Use GET, or POST a form.');
  if (request.method === 'POST' && !isForm(request)) return refused(415, 'CONTENT_TYPE', `Send ${FORM}.`);
  const fields = readFields(request);
  if (fields === undefined)
    return refused(400, 'TOO_MANY_FIELDS', 'The request has more fields than anything needs.');
  return { type: 'items', items: [readText(fields, settings)], single: true };
}

/** Whether the body, if there is one, is a form. */
export function isForm(request: CarrierRequest): boolean {
  const type = request.headers['content-type'];
  return request.body.length === 0 || type?.split(';')[0]?.trim().toLowerCase() === FORM;
}

function readText(fields: Fields, settings: KannelSettings): HeardText | Unreadable {
  const fault =
    faultIn(fields, 'from', LIMITS.addressChars, true) ??
    faultIn(fields, 'to', LIMITS.addressChars, true) ??
    faultIn(fields, 'id', LIMITS.idChars) ??
    faultIn(fields, 'smsc', LIMITS.operatorChars);
  if (fault !== undefined) return fault;
  const bytes = fields.get('text');
  if (bytes === undefined) return unreadable('MISSING_FIELD', '"text" is missing; a blank text is "text=".');
  if (bytes.length > LIMITS.textBytes) return tooLong;
  const alphabet = alphabetOf(fields, settings);
  if (isFault(alphabet)) return alphabet;
  return assemble(fields, bytes, alphabet);
}

function assemble(fields: Fields, bytes: Buffer, alphabet: Alphabet): HeardText | Unreadable {
  const time = fieldText(fields, 'time');
  const sentAt = time === undefined ? undefined : kannelInstant(time);
  if (time !== undefined && sentAt === undefined)
    return unreadable('BAD_DATE', '"time" must be unix seconds or "YYYY-MM-DD HH:MM:SS".');
  const said = wordsOf(bytes, alphabet, fields.get('udh'));
  if (said.text.length > LIMITS.textChars) return tooLong;
  const remoteId = fieldText(fields, 'id');
  const operator = fieldText(fields, 'smsc');
  return {
    from: fieldText(fields, 'from') ?? '',
    to: fieldText(fields, 'to') ?? '',
    ...said,
    ...(remoteId === undefined ? {} : { remoteId }),
    ...(operator === undefined ? {} : { operator }),
    ...(sentAt === undefined ? {} : { sentAt }),
  };
}

const tooLong = unreadable('TEXT_TOO_LONG', `"text" is longer than ${LIMITS.textChars} characters.`);

/** A part in UCS-2 stays bytes: senders split between the halves of one character, so parts are joined first. */
function wordsOf(
  bytes: Buffer,
  alphabet: Alphabet,
  udh: Buffer | undefined,
): Pick<HeardText, 'text' | 'concat' | 'originalBytes'> {
  const header = udh === undefined ? undefined : partInHeader(headerBytes(udh));
  if (header !== undefined && !isWhole(header) && alphabet === 'ucs2')
    return { text: '', concat: { ...header, bytes: Buffer.from(bytes) } };
  const concat: HeardPart | undefined = header === undefined || isWhole(header) ? undefined : header;
  const { text, isLossy } = decodeText(bytes, alphabet);
  return {
    text,
    ...(concat === undefined ? {} : { concat }),
    ...(isLossy ? { originalBytes: Buffer.from(bytes) } : {}),
  };
}

/** The header as hex (X-Kannel-UDH, and what most write) or as the bytes themselves (%u of a get-url). */
function headerBytes(udh: Buffer): Buffer {
  const written = udh.toString('latin1').trim();
  return /^([0-9a-f]{2})+$/i.test(written) ? Buffer.from(written, 'hex') : udh;
}

/** A named charset wins. Without one, coding 2 is UCS-2, 1 is 8-bit, and 0 is whatever this link was set to. */
function alphabetOf(fields: Fields, settings: KannelSettings): Alphabet | Unreadable {
  const charset = fieldText(fields, 'charset');
  const named = charset === undefined ? undefined : alphabetNamed(charset);
  if (charset !== undefined && named === undefined)
    return unreadable('UNKNOWN_CHARSET', `${quoted(charset)} is not a charset we read.`);
  const byCoding: Readonly<Record<string, Alphabet>> = {
    0: settings.defaultAlphabet,
    1: 'latin1',
    2: 'ucs2',
  };
  const coding = fieldText(fields, 'coding') ?? '0';
  if (!Object.hasOwn(byCoding, coding)) return unreadable('BAD_CODING', '"coding" must be 0, 1 or 2.');
  return named ?? byCoding[coding] ?? settings.defaultAlphabet;
}

const isFault = (value: Alphabet | Unreadable): value is Unreadable =>
  typeof value === 'object' && isUnreadable(value);

function faultIn(fields: Fields, name: string, maxChars: number, isRequired = false): Unreadable | undefined {
  const value = fieldText(fields, name);
  if (value === undefined)
    return isRequired
      ? unreadable(fields.has(name) ? 'EMPTY_FIELD' : 'MISSING_FIELD', `"${name}" is needed.`)
      : undefined;
  if (value.length > maxChars)
    return unreadable('TOO_LONG', `"${name}" is longer than ${maxChars} characters.`);
  return isStorable(value) ? undefined : unreadable('BAD_CHARACTERS', `"${name}" holds NUL.`);
}
