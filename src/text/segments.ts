import { isGsm7, septetsFor } from './gsm7';

export { decodeGsm7, encodeGsm7, isGsm7 } from './gsm7';

/** How a text travels: `units` are septets (GSM-7) or UTF-16 units (UCS-2), per segment and in all. */
export interface SegmentPlan {
  readonly encoding: 'GSM7' | 'UCS2';
  readonly units: number;
  readonly segments: number;
  readonly perSegment: readonly number[];
  readonly parts: readonly string[];
}

/** 140 octets, less the six of a concatenation header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
const CAPACITY = {
  GSM7: { alone: 160, joined: 153 },
  UCS2: { alone: 70, joined: 67 },
} as const;

const UCS2_CHUNK = 8_192; // as many arguments as one call may safely take

/** The segments of a text. An escape pair or a surrogate pair never straddles two of them; an empty text is one segment. */
export function planSegments(text: string): SegmentPlan {
  const encoding = isGsm7(text) ? 'GSM7' : 'UCS2';
  const unitsAt = encoding === 'GSM7' ? septetsAt : utf16UnitsAt;
  const units = encoding === 'GSM7' ? countSeptets(text) : text.length;
  if (units <= CAPACITY[encoding].alone) {
    return { encoding, units, segments: 1, perSegment: [units], parts: [text] };
  }
  return { encoding, units, ...split(text, unitsAt, CAPACITY[encoding].joined) };
}

/** The text of big-endian UTF-16 octets; an odd last octet is dropped, a lone surrogate is left for the door to replace. */
export function decodeUcs2(bytes: Uint8Array): string {
  const codes = new Uint16Array(bytes.length >> 1);
  for (let at = 0; at < codes.length; at++)
    codes[at] = ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0);
  let text = '';
  for (let at = 0; at < codes.length; at += UCS2_CHUNK) {
    text += String.fromCharCode(...codes.subarray(at, at + UCS2_CHUNK));
  }
  return text;
}

type UnitsAt = (text: string, at: number) => number;

function split(
  text: string,
  unitsAt: UnitsAt,
  capacity: number,
): Pick<SegmentPlan, 'segments' | 'perSegment' | 'parts'> {
  const perSegment: number[] = [];
  const parts: string[] = [];
  let start = 0;
  let filled = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
    const units = unitsAt(text, at);
    if (filled + units > capacity) {
      parts.push(text.slice(start, at));
      perSegment.push(filled);
      start = at;
      filled = 0;
    }
    filled += units;
  }
  parts.push(text.slice(start));
  perSegment.push(filled);
  return { segments: parts.length, perSegment, parts };
}

function septetsAt(text: string, at: number): number {
  return septetsFor(text.charCodeAt(at));
}

function utf16UnitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function countSeptets(text: string): number {
  let septets = 0;
  for (let at = 0; at < text.length; at++) septets += septetsAt(text, at);
  return septets;
}
