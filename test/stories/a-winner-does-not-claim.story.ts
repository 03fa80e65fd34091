import { aDrawCompetition, BEACON, drawsOf, lookAfterWinners, type ShownResult } from '../support/drawing';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-05-01T08:00:00Z'));

const states = (results: readonly ShownResult[]) =>
  results.map(({ prize, state }) => `${state} ${prize ?? '-'}`);

async function playedBy(count: number, word: string, code: string, prefix: string): Promise<void> {
  for (let n = 0; n < count; n++) await world.subscriber(`${prefix}${7_500_000 + n}`).texts(code, word);
}

test('CON-08 no claim in 72 hours, so the next reserve', async () => {
  const id = await aDrawCompetition(world, 'جایزه', { language: 'fa' });
  await playedBy(5, 'جایزه', '2050', '98912');
  const draws = drawsOf(world, id);
  const { id: drawId } = await draws.frozen({ prizes: 2, reserves: 1 });
  await draws.drawn(drawId, {
    notify: { texts: { fa: 'تبریک! جایزهٔ {prize} از آنِ شماست. تا {deadline} خبر دهید. {brand}' } },
  });
  await lookAfterWinners(world);
  const drawn = await draws.results(drawId, '?full=1');
  expect(states(drawn)).toEqual(['notified 1', 'notified 2', 'waiting -']);
  const [first, second, reserve] = drawn.map(({ msisdn }) => world.subscriber(msisdn ?? ''));
  expect((await first?.received())?.at(-1)).toMatch(
    /^تبریک! جایزهٔ ۱ از آنِ شماست\. تا ۲۰۲۶-۰۵-۰۴ ۱۷:۳۰ خبر دهید\. /,
  );
  expect(await reserve?.received()).toHaveLength(1);

  expect((await draws.post(`/draws/${drawId}/results/1/contacts`, { note: 'دو بار زنگ زدیم' })).status).toBe(
    204,
  );
  world.clock.freeze('2026-05-04T13:59:59Z');
  expect((await draws.post(`/draws/${drawId}/results/1/claim`)).status).toBe(204);
  await lookAfterWinners(world);
  expect(states(await draws.results(drawId))).toEqual(['claimed 1', 'notified 2', 'waiting -']);

  world.clock.freeze('2026-05-04T14:00:00Z');
  const tooLate = await draws.post(`/draws/${drawId}/results/2/claim`);
  expect(tooLate.body).toMatchObject({ status: 409, detail: 'The time to claim it has passed.' });
  await lookAfterWinners(world);
  await lookAfterWinners(world);
  expect(states(await draws.results(drawId))).toEqual(['claimed 1', 'replaced 2', 'notified 2']);
  expect((await reserve?.received())?.at(-1)).toContain('تا ۲۰۲۶-۰۵-۰۷ ۱۷:۳۰');
  expect(await second?.received()).toHaveLength(2);

  world.clock.freeze('2026-05-07T14:00:30Z');
  await lookAfterWinners(world);
  expect(states(await draws.results(drawId))).toEqual(['claimed 1', 'replaced 2', 'expired 2']);
  expect(await draws.log(drawId)).toEqual([
    ...['1 drawn', '2 drawn', '3 drawn', '1 told', '2 told', '1 contacted', '1 claimed'],
    ...['2 replaced', '3 called', '3 told', '3 expired'],
  ]);
});

test('CON-08 two processes look at the deadline at once, and one reserve steps in', async () => {
  const id = await aDrawCompetition(world, 'DUE');
  await playedBy(5, 'DUE', '48400', '39333');
  const draws = drawsOf(world, id);
  const { id: drawId } = await draws.frozen({ prizes: 1, reserves: 3, claimHours: 1 });
  await draws.drawn(drawId);
  world.clock.set('2026-05-01T15:00:00Z');
  await Promise.all([lookAfterWinners(world), lookAfterWinners(world)]);
  expect(states(await draws.results(drawId))).toEqual(['replaced 1', 'notified 1', 'waiting -', 'waiting -']);
  expect((await draws.post(`/draws/${drawId}/results/3/claim`)).status).toBe(409);
  expect((await draws.post(`/draws/${drawId}/results/2/claim`)).status).toBe(204);
  expect((await draws.post(`/draws/${drawId}/results/2/claim`)).status).toBe(204);
  expect((await draws.log(drawId)).filter((line) => line === '2 claimed')).toHaveLength(1);
});

test('CON-08 a second draw is a record of its own beside the first', async () => {
  const id = await aDrawCompetition(world, 'ANCORA');
  await playedBy(6, 'ANCORA', '48400', '39333');
  const draws = drawsOf(world, id);
  const first = await draws.frozen();
  expect((await draws.freeze()).body).toMatchObject({ status: 409, reason: 'undrawn' });
  const drawn = await draws.drawn(first.id);
  const beaconNotBefore = '2026-05-01T15:00:00Z';
  const second = (await draws.freeze({ beaconNotBefore })).body as typeof first;
  expect(second.announcement.draw).toEqual({ number: 2, previous: drawn.proofHash });
  world.clock.set(beaconNotBefore);
  const again = await draws.post(`/draws/${second.id}/beacon`, { value: BEACON.replaceAll('9', 'a') });
  expect(again.body).toMatchObject({ state: 'drawn' });
  expect((await draws.results(first.id)).map(({ state }) => state)).toContain('notified');
  const page = (await draws.get('/draws')).body as { items: { id: number }[] };
  expect(page.items.map(({ id: drawId }) => drawId)).toEqual([first.id, second.id]);
  await expect(
    world.database.sql.run({
      text: 'update draws set announcement_hash = server_seed where id = $1',
      values: [first.id],
    }),
  ).rejects.toThrow('never changed');
  await expect(world.database.sql.run({ text: 'delete from draws' })).rejects.toThrow('never changed');
});
