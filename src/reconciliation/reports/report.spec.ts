import { linesOf, shareBp } from './report';

describe('reports as files', () => {
  test('an amount is its minor units, a gap is empty, and a formula is text', () => {
    const rows = [
      {
        day: '2026-05-01',
        code: '=1+1',
        net: { minor: '-5000', currency: 'IRR' },
        currency: 'IRR',
        service: null,
      },
      { day: '2026-05-02', code: '-12', net: { minor: '0', currency: 'IRR' }, currency: 'IRR', service: 7 },
    ];
    expect(linesOf({ name: 'x', rows })).toEqual([
      ['day', 'code', 'net', 'currency', 'service'],
      ['2026-05-01', "'=1+1", '-5000', 'IRR', ''],
      ['2026-05-02', '-12', '0', 'IRR', '7'],
    ]);
    expect(linesOf({ name: 'x', rows: [] })).toEqual([]);
  });

  test('a share of nothing is no share', () => {
    expect(shareBp(2, 3)).toBe(6_666);
    expect(shareBp(3, 3)).toBe(10_000);
    expect(shareBp(0, 0)).toBeNull();
  });
});
