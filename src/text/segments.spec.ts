import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import vectors from '../../test/data/segments.json';
import { decodeGsm7, decodeUcs2, encodeGsm7, isGsm7, planSegments } from './segments';

const gsm7Chars = [...'aZ09 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\n{}[]~|^\\€\f'];
const otherChars = [...'çÀ’`سپ漢', '😀', '𝕊', '\t'];
const gsm7Text = fc.string({ unit: fc.constantFrom(...gsm7Chars), maxLength: 700 });
const mixedText = fc.string({ unit: fc.constantFrom(...gsm7Chars, ...otherChars), maxLength: 300 });
const binaryText = fc.string({ unit: 'binary', maxLength: 300 });
const LONE_HALF = /\p{Surrogate}/u;
const loneHalves = fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'س', '😀'), maxLength: 200 });

describe('the segments of a text', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('WIRE-08 %s', (_, vector) => {
    const { encoding, units, segments, perSegment } = vector;
    expect(planSegments(vector.text)).toMatchObject({ encoding, units, segments, perSegment });
  });

  test('WIRE-08 all 26 vectors are there', () => {
    expect(vectors).toHaveLength(26);
  });

  test('WIRE-08 the parts are the text, none above its limit, none begun by half a character', () => {
    fc.assert(
      fc.property(fc.oneof(gsm7Text, mixedText, binaryText, loneHalves), (text) => {
        const plan = planSegments(text);
        const most = { GSM7: [160, 153], UCS2: [70, 67] }[plan.encoding][plan.segments > 1 ? 1 : 0] ?? 0;
        expect(plan.parts.join('')).toBe(text);
        expect(plan.parts).toHaveLength(plan.segments);
        expect(plan.perSegment.every((units) => units <= most)).toBe(true);
        expect(plan.perSegment.reduce((sum, units) => sum + units, 0)).toBe(plan.units);
        expect(plan.parts.map(unitsOf(plan.encoding))).toEqual(plan.perSegment);
        if (!LONE_HALF.test(text)) expect(plan.parts.filter((part) => LONE_HALF.test(part))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('WIRE-08 no segment has room for the character that begins the next', () => {
    fc.assert(
      fc.property(fc.oneof(gsm7Text, mixedText), (text) => {
        const { parts, perSegment, encoding } = planSegments(text);
        const most = encoding === 'GSM7' ? 153 : 67;
        parts.slice(1).forEach((part, at) => {
          const first = unitsOf(encoding)(String.fromCodePoint(part.codePointAt(0) ?? 0));
          expect((perSegment[at] ?? 0) + first).toBeGreaterThan(most);
        });
      }),
    );
  });

  test('WIRE-08 another calculator counts the same', () => {
    fc.assert(
      fc.property(fc.oneof(gsm7Text, mixedText), (text) => {
        const theirs = new SegmentedMessage(text);
        const ours = planSegments(text);
        expect(ours.encoding).toBe(theirs.encodingName.replace('-', ''));
        expect(ours.segments).toBe(theirs.segmentsCount);
        const bitsPerUnit = ours.encoding === 'GSM7' ? 7 : 16;
        expect(ours.perSegment).toEqual(
          theirs.segments.map((segment) => segment.messageSizeInBits() / bitsPerUnit),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('the GSM 7-bit alphabet', () => {
  test.each(['àèéìòù Ç Ñ ß Δ Ω', '€[]{}\\^~|\f', '@£$¥\r\n'])('has %j', (text) => {
    expect(isGsm7(text)).toBe(true);
  });

  test.each(['ç', 'À', '’', '`', '\t', 'ı', 'س', '😀', '\u001b', '\0', '\ud83d'])('has no %j', (text) => {
    expect(isGsm7(text)).toBe(false);
  });

  test('has 127 characters of its own and 10 behind the escape', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isGsm7);
    expect(all.filter((char) => encodeGsm7(char).length === 1)).toHaveLength(127);
    expect(all.filter((char) => encodeGsm7(char).length === 2)).toHaveLength(10);
  });

  test('what goes out comes back', () => {
    fc.assert(
      fc.property(gsm7Text, (text) => {
        expect(decodeGsm7(encodeGsm7(text))).toBe(text);
        expect(encodeGsm7(text)).toHaveLength(planSegments(text).units);
      }),
    );
  });

  test.each([
    ['me4 septet 0 is @, not NUL', [0x00], '@'],
    ['an escape pair', [0x1b, 0x65, 0x61], '€a'],
    ['an unknown extension is read from the default table', [0x1b, 0x61], 'a'],
    ['two escapes are a blank', [0x1b, 0x1b, 0x61], ' a'],
    ['an escape at the end is a blank', [0x61, 0x1b], 'a '],
    ['an octet is no septet', [0x80, 0xff], '\ufffd\ufffd'],
  ])('%s', (_, septets, text) => {
    expect(decodeGsm7(Uint8Array.from(septets))).toBe(text);
  });

  test('what it does not have goes out as a question mark', () => {
    expect(decodeGsm7(encodeGsm7('a😀س\u001b€'))).toBe('a???€');
  });
});

describe('UCS-2', () => {
  test('me1 an odd last octet is dropped', () => {
    expect(decodeUcs2(Buffer.from('06440641064806', 'hex'))).toBe('لفو');
  });

  test('me2 big-endian, surrogate pairs whole, lone halves kept', () => {
    expect(decodeUcs2(Buffer.from('0644063a0648', 'hex'))).toBe('لغو');
    expect(decodeUcs2(Buffer.from('d83dde00d83d', 'hex'))).toBe('😀\ud83d');
    expect(decodeUcs2(new Uint8Array())).toBe('');
  });

  test('every text comes back, however long', () => {
    fc.assert(
      fc.property(fc.oneof(binaryText, loneHalves), fc.integer({ min: 1, max: 100 }), (text, times) => {
        const long = text.repeat(times);
        expect(decodeUcs2(Buffer.from(long, 'utf16le').swap16())).toBe(long);
      }),
    );
  });
});

function unitsOf(encoding: 'GSM7' | 'UCS2') {
  return (text: string): number => (encoding === 'GSM7' ? encodeGsm7(text).length : text.length);
}
