import fc from 'fast-check';
import {
  nonceFrom,
  personHash,
  readEntryLine,
  readLateArrival,
  readNonce,
  writeEntryLine,
  writeLateArrival,
} from './entry-line';
import { maskedWinners } from './masked-winners';

const person = personHash('ABCDEFGHJKLMNP', '989121234567');
const entry = { number: 7, person, tickets: 3, saidAt: '2026-05-01T08:00:00.123Z' };

describe('CON-07 a line of the list', () => {
  test('CON-07 reads as number, hash, tickets and instant', () => {
    expect(writeEntryLine(entry)).toBe(`7|${person}|3|2026-05-01T08:00:00.123Z`);
  });

  test('CON-07 what was written is read again', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        instants,
        (number, tickets, at) => {
          const written = { number, person, tickets, saidAt: at.toISOString() };
          expect(readEntryLine(writeEntryLine(written))).toEqual(written);
          const late = { number, person, saidAt: at.toISOString(), arrivedAt: at.toISOString() };
          expect(readLateArrival(writeLateArrival(late))).toEqual(late);
        },
      ),
    );
  });

  test.each([
    ['', 'nothing'],
    [`07|${person}|3|2026-05-01T08:00:00.123Z`, 'a leading zero'],
    [`0|${person}|3|2026-05-01T08:00:00.123Z`, 'number 0'],
    [`7|${person}|0|2026-05-01T08:00:00.123Z`, 'no tickets'],
    [`7|${person}|100001|2026-05-01T08:00:00.123Z`, 'too many tickets'],
    [`7|${person.toUpperCase()}|3|2026-05-01T08:00:00.123Z`, 'capital hex'],
    [`7|${person}|3|2026-05-01T08:00:00Z`, 'no milliseconds'],
    [`7|${person}|3|2026-05-01T08:00:00.123+00:00`, 'an offset'],
    [`7|${person}|3|2026-02-30T08:00:00.123Z`, 'a day that is none'],
    [`7|${person}|3|2026-05-01T08:00:00.123Z\r`, 'a carriage return'],
    [`7|${person}|3|2026-05-01T08:00:00.123Z|`, 'a fifth field'],
    [`۷|${person}|3|2026-05-01T08:00:00.123Z`, 'a Persian digit'],
  ])('CON-07 %j is none: %s', (line) => {
    expect(readEntryLine(line)).toBeNull();
  });
});

describe('CON-07 a person in the list', () => {
  test('CON-07 is SHA-256 of the nonce and directly after it the number', () => {
    expect(personHash('ABC', '989121234567')).toBe(
      '120584d981a286357d1f0d2afb56cf005abb5e7d08d2d8805479b5c7bc85551f',
    );
  });

  test('CON-07 a nonce is fourteen letters that nobody takes for digits, and every byte of chance counts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(nonceFrom(bytes)).toMatch(/^[A-HJ-NP-Z]{14}$/);
        expect(readNonce(nonceFrom(bytes))).toBe(nonceFrom(bytes));
      }),
    );
    const nonces = Array.from({ length: 24 }, (_, last) =>
      nonceFrom(new Uint8Array(16).fill(0).fill(last, 15)),
    );
    expect(new Set(nonces).size).toBe(24);
    expect(() => nonceFrom(new Uint8Array(8))).toThrow(RangeError);
  });

  test('CON-07 a nonce is its chance as a number of base 24, the last digits first, whatever the chance', () => {
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (chance) => {
        const bytes = Buffer.from(chance.toString(16).padStart(32, '0'), 'hex');
        const digits = Array.from({ length: 14 }, (_, at) => (chance / 24n ** BigInt(at)) % 24n);
        expect(nonceFrom(bytes)).toBe(digits.map((digit) => letters[Number(digit)]).join(''));
      }),
    );
  });

  test('CON-07 a nonce is read as it is typed', () => {
    expect(readNonce(' abcd-efgh jklmnp ')).toBe('ABCDEFGHJKLMNP');
    expect(['', 'AB', 'ABC1', 'ا ب پ', 'A'.repeat(33)].map(readNonce)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

test('CON-13 the public list shows who won only to those who know', () => {
  expect(maskedWinners(['989121234567', '447700900123'])).toEqual([
    { place: 1, number: '98912***4567' },
    { place: 2, number: '44770***0123' },
  ]);
});
