import { aCarrier, PATIENT_LINK_MS } from '../support/carrier';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterEach(() => world.faults({}));
afterAll(() => world.close());

let people = 0;
const number = () => `39333${6_000_000 + ++people}`;
const message = (to: string, text: string, more: object = {}) => ({
  brand: 'caffe-aurora',
  from: '48400',
  to,
  text,
  class: 'promotional',
  ...more,
});

const waiting = async (): Promise<number> => {
  const [row] = await world.database.sql.query<{ count: number }>({
    text: 'select count(*)::int as count from outbox',
  });
  return row?.count ?? 0;
};

/** Until nothing waits: what was throttled waits a moment of the world's own time. */
async function everythingLeaves(): Promise<void> {
  for (let n = 0; n < 200; n++) {
    await world.settle();
    if ((await waiting()) === 0) return;
    world.clock.advance(500);
  }
  throw new Error(`${await waiting()} messages never left`);
}

test('WIRE-07 a third of the submits is throttled: everything arrives, and each person’s messages in order', async () => {
  const persons = Array.from({ length: 30 }, number);
  await world.faults({ throttle: 0.3 });
  const texts = [1, 2, 3, 4].flatMap((n) => persons.map((to) => message(to, `message ${n}`)));
  const { status } = await world.api.post('/messages', texts);
  expect(status).toBe(201);
  await everythingLeaves();
  for (const to of persons) {
    expect(await world.subscriber(to).received()).toEqual([
      'message 1',
      'message 2',
      'message 3',
      'message 4',
    ]);
  }
});

test('WIRE-10 an answer does not wait behind advertisements in bulk', async () => {
  const slow = await aCarrier(world, 'slow-link', { tps: 50 });
  const bulk = Array.from({ length: 1_000 }, (_, n) =>
    message(number(), `promo ${n}`, { connector: 'slow-link' }),
  );
  await world.database.sql.run({
    text: `insert into shortcode_routes (shortcode_id, connector_id) select id, $1 from shortcodes where number = '48400'`,
    values: [slow.id],
  });
  const { status, body } = await world.api.post('/messages', bulk);
  expect([status, (body as readonly object[]).filter((answer) => 'error' in answer)]).toEqual([201, []]);
  const from = number();
  const startedAt = Date.now();
  await slow.hands({ id: 'mo-1', from, to: '48400', text: 'CIAO' });
  const someone = world.subscriber(from);
  await until('the answer has arrived', async () => (await someone.received()).length > 0);
  expect(await someone.received()).toHaveLength(1);
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  expect(await waiting()).toBeGreaterThan(500);
  await world.api.patch('/connectors/slow-link', { settings: { timeoutMs: PATIENT_LINK_MS } });
  await everythingLeaves();
  expect(await someone.received()).toHaveLength(1);
});

test('WIRE-11 what is older than its time to live is not sent but EXPIRED_LOCAL', async () => {
  await world.putsOff();
  const to = number();
  const sent = await world.api.post('/messages', message(to, 'for the next minute only', { ttlSeconds: 60 }));
  await world.settle();
  world.clock.advance(61_000);
  await world.takesAgain();
  await everythingLeaves();
  expect(await world.subscriber(to).received()).toEqual([]);
  const timeline = await world.api.get(`/messages/${(sent.body as { id: string }).id}/timeline`);
  expect(JSON.stringify(timeline.body)).toContain('EXPIRED_LOCAL');
});

test('WIRE-11 the confirmation of a STOP is not sent after five minutes', async () => {
  await world.putsOff();
  const someone = world.subscriber(number());
  await someone.texts('48400', 'STOP');
  world.clock.advance(301_000);
  await world.takesAgain();
  await everythingLeaves();
  expect(await someone.received()).toEqual([]);
});

test('WIRE-06 what is lost on the way is not counted as delivered', async () => {
  await world.faults({ lose: 1 });
  const someone = world.subscriber(number());
  const id = await someone.texts('48400', 'CIAO');
  expect(await someone.received()).toEqual([]);
  const rows = await world.database.sql.query({
    text: 'select d.state from deliveries d join outbound o on o.id = d.outbound_id where o.text_id = $1',
    values: [id],
  });
  expect(rows).toEqual([{ state: 'sent' }]);
});
