import fc from 'fast-check';
import { DateTime, type Zone } from 'luxon';
import { knownZone } from './known-zone';

const ZONES = [
  'Asia/Tehran',
  'Europe/Rome',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'UTC',
];
const HOUR_MS = 3_600_000;

function shownAt(at: Date, zone: string | Zone) {
  const there = DateTime.fromJSDate(at, { zone });
  return [there.toFormat('yyyy-MM-dd HH:mm:ss.SSS'), there.offset];
}

describe('a zone whose changes are looked up once', () => {
  test('shows the same clock as the library at any instant, asked in any order', () => {
    const instants = fc.date({
      min: new Date('1960-01-01'),
      max: new Date('2060-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(instants, { minLength: 1, maxLength: 20 }),
        (name, ats) => {
          for (const at of ats) expect(shownAt(at, knownZone(name))).toEqual(shownAt(at, name));
        },
      ),
    );
  });

  test('counts days over a change of clocks as the library does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: -400 * 24, max: 400 * 24 }),
        fc.integer({ min: 0, max: 400 }),
        (name, hours, days) => {
          const at = new Date(Date.UTC(2026, 2, 29, 1) + hours * HOUR_MS);
          const counted = [knownZone(name), name].map((zone) =>
            DateTime.fromJSDate(at, { zone }).plus({ days }).toMillis(),
          );
          expect(counted[0]).toBe(counted[1]);
        },
      ),
    );
  });

  test('the very minute of a change', () => {
    const zone = knownZone('Europe/Rome');
    const change = Date.UTC(2026, 2, 29, 1);
    expect([zone.offset(change - 1), zone.offset(change)]).toEqual([60, 120]);
  });

  test('a name of no zone is no zone', () => {
    expect(knownZone('Europe/Atlantis').isValid).toBe(false);
    expect(DateTime.fromJSDate(new Date(0), { zone: knownZone('Europe/Atlantis') }).isValid).toBe(false);
  });
});
