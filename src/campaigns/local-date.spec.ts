import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayOf, weekOf } from './local-date';

const anInstant = fc.date({
  noInvalidDate: true,
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2200-01-01T00:00:00Z'),
});

test('CON-02 a day is the date that the clocks of the zone show', () => {
  const zones = fc.constantFrom('Asia/Tehran', 'Europe/Rome', 'Asia/Kathmandu', 'America/St_Johns', 'UTC');
  fc.assert(
    fc.property(anInstant, zones, (at, zone) => {
      expect(dayOf(at, zone)).toBe(DateTime.fromJSDate(at, { zone }).toISODate());
    }),
  );
});

test('CON-02 two days are in one week exactly where ISO 8601 numbers their weeks alike', () => {
  const daysApart = fc.integer({ min: 0, max: 10 });
  fc.assert(
    fc.property(anInstant, daysApart, (at, days) => {
      const first = DateTime.fromJSDate(at, { zone: 'utc' });
      const second = first.plus({ days });
      const isSame = first.weekYear === second.weekYear && first.weekNumber === second.weekNumber;
      expect(weekOf(first.toISODate() ?? '') === weekOf(second.toISODate() ?? '')).toBe(isSame);
    }),
  );
});
