import fc from 'fast-check';
import { decodeUtf8, storable } from './storable';

describe('a text the database can keep', () => {
  test.each([
    ['STOP', 'STOP', false],
    ['رأی ۲ 👍', 'رأی ۲ 👍', false],
    ['a\ufffdb', 'a\ufffdb', false],
    ['ST\0OP', 'ST\ufffdOP', true],
    ['\ud83d', '\ufffd', true],
    ['\udc4d\ud83d👍', '\ufffd\ufffd👍', true],
    ['', '', false],
  ])('%j is kept as %j', (raw, text, altered) => {
    expect(storable(raw)).toEqual({ text, altered });
  });

  test('nothing else is touched', () => {
    const halves = fc.string({ unit: fc.constantFrom('\0', '\ud83d', '\udc4d', 'a', '👍', '\u202e') });
    fc.assert(
      fc.property(fc.oneof(halves, fc.string({ unit: 'binary' })), (raw) => {
        const kept = storable(raw);
        expect(kept.text).toBe(wellFormed(raw).replaceAll('\0', '\ufffd'));
        expect(kept.altered).toBe(kept.text !== raw);
        expect(storable(kept.text)).toEqual({ text: kept.text, altered: false });
      }),
    );
  });
});

describe('the text of UTF-8', () => {
  test.each([
    ['plain', [0x53, 0x54], 'ST', false],
    ['a byte order mark stays', [0xef, 0xbb, 0xbf, 0x53], '\ufeffS', false],
    ['a replacement that was sent is no alteration', [0xef, 0xbf, 0xbd], '\ufffd', false],
    ['Latin-1', [0x53, 0xec], 'S\ufffd', true],
    ['half a character beside a sent replacement', [0xef, 0xbf, 0xbd, 0xd8], '\ufffd\ufffd', true],
    ['an overlong slash', [0xc0, 0xaf], '\ufffd\ufffd', true],
    ['nothing', [], '', false],
  ])('%s', (_, bytes, text, altered) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ text, altered });
  });

  test('well-formed text comes back, and any octets give text that can be written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const text = wellFormed(raw);
        expect(decodeUtf8(new TextEncoder().encode(text))).toEqual({ text, altered: false });
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { text, altered } = decodeUtf8(bytes);
        expect(Buffer.from(text).equals(bytes)).toBe(!altered);
      }),
    );
  });
});

/** What Node makes of lone surrogates when it writes them as UTF-8. */
function wellFormed(raw: string): string {
  return Buffer.from(raw).toString();
}
