import fc from 'fast-check';
import { builtInProfiles, profileAt } from './catalogue';
import { isQuiet } from './quiet-hours';

const profileOf = (id: 'ir' | 'sa' | 'it') =>
  profileAt(builtInProfiles, id, new Date('2027-01-01T00:00:00Z'));

test.each([
  ['ir', 'Asia/Tehran', '2026-05-01T20:59:59+03:30', false],
  ['ir', 'Asia/Tehran', '2026-05-01T21:00:00+03:30', true],
  ['ir', 'Asia/Tehran', '2026-05-02T08:59:59+03:30', true],
  ['ir', 'Asia/Tehran', '2026-05-02T09:00:00+03:30', false],
  ['it', 'Europe/Rome', '2026-05-02T03:00:00+02:00', false],
  // In Riyadh, Ramadan of 1447 began on 18 February 2026.
  ['sa', 'Asia/Riyadh', '2026-02-17T10:00:00+03:00', false],
  ['sa', 'Asia/Riyadh', '2026-02-18T10:00:00+03:00', true],
  ['sa', 'Asia/Riyadh', '2026-02-18T23:00:00+03:00', false],
  ['sa', 'Asia/Riyadh', '2026-02-17T23:00:00+03:00', true],
] as const)('POL-06 under %s, in %s at %s advertising is quiet: %s', (id, zone, at, expected) => {
  expect(isQuiet(profileOf(id), 'promotional', new Date(at), zone)).toBe(expected);
});

test('POL-06 what somebody waits for is never quiet', () => {
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.constantFrom('ir', 'sa', 'it'), (at, id) => {
      expect(isQuiet(profileOf(id), 'reply', at, 'Asia/Tehran')).toBe(false);
    }),
    { numRuns: 50 },
  );
});
