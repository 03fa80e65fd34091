import type { CarrierRequest } from '../connector';

/** The fields of a request as bytes: what a field holds may be UCS-2, and only its neighbours say so. */
export type Fields = ReadonlyMap<string, Buffer>;

const MAX_FIELDS = 100;
const PLUS = 0x2b;
const PERCENT = 0x25;
const SPACE = 0x20;

/**
 * Reads the query and, for a form, the body. The query is taken from the address as it came, since a query that was
 * decoded as UTF-8 has already lost its bytes. The first of two fields of one name counts; undefined for too many.
 */
export function readFields(request: CarrierRequest): Fields | undefined {
  const pairs = [...pairsOf(Buffer.from(queryOf(request.publicUrl), 'utf8'))];
  if (request.method === 'POST') pairs.push(...pairsOf(request.body));
  if (pairs.length > MAX_FIELDS) return undefined;
  const fields = new Map<string, Buffer>();
  for (const [name, value] of pairs) if (!fields.has(name)) fields.set(name, value);
  return fields;
}

/** A field as text; undefined when it is absent or empty, which is how Kannel writes what it does not know. */
export function fieldText(fields: Fields, name: string): string | undefined {
  const text = fields.get(name)?.toString('utf8').trim();
  return text === '' ? undefined : text;
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : (url.slice(start + 1).split('#')[0] ?? '');
}

function pairsOf(form: Buffer): [string, Buffer][] {
  if (form.length === 0) return [];
  return form
    .toString('latin1')
    .split('&', MAX_FIELDS + 1)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [percentBytes(name).toString('utf8'), percentBytes(value)];
    });
}

/** What an encoded value stands for, byte by byte; a percent sign that escapes nothing stands for itself. */
function percentBytes(encoded: string): Buffer {
  const source = Buffer.from(encoded, 'latin1');
  const target = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const escaped = source[at] === PERCENT ? hexByte(encoded.slice(at + 1, at + 3)) : undefined;
    if (escaped !== undefined) at += 2;
    target[length++] = escaped ?? (source[at] === PLUS ? SPACE : (source[at] ?? 0));
  }
  return target.subarray(0, length);
}

const hexByte = (digits: string): number | undefined =>
  /^[0-9a-f]{2}$/i.test(digits) ? parseInt(digits, 16) : undefined;
