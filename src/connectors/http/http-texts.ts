import type { CarrierRequest, HeardPart, HeardText, Reading, Unreadable } from '../connector';
import { faultInPart, isWhole } from '../heard-part';
import { isoInstant } from '../instants';
import { faultInString, isRecord } from '../json-fields';
import { readJsonItems } from '../json-items';
import { isStorable, originalBytesOf } from '../original-bytes';
import { quoted, unreadable } from '../unreadable';

/** In characters (UTF-16 units); the contract offers no carrier more. */
export const LIMITS = {
  textChars: 10_000,
  idChars: 200,
  addressChars: 64,
  linkIdChars: 200,
  operatorChars: 64,
} as const;

/** A text of the generic dialect after its checks. */
interface WireText {
  readonly id?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly sentAt?: string;
  readonly linkId?: string;
  readonly operator?: string;
  readonly concat?: HeardPart;
}

const TEXT_FIELDS = new Set(['id', 'from', 'to', 'text', 'sentAt', 'linkId', 'operator', 'concat']);
const PART_FIELDS = new Set(['ref', 'width', 'part', 'total']);

/** The generic dialect's texts: one object, or an array of up to 1,000. A bad element leaves its neighbours alone. */
export function readHttpTexts(request: CarrierRequest): Reading<HeardText> {
  const read = readJsonItems(request);
  if (read.type === 'refused') return read;
  const { items, byteItems, single } = read;
  return { type: 'items', items: items.map((item, at) => readText(item, byteItems?.[at])), single };
}

function readText(item: unknown, asBytes: unknown): HeardText | Unreadable {
  if (!isRecord(item)) return unreadable('WRONG_TYPE', 'A text is an object.');
  const fault = faultIn(item);
  if (fault !== undefined) return fault;
  const wire = item as unknown as WireText;
  const sentAt = wire.sentAt === undefined ? undefined : isoInstant(wire.sentAt);
  if (wire.sentAt !== undefined && sentAt === undefined)
    return unreadable('BAD_DATE', '"sentAt" must be an ISO 8601 time with its zone.');
  return heardFrom(wire, sentAt, originalOf(wire.text, asBytes));
}

/** Built field by field: this runs for every text, and spreading optional fields costs more than the checks. */
function heardFrom(wire: WireText, sentAt: Date | undefined, original: Buffer | undefined): HeardText {
  const heard: { -readonly [K in keyof HeardText]: HeardText[K] } = {
    from: wire.from,
    to: wire.to,
    text: wire.text,
  };
  if (wire.id !== undefined) heard.remoteId = wire.id;
  if (sentAt !== undefined) heard.sentAt = sentAt;
  if (wire.linkId !== undefined) heard.linkId = wire.linkId;
  if (wire.operator !== undefined) heard.operator = wire.operator;
  if (wire.concat !== undefined && !isWhole(wire.concat))
    heard.concat = { ...wire.concat, width: wire.concat.width ?? 8 };
  if (original !== undefined) heard.originalBytes = original;
  return heard;
}

function originalOf(text: string, asBytes: unknown): Buffer | undefined {
  if (text.includes('\ufffd') && isRecord(asBytes) && typeof asBytes['text'] === 'string') {
    const bytes = rawBytes(asBytes['text']);
    if (bytes.toString('utf8') !== text || !bytes.equals(Buffer.from(text, 'utf8'))) return bytes;
  }
  return isStorable(text) ? undefined : originalBytesOf(text);
}

/** One character stands for one byte, except what an escape such as \u0644 put beyond a byte's reach. */
function rawBytes(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (c) => (c.charCodeAt(0) > 0xff ? originalBytesOf(c) : Buffer.from(c, 'latin1'))),
  );
}

function faultIn(item: Readonly<Record<string, unknown>>): Unreadable | undefined {
  for (const name in item)
    if (!TEXT_FIELDS.has(name))
      return unreadable('UNKNOWN_FIELD', `${quoted(name)} is not a field of a text.`);
  return (
    faultInString(item, 'from', LIMITS.addressChars, true) ??
    faultInString(item, 'to', LIMITS.addressChars, true) ??
    faultInText(item['text']) ??
    faultInString(item, 'id', LIMITS.idChars) ??
    faultInString(item, 'sentAt', LIMITS.addressChars) ??
    faultInString(item, 'linkId', LIMITS.linkIdChars) ??
    faultInString(item, 'operator', LIMITS.operatorChars) ??
    (item['concat'] === undefined ? undefined : faultInConcat(item['concat']))
  );
}

function faultInText(text: unknown): Unreadable | undefined {
  if (text === undefined) return unreadable('MISSING_FIELD', '"text" is missing; a blank text is "".');
  if (typeof text !== 'string') return unreadable('WRONG_TYPE', '"text" must be a string.');
  return text.length > LIMITS.textChars
    ? unreadable('TEXT_TOO_LONG', `"text" is longer than ${LIMITS.textChars} characters.`)
    : undefined;
}

function faultInConcat(concat: unknown): Unreadable | undefined {
  if (!isRecord(concat)) return unreadable('WRONG_TYPE', '"concat" must be an object.');
  const unknown = Object.keys(concat).find((name) => !PART_FIELDS.has(name));
  if (unknown !== undefined)
    return unreadable('UNKNOWN_FIELD', `${quoted(unknown)} is not a field of "concat".`);
  const { ref, width = 8, part, total } = concat;
  if (!isInteger(ref) || !isInteger(part) || !isInteger(total))
    return unreadable('WRONG_TYPE', '"concat" needs whole numbers: ref, part and total.');
  if (width !== 8 && width !== 16) return unreadable('BAD_CONCAT', 'In "concat", width must be 8 or 16.');
  const fault = faultInPart({ ref, width, part, total });
  return fault === undefined ? undefined : unreadable('BAD_CONCAT', `In "concat", ${fault}.`);
}

const isInteger = (value: unknown): value is number => Number.isInteger(value);
