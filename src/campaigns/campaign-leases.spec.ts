import fc from 'fast-check';
import { aheadOf, leaseOf, type RegistryRow } from './campaign-leases';

const HOUR_MS = 3_600_000;
const at = (hour: number): Date => new Date(Date.UTC(2026, 4, 1) + hour * HOUR_MS);
const row = (from: number, until: number | null, own: Partial<RegistryRow> = {}): RegistryRow => ({
  id: 1,
  brandId: 1,
  brand: 'Lotus',
  key: 'lock',
  leasedFrom: at(from),
  leasedUntil: until === null ? null : at(until),
  freeFrom: until === null ? null : at(until + 24),
  ...own,
});

test.each([
  ['a campaign still to open', { opensAt: at(5), closesAt: at(9) }, { from: at(5), until: at(9) }],
  ['one that is open', { opensAt: at(-5), closesAt: at(9) }, { from: at(0), until: at(9) }],
  ['one without end', { opensAt: at(-5), closesAt: null }, { from: at(0), until: null }],
  ['one that is over', { opensAt: at(-5), closesAt: at(-1) }, { from: at(0), until: at(0) }],
])('what lies ahead of %s', (_, window, ahead) => expect(aheadOf(window, at(0))).toEqual(ahead));

test('a lease covers exactly what it lasts for', () => {
  const ahead = { from: at(2), until: at(8) };
  expect(leaseOf('Lock', [row(2, 8)], 1, ahead)).toEqual({ type: 'leased', id: 1 });
  for (const rows of [[row(3, 8)], [row(2, 7)], [row(2, 8, { key: 'other' })], []]) {
    expect(leaseOf('Lock', rows, 1, ahead)).toMatchObject({ type: 'missing' });
  }
  expect(leaseOf('Lock', [row(2, 8)], 1, { from: at(2), until: null })).toMatchObject({ type: 'missing' });
  expect(leaseOf('Lock', [row(2, null)], 1, { from: at(2), until: null })).toMatchObject({ type: 'leased' });
});

test('somebody else’s lease is named as theirs, quarantine included', () => {
  const theirs = row(0, 1, { brandId: 2, brand: 'Café' });
  expect(leaseOf('Lock', [theirs], 1, { from: at(2), until: at(8) })).toMatchObject({
    message: expect.stringContaining('Café') as unknown,
  });
  expect(leaseOf('Lock', [theirs], 1, { from: at(25), until: at(30) })).toMatchObject({
    message: expect.not.stringContaining('Café') as unknown,
  });
});

test('a campaign that may be published has its word at every hour that is still to come', () => {
  const hour = fc.integer({ min: -10, max: 10 });
  const end = fc.option(fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(hour, end, hour, end, (opens, lasts, from, leasedFor) => {
      const window = { opensAt: at(opens), closesAt: lasts === null ? null : at(opens + lasts) };
      const lease = row(from, leasedFor === null ? null : from + leasedFor);
      const isLeased = leaseOf('lock', [lease], 1, aheadOf(window, at(0))).type === 'leased';
      const ahead = Array.from({ length: 60 }, (_, each) => at(each)).filter(
        (each) => each >= window.opensAt && (!window.closesAt || each < window.closesAt),
      );
      const covered = ahead.every(
        (each) => each >= lease.leasedFrom && (!lease.leasedUntil || each < lease.leasedUntil),
      );
      if (isLeased) expect(covered).toBe(true);
    }),
  );
});
