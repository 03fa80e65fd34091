import fc from 'fast-check';
import { WindowSize } from './window-size';

/** Windows through a link that takes so many texts a second, with so long an answer. @returns how long each took. */
function through(window: WindowSize, perSecond: number, answerMs: number, turns: number): number[] {
  return Array.from({ length: turns }, () => {
    const tookMs = answerMs + (window.texts * 1_000) / perSecond;
    window.learn(window.texts, tookMs);
    return tookMs;
  });
}

test('a fast link is soon filled', () => {
  const window = new WindowSize();
  through(window, 20_000, 5, 6);
  expect(window.texts).toBe(400);
});

test('OPT-04 whatever the link can take, a window settles on what leaves within the second a STOP has', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 20_000 }),
      fc.integer({ min: 0, max: 200 }),
      (perSecond, answerMs) => {
        const took = through(new WindowSize(), perSecond, answerMs, 30);
        expect(Math.max(...took.slice(10))).toBeLessThan(1_000);
      },
    ),
  );
});

test('a request that hangs makes it careful, and it recovers', () => {
  const window = new WindowSize();
  through(window, 20_000, 5, 6);
  window.learn(400, 10_000);
  expect(window.texts).toBe(16);
  through(window, 20_000, 5, 5);
  expect(window.texts).toBe(400);
});

test('a window that was not full says nothing about more', () => {
  const window = new WindowSize();
  window.learn(3, 1);
  expect(window.texts).toBe(16);
});

test('it never comes to nothing', () => {
  const window = new WindowSize();
  for (let turn = 0; turn < 20; turn++) window.learn(window.texts, 30_000);
  expect(window.texts).toBe(1);
});
