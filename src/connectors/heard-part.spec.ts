import fc from 'fast-check';
import { faultInPart, partInHeader } from './heard-part';

const header = (hex: string) => partInHeader(Buffer.from(hex, 'hex'));

test.each([
  ['050003CC0301', { ref: 0xcc, width: 8, total: 3, part: 1 }],
  ['06080412340402', { ref: 0x1234, width: 16, total: 4, part: 2 }],
  ['0B0504158200000003070201', { ref: 7, width: 8, total: 2, part: 1 }],
  ['0003CC0301', undefined],
  ['050003CC0300', undefined],
  ['050003CC0304', undefined],
  ['050003CC0001', undefined],
  ['06050415820000', undefined],
  ['050003CC03', undefined],
  ['0500', undefined],
  ['', undefined],
])('WIRE-05 the user data header %s', (hex, part) => {
  expect(header(hex)).toEqual(part);
});

test('WIRE-05 a reference keeps its width', () => {
  fc.assert(
    fc.property(
      fc.nat(0xffff),
      fc.integer({ min: 1, max: 255 }),
      fc.integer({ min: 1, max: 255 }),
      (ref, a, b) => {
        const [part, total] = [Math.min(a, b), Math.max(a, b)];
        const wide = Buffer.from([6, 8, 4, ref >> 8, ref & 255, total, part]);
        expect(partInHeader(wide)).toEqual({ ref, width: 16, part, total });
        expect(partInHeader(Buffer.from([5, 0, 3, ref & 255, total, part]))).toEqual({
          ref: ref & 255,
          width: 8,
          part,
          total,
        });
      },
    ),
  );
});

test('no header makes it throw, or hands on numbers that make no sense', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const part = partInHeader(bytes);
      expect(part === undefined || faultInPart(part) === undefined).toBe(true);
    }),
  );
});
