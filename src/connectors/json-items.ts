import { decodeUtf8 } from '../text/storable';
import type { CarrierRequest, Reading } from './connector';
import { parseJson } from './json-fields';
import { refused } from './unreadable';

/** Elements of one request; what the contract offers carriers. */
export const MAX_ITEMS = 1_000;

export interface JsonItems {
  readonly type: 'json';
  readonly items: readonly unknown[];
  readonly single: boolean;
  /** The same items with one character per byte, when the body was not UTF-8: what its strings really were. */
  readonly byteItems: readonly unknown[] | undefined;
}

/** One JSON object or an array of them; the elements themselves are not looked at. Never throws. */
export function readJsonItems(
  request: CarrierRequest,
): JsonItems | Extract<Reading<never>, { type: 'refused' }> {
  if (request.method !== 'POST') return refusal(400, 'METHOD', 'Only POST is understood here.');
  if (!isJson(request.headers['content-type']))
    return refusal(415, 'CONTENT_TYPE', 'Send application/json in UTF-8.');
  const { text, altered } = decodeUtf8(request.body);
  const whole = parseJson(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (whole === undefined) return refusal(400, 'NOT_JSON', 'The body is not JSON.');
  if (typeof whole !== 'object' || whole === null)
    return refusal(400, 'NOT_AN_OBJECT', 'Send an object or an array of objects.');
  const items: readonly unknown[] = Array.isArray(whole) ? whole : [whole];
  if (items.length > MAX_ITEMS)
    return refusal(413, 'TOO_MANY_ITEMS', `At most ${MAX_ITEMS} elements at once.`);
  return {
    type: 'json',
    items,
    single: !Array.isArray(whole),
    byteItems: altered ? itemsOfBytes(request.body) : undefined,
  };
}

const refusal = (status: 400 | 413 | 415, code: string, detail: string) =>
  refused(status, code, detail) as Extract<Reading<never>, { type: 'refused' }>;

/** A carrier that names no type is believed; one that names another is not. */
function isJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='));
  return (
    type.trim() === 'application/json' && (charset === undefined || /^charset="?utf-?8"?$/.test(charset))
  );
}

function itemsOfBytes(body: Buffer): readonly unknown[] | undefined {
  const whole = parseJson(body.toString('latin1').replace(/^\xef\xbb\xbf/, ''));
  return Array.isArray(whole) ? whole : [whole];
}
