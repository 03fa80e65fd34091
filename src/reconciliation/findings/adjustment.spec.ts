import fc from 'fast-check';
import { adjustedAfter, adjustmentFor } from './adjustment';
import { canBecome, FINDING_STATES } from './finding-state';

const finding = (deltaMinor: bigint, adjustedMinor = 0n) => ({ operatorId: 3, deltaMinor, adjustedMinor });

describe('what a decision moves', () => {
  test('REC-06 accepting less than we booked lowers what the operator owes', () => {
    expect(adjustmentFor('ACCEPTED', finding(-1_000n), null)).toEqual({
      type: 'moves',
      adjustment: {
        debit: { code: 'adjustments', owner: 'house' },
        credit: { code: 'operator-receivable', owner: 'operator:3' },
        amountMinor: 1_000n,
      },
    });
  });

  test('REC-06 accepting more than we booked raises it', () => {
    expect(adjustmentFor('ACCEPTED', finding(5_000n), null)).toEqual({
      type: 'moves',
      adjustment: {
        debit: { code: 'operator-receivable', owner: 'operator:3' },
        credit: { code: 'adjustments', owner: 'house' },
        amountMinor: 5_000n,
      },
    });
  });

  test('REC-09 what is written off is a bad debt', () => {
    expect(adjustmentFor('WRITTEN_OFF', finding(-700n), 500n)).toMatchObject({
      type: 'moves',
      adjustment: { debit: { code: 'bad-debt' }, credit: { code: 'operator-receivable' }, amountMinor: 500n },
    });
    expect(adjustmentFor('WRITTEN_OFF', finding(700n), null).type).toBe('impossible');
    expect(adjustmentFor('WRITTEN_OFF', finding(0n), null).type).toBe('impossible');
  });

  test('a rejected finding moves nothing, nor does one that is no matter of money', () => {
    expect(adjustmentFor('REJECTED', finding(-1_000n), null)).toEqual({ type: 'moves nothing' });
    expect(adjustmentFor('ACCEPTED', finding(0n), null)).toEqual({ type: 'moves nothing' });
  });

  test('nothing moves further than the two sides are apart, and adjusting in parts ends where adjusting at once does', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((delta) => delta !== 0n),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (delta, part) => {
          const most = delta < 0n ? -delta : delta;
          const first = adjustmentFor('ACCEPTED', finding(delta), part);
          if (part > most) return expect(first.type).toBe('impossible');
          const adjusted = adjustedAfter(finding(delta), part);
          const rest = adjustmentFor('ACCEPTED', finding(delta, adjusted), null);
          if (part === most) return expect(rest).toEqual({ type: 'moves nothing' });
          if (rest.type !== 'moves' || first.type !== 'moves') throw new Error('nothing moved');
          expect(rest.adjustment.amountMinor).toBe(most - part);
          expect(rest.adjustment.debit).toEqual(first.adjustment.debit);
          expect(adjustedAfter(finding(delta, adjusted), most - part)).toBe(delta);
        },
      ),
    );
  });

  test('an adjustment can be taken back when both sides agree after all', () => {
    const accepted = adjustedAfter(finding(-1_000n), 1_000n);
    expect(accepted).toBe(-1_000n);
    expect(adjustmentFor('ACCEPTED', finding(0n, accepted), null)).toMatchObject({
      type: 'moves',
      adjustment: {
        debit: { code: 'operator-receivable' },
        credit: { code: 'adjustments' },
        amountMinor: 1_000n,
      },
    });
  });
});

describe('the life of a finding', () => {
  test('nothing is decided before somebody took it on, and nothing leaves an end', () => {
    for (const to of FINDING_STATES) expect(canBecome('OPEN', to)).toBe(to === 'ASSIGNED');
    for (const from of ['ACCEPTED', 'REJECTED', 'WRITTEN_OFF', 'RESOLVED'] as const)
      for (const to of FINDING_STATES) expect(canBecome(from, to)).toBe(false);
    expect(canBecome('SENT_TO_OPERATOR', 'ASSIGNED')).toBe(true);
    for (const from of FINDING_STATES) expect(canBecome(from, 'RESOLVED')).toBe(false);
  });
});
