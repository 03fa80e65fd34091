import type { HeardPart } from './connector';

/** Where a part stands in its long text, before its bytes are known. */
export type PartHeader = Omit<HeardPart, 'bytes'>;

const MAX_PARTS = 255; // the count is one octet (3GPP TS 23.040, 9.2.3.24.1)

/** What is wrong with a part's numbers, in words; undefined when nothing is. */
export function faultInPart({ ref, width, part, total }: PartHeader): string | undefined {
  if (ref < 0 || ref > (width === 8 ? 0xff : 0xffff)) return `ref does not fit into ${width} bits`;
  if (total < 1 || total > MAX_PARTS) return `total must be from 1 to ${MAX_PARTS}`;
  return part < 1 || part > total ? 'part must be from 1 to total' : undefined;
}

/**
 * The concatenation element of a user data header: 00 has an 8-bit reference, 08 a 16-bit one. As 3GPP TS 23.040
 * asks (9.2.3.24.1 and .8), an element whose numbers make no sense is ignored, not the text.
 */
export function partInHeader(udh: Uint8Array): PartHeader | undefined {
  const end = Math.min(udh.length, (udh[0] ?? 0) + 1);
  for (let at = 1; at + 1 < end; at += 2 + (udh[at + 1] ?? 0)) {
    const header = partAt(udh.subarray(at, end));
    if (header !== undefined) return faultInPart(header) === undefined ? header : undefined;
  }
  return undefined;
}

function partAt(element: Uint8Array): PartHeader | undefined {
  const [identifier, length, a = 0, b = 0, c = 0, d = 0] = element;
  if (element.length < 2 + (length ?? 0)) return undefined;
  if (identifier === 0x00 && length === 3) return { ref: a, width: 8, total: b, part: c };
  if (identifier === 0x08 && length === 4) return { ref: a * 256 + b, width: 16, total: c, part: d };
  return undefined;
}

/** A "long" text of one part is a whole text. */
export const isWhole = (header: PartHeader): boolean => header.total === 1;
