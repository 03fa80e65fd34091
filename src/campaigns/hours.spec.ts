import { hoursFaults, isWithin, nextOpening } from './hours';

const ROME = 'Europe/Rome';
const day = [{ from: '09:00', to: '21:00' }];

describe('KW-06 hours of the day', () => {
  test.each([
    ['2026-05-04T06:59:59Z', false], // 08:59:59 in Rome
    ['2026-05-04T07:00:00Z', true],
    ['2026-05-04T18:59:59Z', true],
    ['2026-05-04T19:00:00Z', false], // half-open: 21:00 is late
  ])('KW-06 %s in Rome: open %s', (at, open) => expect(isWithin(day, new Date(at), ROME)).toBe(open));

  test('KW-06 hours over midnight belong to the day they begin on', () => {
    const friday = [{ from: '22:00', to: '02:00', days: [5] }];
    expect(isWithin(friday, new Date('2026-05-08T21:30:00Z'), ROME)).toBe(true); // Friday 23:30
    expect(isWithin(friday, new Date('2026-05-08T23:30:00Z'), ROME)).toBe(true); // Saturday 01:30
    expect(isWithin(friday, new Date('2026-05-07T23:30:00Z'), ROME)).toBe(false); // Friday 01:30
  });

  test('KW-06 on the day the clock changes, the clock on the wall decides', () => {
    // 29 March 2026: Rome goes from +01:00 to +02:00, so 09:00 comes an hour sooner.
    expect(isWithin(day, new Date('2026-03-29T07:00:00Z'), ROME)).toBe(true);
    expect(isWithin(day, new Date('2026-03-28T07:00:00Z'), ROME)).toBe(false);
    expect(nextOpening(day, new Date('2026-03-28T21:00:00Z'), ROME)).toEqual(
      new Date('2026-03-29T07:00:00Z'),
    );
  });

  test('KW-06 the next opening skips days that are closed', () => {
    const monday = [{ from: '10:00', to: '12:00', days: [1] }];
    expect(nextOpening(monday, new Date('2026-05-04T08:00:00Z'), ROME)).toEqual(
      new Date('2026-05-11T08:00:00Z'),
    );
  });

  test.each([
    ['nothing', []],
    ['no list', '09:00-21:00'],
    ['no time', [{ from: '9', to: '21:00' }]],
    ['a day that is none', [{ from: '09:00', to: '21:00', days: [0] }]],
    ['a field nobody knows', [{ from: '09:00', to: '21:00', zone: 'UTC' }]],
  ])('KW-06 %s is a named fault', (_, raw) => expect(hoursFaults('hours', raw).length).toBeGreaterThan(0));
});
