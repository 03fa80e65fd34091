import fc from 'fast-check';
import { closeOf, refusalSentence, type ContestTimes, type FreezeRefusal } from './freeze-refusal';

const HOUR_MS = 3_600_000;
const GRACE_MS = 600_000;
const at = (hours: number): Date => new Date(Date.UTC(2026, 4, 1) + hours * HOUR_MS);
const contest = (own: Partial<ContestTimes> = {}): ContestTimes => ({
  state: 'published',
  isDraw: true,
  opensAt: at(0),
  closesAt: at(10),
  ...own,
});

describe('CON-07 when a contest can be frozen', () => {
  test.each<[string, ContestTimes, number, string]>([
    ['is no draw', contest({ isDraw: false }), 12, 'no draw'],
    ['is a draft', contest({ state: 'draft' }), 12, 'open'],
    ['is open', contest(), 9.999, 'open'],
    ['is paused, and could be resumed', contest({ state: 'paused' }), 9, 'open'],
    ['never closes', contest({ closesAt: null }), 9_999, 'open'],
    ['has closed this moment', contest(), 10, 'grace'],
    ['closed a grace ago', contest(), 10 + GRACE_MS / HOUR_MS, 'over'],
    ['closed while it was paused', contest({ state: 'paused' }), 11, 'over'],
    ['was closed by hand', contest({ state: 'closed', closesAt: null }), 5, 'over'],
    ['was closed by hand as it opened', contest({ state: 'closed' }), 0.1, 'grace'],
  ])('CON-07 one that %s', (_, times, hours, type) => {
    expect(closeOf(times, at(hours), GRACE_MS).type).toBe(type);
  });

  test('CON-07 what is over closed after it opened, and a grace before now', () => {
    const states = fc.constantFrom('draft', 'published', 'paused', 'closed') as fc.Arbitrary<
      ContestTimes['state']
    >;
    const closes = fc.option(fc.integer({ min: 1, max: 100 }), { nil: null });
    fc.assert(
      fc.property(
        states,
        closes,
        fc.integer({ min: -5, max: 200 }),
        fc.integer({ min: 0, max: 90 }),
        (state, hours, now, minutes) => {
          const times = contest({ state, closesAt: hours === null ? null : at(hours) });
          const close = closeOf(times, at(now), minutes * 60_000);
          if (close.type !== 'over') return refusalSentence(close).length > 0;
          return (
            close.closesAt > times.opensAt && close.closesAt.getTime() + minutes * 60_000 <= at(now).getTime()
          );
        },
      ),
    );
  });

  test('every refusal is a sentence of its own', () => {
    const refusals: readonly FreezeRefusal[] = [
      { type: 'no draw' },
      { type: 'open' },
      { type: 'grace', until: at(10) },
      { type: 'grace', until: null },
      { type: 'undrawn', drawId: 4 },
      { type: 'texts waiting', count: 2 },
      { type: 'parts waiting', count: 2 },
      { type: 'texts set aside', count: 2 },
      { type: 'entries without a nonce', count: 2 },
      { type: 'said outside the window', line: 7 },
      { type: 'empty' },
      { type: 'too large', lines: 9 },
    ];
    const sentences = refusals.map(refusalSentence);
    expect(new Set(sentences).size).toBe(refusals.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
  });
});
