import { Rounds } from './rounds.service';

/** Rounds that end when the test says so. */
function someRounds() {
  const ends: ((error?: Error) => void)[] = [];
  const failures: unknown[] = [];
  const look = (): Promise<void> =>
    new Promise((resolve, reject) => void ends.push((error) => (error ? reject(error) : resolve())));
  return { ends, failures, rounds: new Rounds(look, (error) => void failures.push(error), 5) };
}

describe('rounds', () => {
  test('who asks while one is under way joins it', async () => {
    const { ends, rounds } = someRounds();
    const both = [rounds.go(), rounds.go()];
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await Promise.all(both);
    void rounds.go();
    expect(ends).toHaveLength(2);
  });

  test('who rings while one is under way gets another one, and only one', async () => {
    const { ends, rounds } = someRounds();
    rounds.ring();
    rounds.ring();
    rounds.ring();
    expect(ends).toHaveLength(1);
    const first = rounds.go();
    ends[0]?.();
    await first;
    expect(ends).toHaveLength(2);
    const second = rounds.go();
    ends[1]?.();
    await second;
    expect(ends).toHaveLength(2);
  });

  test('one that fails is told of, and the next one comes', async () => {
    const { ends, failures, rounds } = someRounds();
    const first = rounds.go();
    ends[0]?.(new Error('away'));
    await first;
    expect(failures).toEqual([new Error('away')]);
    rounds.begin();
    while (ends.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    ends[1]?.();
    await rounds.stop();
  });

  test('whoever stops them waits for the one under way, and no other begins', async () => {
    const { ends, rounds } = someRounds();
    const starting = rounds.start();
    let isStopped = false;
    const stopping = rounds.stop().then(() => (isStopped = true));
    await Promise.resolve();
    expect(isStopped).toBe(false);
    ends[0]?.();
    await Promise.all([starting, stopping]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ends).toHaveLength(1);
  });
});
