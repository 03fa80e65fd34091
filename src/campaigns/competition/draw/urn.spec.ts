import fc from 'fast-check';
import { kthInByteOrder, Urn } from './urn';

test('CON-09 the urn is an array of tickets that closes ranks', () => {
  const holders = fc.array(fc.nat(4), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(holders, fc.array(fc.nat(39)), (tickets, leaving) => {
      const urn = new Urn(Float64Array.from(tickets));
      const gone = new Set<number>();
      for (const holder of [-1, ...leaving.filter((at) => at < tickets.length)]) {
        if (holder >= 0) {
          urn.takeAll(holder);
          gone.add(holder);
        }
        const left = tickets.flatMap((count, at) =>
          gone.has(at) ? [] : Array.from({ length: count }, (_, offset) => ({ holder: at, offset })),
        );
        expect(urn.tickets).toBe(left.length);
        expect(left.map((_, index) => urn.ticketAt(index))).toEqual(left);
        expect(() => urn.ticketAt(left.length)).toThrow(RangeError);
      }
    }),
  );
});

test('CON-09 numbers in the order of their digits, as a sort of text has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_200 }), (count) => {
      const sorted = Array.from({ length: count }, (_, at) => String(at + 1)).sort();
      expect(sorted.map((_, k) => kthInByteOrder(count, k))).toEqual(sorted.map(Number));
    }),
    { numRuns: 30 },
  );
});
