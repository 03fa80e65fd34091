import fc from 'fast-check';
import type { Told } from './charge-fate';
import { healthAfter, isOnTrial, type GatewayHealth } from './gateway-health';

const NOW = new Date('2026-05-01T08:00:00Z');
const WELL: GatewayHealth = { failing: 0, resumeAt: null };
const silence = (count: number): Told[] => Array.from({ length: count }, () => ({ type: 'unknown' }));
const restMs = (health: GatewayHealth | null): number | null =>
  health?.resumeAt ? health.resumeAt.getTime() - NOW.getTime() : null;

test('BIL-04 three rounds of silence, or one large one, and it is left alone for longer and longer', () => {
  let health = WELL;
  const rests = [1, 1, 1, 1, 1].map((count) => {
    health = healthAfter({ ...health, resumeAt: null }, silence(count), NOW) ?? health;
    return restMs(health);
  });
  expect(rests).toEqual([null, null, 5_000, 10_000, 20_000]);
  expect(restMs(healthAfter(WELL, silence(20), NOW))).toBe(5_000);
  expect(restMs(healthAfter(WELL, silence(19), NOW))).toBeNull();
  expect(restMs(healthAfter({ failing: 60, resumeAt: null }, silence(1), NOW))).toBe(300_000);
});

test.each<Told>([
  { type: 'charged', remoteId: 'P1' },
  { type: 'refused', failure: 'insufficient', remoteCode: '1' },
  { type: 'processing', remoteId: null },
  { type: 'never heard' },
])('BIL-04 whoever answers "$type" is well', (told) => {
  expect(healthAfter({ failing: 9, resumeAt: NOW }, [...silence(50), told], NOW)).toEqual(WELL);
  expect(healthAfter(WELL, [told], NOW)).toBeNull();
});

test('BIL-04 what was under way when the rest began does not prolong it', () => {
  const resting = { failing: 3, resumeAt: new Date(NOW.getTime() + 1) };
  expect(healthAfter(resting, silence(200), NOW)).toBeNull();
  expect(isOnTrial(resting)).toBe(true);
  expect(isOnTrial({ failing: 2, resumeAt: null })).toBe(false);
});

test('BIL-04 no rest is longer than five minutes, and nothing said changes nothing', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 300 }), (failing, count) => {
      const rest = restMs(healthAfter({ failing, resumeAt: null }, silence(count), NOW));
      return rest === null || rest <= 300_000;
    }),
  );
  expect(healthAfter({ failing: 5, resumeAt: NOW }, [], NOW)).toBeNull();
});
