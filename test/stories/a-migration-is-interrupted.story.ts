import { setTimeout as pause } from 'node:timers/promises';
import { anApprovedService, aSubscriptionOf } from '../support/a-paid-service';
import { publish } from '../support/campaigns';
import { migrating } from '../support/migrating';
import { GIVE_UP_MS } from '../support/waiting';
import { createWorld, type World } from '../support/world';

const CROWD = 24;
const SINCE = '2026-01-01T00:00:00Z';
let people = 0;
let world: World;
let moving: ReturnType<typeof migrating>;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  moving = migrating(world);
});
afterAll(() => world.close());

const aNumber = (): string => `98912${7_000_000 + ++people}`;

/** A service with a crowd, and one to which a campaign leads. */
async function aCrowdOf(name: string, size: number) {
  const from = await anApprovedService(world, { name });
  const to = await anApprovedService(world, { name: `${name}PLUS`, settings: { confirmTtlMinutes: 600 } });
  const keyword = { brand: 'radio-shahr', shortcode: '2050', language: 'en', word: `${name}PLUS` };
  await world.api.post('/keywords', { ...keyword, leasedFrom: SINCE }).expect(201);
  const { body } = await world.api
    .post('/campaigns', {
      ...{ brand: 'radio-shahr', shortcode: '2050', timezone: 'Asia/Tehran', language: 'fa', name },
      ...{ kind: 'subscribe', keywords: [keyword.word], opensAt: SINCE, settings: { service: to } },
    })
    .expect(201);
  await publish(world, (body as { readonly id: number }).id);
  const numbers = Array.from({ length: size }, aNumber);
  for (const msisdn of numbers) await aSubscriptionOf(world, from, msisdn);
  return { from, to, numbers };
}

const questionsTo = async (msisdn: string, name: string): Promise<number> =>
  (await world.subscriber(msisdn).received()).filter((text) => text.includes(`${name}PLUS`)).length;

/** The connection of a worker that is in the midst of giving people their turns dies, as with its process. */
async function killsTheWriter(): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const rows = await world.database.sql.query({
      text: `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into timers%'`,
    });
    if (rows.length > 0) return;
    if (Date.now() > giveUpAt) throw new Error('nobody was writing');
    await pause(10);
  }
}

test('SUB-14 whatever dies and however many ask at once, everybody is asked once', async () => {
  const { from, to, numbers } = await aCrowdOf('RACE', CROWD);
  const workers = [moving.aWorker(), moving.aWorker(), moving.aWorker()];
  const { migration, rounds } = await world.database.transaction(async (tx) => {
    await tx.sql.run({ text: 'lock table timers in share mode' }); // nobody gets a turn until this is over
    const begun = await moving.begins(from, to);
    const going = Promise.allSettled(workers.map((worker) => worker.round(3)));
    await killsTheWriter();
    return { migration: begun, rounds: { going } };
  });
  await rounds.going;
  const drain = async (worker: (typeof workers)[number]): Promise<void> => {
    for (let looked = 1; looked > 0;) looked = await worker.round(3);
  };
  await Promise.all(workers.map(drain));
  expect(await moving.asks(migration)).toMatchObject({
    state: 'done',
    asked: CROWD,
    waiting: 0,
    notAsked: [],
  });
  for (const msisdn of numbers) expect([msisdn, await questionsTo(msisdn, 'RACE')]).toEqual([msisdn, 1]);
});
