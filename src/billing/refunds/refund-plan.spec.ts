import fc from 'fast-check';
import { planRefunds, type RefundableCharge, type RefundWish } from './refund-plan';

const aCharge = (own: Partial<RefundableCharge> = {}): RefundableCharge => ({
  id: 1,
  isCharged: true,
  amountMinor: 100n,
  refundedMinor: 0n,
  currency: 'EUR',
  ...own,
});
const aWish = (amountMinor: bigint | null, own: Partial<RefundWish> = {}): RefundWish => ({
  key: `k${String(amountMinor)}`,
  chargeId: 1,
  amountMinor,
  currency: null,
  reason: 'test',
  actor: 'care',
  ...own,
});
const types = (...[wishes, charges, known = []]: Partial<Parameters<typeof planRefunds>>): string[] =>
  planRefunds(wishes ?? [], charges ?? [aCharge()], known).map(({ type }) => type);

test('BIL-07 60 and then 50 of 100 in one request: the second is refused, a third of 40 is granted', () => {
  expect(types([aWish(60n), aWish(50n), aWish(40n)])).toEqual(['granted', 'exceeds', 'granted']);
});

test('BIL-07 without an amount it is whatever is left', () => {
  const [verdict] = planRefunds([aWish(null)], [aCharge({ refundedMinor: 99n })], []);
  expect(verdict).toMatchObject({ type: 'granted', refund: { amountMinor: 1n } });
  expect(types([aWish(null), aWish(null, { key: 'again' })])).toEqual(['granted', 'nothing left']);
});

test('BIL-07 each refusal by its name', () => {
  const wishes = [
    aWish(1n, { chargeId: 2 }),
    aWish(1n, { key: 'b', currency: 'KWD' }),
    aWish(0n),
    aWish(-5n),
    aWish(101n),
  ];
  expect(types(wishes)).toEqual(['no charge', 'other currency', 'nothing asked', 'nothing asked', 'exceeds']);
  expect(types([aWish(1n)], [aCharge({ isCharged: false })])).toEqual(['not charged']);
});

test('BIL-07 a key that is known is the same refund, or another act', () => {
  const known = [{ id: 9, key: 'k', chargeId: 1, amountMinor: 30n }];
  const [same, whole, other, elsewhere] = types(
    [
      aWish(30n, { key: 'k' }),
      aWish(null, { key: 'k' }),
      aWish(31n, { key: 'k' }),
      aWish(30n, { key: 'k', chargeId: 2 }),
    ],
    [aCharge(), aCharge({ id: 2 })],
    known,
  );
  expect([same, whole, other, elsewhere]).toEqual(['known', 'known', 'other act', 'other act']);
});

test('BIL-07 whatever is asked, in whatever order: never more than was taken, and never a grant of nothing', () => {
  const anyWish = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    chargeId: fc.integer({ min: 1, max: 2 }),
    amountMinor: fc.option(fc.bigInt({ min: -2n, max: 120n })),
  });
  fc.assert(
    fc.property(
      fc.array(anyWish, { maxLength: 20 }),
      fc.bigInt({ min: 0n, max: 100n }),
      (raw, refundedMinor) => {
        const charges = [aCharge({ refundedMinor }), aCharge({ id: 2 })];
        const wishes = raw.map((own) => aWish(own.amountMinor, own));
        const verdicts = planRefunds(wishes, charges, []);
        const granted = verdicts.flatMap((verdict) => (verdict.type === 'granted' ? [verdict.refund] : []));
        for (const charge of charges) {
          const given = granted
            .filter(({ chargeId }) => chargeId === charge.id)
            .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
          expect(charge.refundedMinor + given <= charge.amountMinor).toBe(true);
        }
        expect(granted.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
        expect(new Set(granted.map(({ key }) => key)).size).toBe(granted.length);
      },
    ),
  );
});
