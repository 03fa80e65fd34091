import fc from 'fast-check';
import { formatClaim, parseClaim } from './engine-claim';

describe('the claim in engine.lock', () => {
  test('is read back as it was written', () => {
    const claims = fc.record({
      pid: fc.integer({ min: 1, max: 4_194_304 }),
      startedAt: fc.uuid().map((id) => `${id}:164438`),
    });
    fc.assert(
      fc.property(claims, (claim) => {
        expect(parseClaim(formatClaim(claim))).toEqual(claim);
      }),
    );
  });

  test('a claim cut short anywhere is nobody’s', () => {
    const whole = formatClaim({ pid: 4711, startedAt: 'boot:164438' });
    for (let length = 0; length < whole.length; length++) {
      expect(parseClaim(whole.slice(0, length))).toBeUndefined();
    }
  });

  test.each(['0 boot:1\n', '-1 boot:1\n', '4711\n', '4711 boot:1 more\n', 'x boot:1\n'])(
    '%j is nobody’s',
    (contents) => {
      expect(parseClaim(contents)).toBeUndefined();
    },
  );
});
