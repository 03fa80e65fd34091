import { storeTexts, type NewText } from '../../src/messages/inbox.store';
import { enqueue } from '../../src/messages/outbox.store';
import { storeReports } from '../../src/messages/report.store';
import { Identity } from '../../src/platform/identity.service';
import { laneOf } from '../../src/platform/lanes';
import { createWorld, type World } from '../support/world';

const DAY_MS = 86_400_000;
let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

async function idOf(table: 'connectors' | 'shortcodes', column: string, value: string): Promise<number> {
  const [row] = await world.database.sql.query<{ id: number }>({
    text: `select id from ${table} where ${column} = $1`,
    values: [value],
  });
  return row?.id ?? 0;
}

test('OPS-01 a text whose ring was lost is found by the sweep', async () => {
  const sender = '393337000001';
  const senderHash = world.app.get(Identity).hashOf(sender);
  const now = world.clock.now();
  const text: NewText = {
    connectorId: await idOf('connectors', 'name', 'simulator'),
    keyHash: senderHash,
    senderHash,
    lane: laneOf(senderHash),
    sender,
    code: '48400',
    body: 'CIAO',
    original: null,
    remoteId: null,
    linkId: null,
    operator: null,
    flags: null,
    urgent: false,
    sentAt: null,
    saidAt: now,
    receivedAt: now,
  };
  await storeTexts(world.database.sql, [text]);
  await world.settle();
  expect(await world.subscriber(sender).received()).toEqual([expect.stringContaining('Caffè Aurora')]);
});

test('OPS-01 so is a message that nobody rang for, and the report about it', async () => {
  const someone = world.subscriber('393337000002');
  await someone.texts('48400', 'CIAO');
  const connectorId = await idOf('connectors', 'name', 'simulator');
  const shortcodeId = await idOf('shortcodes', 'number', '48400');
  const [person] = await world.database.sql.query<{ id: number }>({
    text: 'select id from subscribers where msisdn = $1',
    values: [someone.msisdn],
  });
  await world.faults({ reports: 'none' });
  const now = world.clock.now();
  const [id] = await world.database.transaction((tx) =>
    enqueue(tx, [
      {
        textId: null,
        ordinal: null,
        subscriberId: person?.id ?? 0,
        connectorId,
        shortcodeId,
        brandId: null,
        campaignId: null,
        listId: null,
        class: 'service',
        body: 'Nobody rang.',
        linkId: null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + DAY_MS),
      },
    ]),
  );
  await world.settle();
  expect((await someone.received()).at(-1)).toBe('Nobody rang.');
  await storeReports(
    world.database.sql,
    connectorId,
    [{ echoedId: String(id), state: 'delivered', raw: 'x' }],
    false,
    now,
  );
  await world.settle();
  const fate = await world.database.sql.query({
    text: 'select state from deliveries where outbound_id = $1',
    values: [id],
  });
  expect(fate).toEqual([{ state: 'delivered' }]);
});

test('OPS-02 a year of the world’s time passes in a moment, and every timer of it is kept', async () => {
  await world.api.patch('/shortcodes/2050', { stopPolicy: 'menu' });
  const someone = world.subscriber('989127000003');
  for (const text of ['NEWS', 'YES', 'OFFERS', 'YES', 'STOP']) await someone.texts('2050', text);
  const before = (await someone.received()).length;
  world.clock.advance(400 * DAY_MS);
  await world.settle();
  const timers = await world.database.sql.query({ text: 'select 1 from timers' });
  expect([timers, (await someone.received()).length > before]).toEqual([[], true]);
});
