import { Turns } from './turns';

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

test('one turn at a time; however many wish during a turn, another follows', async () => {
  let open = 0;
  let most = 0;
  let taken = 0;
  const turns = new Turns(
    async () => {
      most = Math.max(most, ++open);
      await tick();
      open--;
      taken++;
      return false;
    },
    () => undefined,
  );
  turns.wish();
  for (let at = 0; at < 5; at++) turns.wish(); // during the first
  await tick();
  turns.wish(); // during the second
  for (let at = 0; at < 6; at++) await tick();
  expect({ most, taken }).toEqual({ most: 1, taken: 3 });
});

test('as long as there is more, it goes on; a turn that fails is told and ends it, until somebody wishes again', async () => {
  let left = 3;
  const failures: unknown[] = [];
  const turns = new Turns(
    async () => {
      if (--left === 0) throw new Error('nothing left');
      return true;
    },
    (error) => failures.push(error),
  );
  turns.wish();
  for (let at = 0; at < 6; at++) await tick();
  expect([left, failures.length]).toEqual([0, 1]);
  left = 5;
  turns.wish();
  await tick();
  await turns.stop();
  turns.wish();
  const after = left;
  await tick();
  expect(left).toBe(after);
});
