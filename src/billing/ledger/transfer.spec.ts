import * as fc from 'fast-check';
import { operatorReceivable, serviceRevenue } from './accounts';
import { distinct, faultOf, isSameAct, TRANSFER_KINDS, TRANSFER_LIMITS, type NewTransfer } from './transfer';

const aTransfer = (own: Partial<NewTransfer> = {}): NewTransfer => ({
  key: 'charge:1',
  kind: 'single',
  debit: operatorReceivable(1),
  credit: serviceRevenue(1),
  amountMinor: 100n,
  currency: 'KWD',
  pendingKey: null,
  reason: 'first',
  actor: null,
  at: new Date('2026-04-10T08:00:00Z'),
  ...own,
});

describe('BIL-08 what is a transfer', () => {
  test('BIL-08 money, or a reservation, or what resolves one', () => {
    expect(faultOf(aTransfer())).toBeNull();
    expect(faultOf(aTransfer({ kind: 'pending' }))).toBeNull();
    expect(faultOf(aTransfer({ kind: 'post', pendingKey: 'charge:1:reserve:1' }))).toBeNull();
    expect(faultOf(aTransfer({ amountMinor: TRANSFER_LIMITS.amountMinor }))).toBeNull();
  });

  test.each<[string, Partial<NewTransfer>]>([
    ['moves nothing', { amountMinor: 0n }],
    ['moves nothing', { amountMinor: -1n }],
    ['moves more than there is', { amountMinor: TRANSFER_LIMITS.amountMinor + 1n }],
    ['is in XXX, which we do not bill in', { currency: 'XXX' }],
    ['goes from an account to itself', { credit: operatorReceivable(1) }],
    ['has an account of nobody', { credit: { code: 'brand-payable', owner: '' } }],
    ['resolves no reservation', { kind: 'post' }],
    ['resolves no reservation', { kind: 'void' }],
    ['resolves a reservation', { pendingKey: 'charge:1:reserve:1' }],
    ['resolves itself', { kind: 'void', pendingKey: 'charge:1' }],
    ['has no usable key', { key: '' }],
    ['has no usable key', { key: 'x'.repeat(TRANSFER_LIMITS.keyChars + 1) }],
    ['has no usable reason', { reason: '' }],
  ])('BIL-08 what %s is none (%#)', (fault, own) => {
    expect(faultOf(aTransfer(own))).toBe(fault);
    expect(() => distinct([aTransfer(own)])).toThrow(fault);
  });

  test('an account of one operator is not that of another', () => {
    expect(faultOf(aTransfer({ credit: operatorReceivable(2) }))).toBeNull();
  });
});

describe('BIL-08 the same key is the same act', () => {
  test('whoever says it again, later and for another reason, said the same', () => {
    const again = aTransfer({ reason: 'retry', actor: 'finance', at: new Date('2027-01-01T00:00:00Z') });
    expect(isSameAct(again, aTransfer())).toBe(true);
    expect(distinct([aTransfer(), again]).flat()).toEqual([aTransfer()]);
  });

  test.each<Partial<NewTransfer>>([
    { amountMinor: 101n },
    { currency: 'EUR' },
    { kind: 'pending' },
    { debit: operatorReceivable(2) },
    { credit: serviceRevenue(2) },
    { kind: 'post', pendingKey: 'charge:1:reserve:1' },
  ])('what moves other money under the same key is a mistake of ours (%#)', (own) => {
    expect(isSameAct(aTransfer(own), aTransfer())).toBe(false);
    expect(() => distinct([aTransfer(), aTransfer(own)])).toThrow('two transfers are called charge:1');
  });

  test('reservations come before what resolves them, and nothing is lost or doubled', () => {
    const transfers = fc
      .array(fc.record({ id: fc.integer({ min: 1, max: 9 }), kind: fc.constantFrom(...TRANSFER_KINDS) }))
      .map((all) =>
        all.map(({ id, kind }) =>
          aTransfer({
            key: `${kind}:${id}`,
            kind,
            pendingKey: kind === 'post' || kind === 'void' ? `pending:${id}` : null,
          }),
        ),
      );
    fc.assert(
      fc.property(transfers, (given) => {
        const kept = distinct(given).flat();
        expect(new Set(kept.map(({ key }) => key))).toEqual(new Set(given.map(({ key }) => key)));
        expect(kept).toHaveLength(new Set(given.map(({ key }) => key)).size);
        const resolves = kept.map(({ pendingKey }) => pendingKey !== null);
        expect(resolves).toEqual([...resolves].sort());
      }),
    );
  });
});
