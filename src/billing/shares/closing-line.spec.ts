import * as fc from 'fast-check';
import { faultOf } from '../ledger/transfer';
import { unequalLines, unequalPostings } from './closing-check';
import { chargesLine, postingsOf, takenBackLines, type Line, type Takings, type Terms } from './closing-line';
import { PARTS, sumOf } from './share';

const terms: Terms = {
  feeMinor: 1n,
  tiers: [{ fromMinor: 0n, operatorBp: 3_000, brandBp: 4_000, providerBp: 1_000, ownBp: 2_000 }],
  operatorDays: 60,
  partnerDays: 75,
};
const taken: Takings = {
  serviceId: 12,
  provider: 'Aurora',
  operatorId: 3,
  currency: 'EUR',
  vatBp: 2_200,
  ruleId: 1,
  count: 3,
  amountMinor: 1_000n,
};
const closed = {
  closingId: 4,
  brandId: 1,
  month: '2026-04',
  closedBy: 'finance',
  closedAt: new Date('2026-05-04T08:00:00Z'),
};
const aLine = (own: Partial<Takings> = {}): Line => ({
  ...chargesLine({ ...taken, ...own }, terms, '2026-04'),
  id: 71,
});

/** What the postings leave on the account a line clears. */
const clearedBy = (line: Line): bigint => {
  const code = { charges: 'service-revenue', refunds: 'refunds-given', 'bad debt': 'bad-debt' }[line.kind];
  return postingsOf(line, closed).reduce(
    (sum, { debit, credit, amountMinor }) =>
      sum + (debit.code === code ? amountMinor : 0n) - (credit.code === code ? amountMinor : 0n),
    0n,
  );
};

describe('BIL-10 a line of charges', () => {
  test('BIL-10 is due to us, and then to whom it is shared with', () => {
    expect(aLine()).toMatchObject({ receivableOn: '2026-06-29', payableOn: '2026-07-14' });
  });

  test('BIL-10 is posted part by part, and nothing of it is left in the service’s revenue', () => {
    const postings = postingsOf(aLine(), closed);
    expect(postings.map(({ key, credit }) => [key, credit.code, credit.owner])).toEqual([
      ['closing:4:71:vat', 'vat-payable', 'house'],
      ['closing:4:71:operator', 'operator-share', 'operator:3'],
      ['closing:4:71:brand', 'brand-payable', 'brand:1'],
      ['closing:4:71:provider', 'provider-payable', 'provider:Aurora'],
      ['closing:4:71:own', 'own-revenue', 'house'],
    ]);
    expect(postings.map(faultOf)).toEqual(postings.map(() => null));
    expect(clearedBy(aLine())).toBe(1_000n);
  });

  test('who gets nothing is not posted to', () => {
    const line = { ...aLine({ vatBp: 0 }) };
    expect(postingsOf(line, closed).map(({ credit }) => credit.code)).not.toContain('vat-payable');
  });
});

describe('REC-09 lines that take back', () => {
  const take = (kind: 'refunds' | 'bad debt', amountMinor: bigint, beforeMinor = 0n) => ({
    ...{ kind, of: aLine(), count: 1, amountMinor, beforeMinor },
  });

  test('REC-09 a refund takes from everybody, and clears what was given', () => {
    const [line] = takenBackLines([take('refunds', 1_000n)], () => terms, '2026-05');
    expect(line).toMatchObject({ kind: 'refunds', ofLine: 71, parts: aLine().parts });
    expect(line?.receivableOn).toBe('2026-07-30');
    expect(clearedBy({ ...aLine(), ...line })).toBe(-1_000n);
  });

  test('of one line refunds come before bad debt, and together they take back its parts', () => {
    const lines = takenBackLines(
      [take('bad debt', 400n, 100n), take('refunds', 500n, 100n)],
      () => terms,
      '2026-05',
    );
    const [first] = takenBackLines([take('refunds', 100n)], () => terms, '2026-05');
    expect(lines.map(({ kind }) => kind)).toEqual(['refunds', 'bad debt']);
    for (const part of PARTS)
      expect([first, ...lines].reduce((sum, line) => sum + (line?.parts[part] ?? 0n), 0n)).toBe(
        aLine().parts[part],
      );
  });

  test('whatever is taken back in whatever steps, its postings are transfers and clear it to the unit', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 300n }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('refunds' as const, 'bad debt' as const), (steps, kind) => {
        let before = 0n;
        for (const amount of steps) {
          const [line] = takenBackLines([take(kind, amount, before)], () => terms, '2026-05');
          const stored = { ...aLine(), ...line };
          expect(sumOf(stored.parts)).toBe(amount);
          expect(postingsOf(stored, closed).map(faultOf)).toEqual(postingsOf(stored, closed).map(() => null));
          expect(clearedBy(stored)).toBe(-amount);
          before += amount;
        }
      }),
    );
  });
});

describe('BIL-10 a closed month and itself', () => {
  const posted = new Map(
    postingsOf(aLine(), closed).map((posting) => [posting.key, { ...posting, pendingKey: null }]),
  );

  test('are equal, whoever provides the service by now', () => {
    expect(unequalLines([aLine()], [aLine({ provider: 'Boreas' })])).toEqual([]);
    expect(unequalPostings([aLine()], closed, posted)).toEqual([]);
  });

  test('a line that another sum comes to is named, on both sides', () => {
    expect(unequalLines([aLine()], [aLine({ amountMinor: 999n })])).toEqual([
      'line 71',
      'charges of service 12 at operator 3 in EUR',
    ]);
  });

  test('a posting that is missing, moves something else, or nobody asked for is named', () => {
    const [vat, operator] = ['closing:4:71:vat', 'closing:4:71:operator'].map((key) => posted.get(key));
    if (!vat || !operator) throw new Error('both are posted');
    const tampered = new Map(posted);
    tampered.delete('closing:4:71:vat');
    tampered.set('closing:4:71:operator', { ...operator, amountMinor: 1n });
    tampered.set('closing:4:72:vat', vat);
    expect(unequalPostings([aLine()], closed, tampered)).toEqual([
      'closing:4:71:vat',
      'closing:4:71:operator',
      'closing:4:72:vat',
    ]);
  });
});
