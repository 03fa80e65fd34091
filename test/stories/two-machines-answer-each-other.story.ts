import { aCarrier, type Carrier } from '../support/carrier';
import { createWorld, type World } from '../support/world';

let world: World;
let carrier: Carrier;
beforeAll(async () => {
  world = await createWorld();
  world.clock.freeze(world.clock.now()); // five minutes are five minutes of its own
  carrier = await aCarrier(world, 'tim-link');
});
afterAll(() => world.close());

test('KW-16 a handset that sends back whatever it receives is answered twenty times, and then no more', async () => {
  const echo = world.subscriber('393338000001');
  await echo.texts('48400', 'CIAO');
  for (let heard = 0; heard < 60;) {
    const received = await echo.received();
    if (received.length === heard) break;
    heard = received.length;
    await echo.texts('48400', `CIAO ${received.at(-1) ?? ''}`);
  }
  expect(await echo.received()).toHaveLength(20);
  const [last] = await world.database.sql.query<{ because: string }>({
    text: 'select because from decisions d join subscribers s on s.id = d.subscriber_id where s.msisdn = $1 order by text_id desc limit 1',
    values: [echo.msisdn],
  });
  expect(last?.because).toBe('loop: too many texts in five minutes');
});

test('KW-16 two engines on two numbers that answer each other stop', async () => {
  const [ours, theirs] = ['393338000002', '393338000003'].map((msisdn) => world.subscriber(msisdn));
  if (!ours || !theirs) throw new Error('two handsets are needed');
  let words = 'HELLO';
  let turns = 0;
  for (; turns < 100; turns++) {
    const [to, handset] = turns % 2 ? (['70070', theirs] as const) : (['48400', ours] as const);
    const before = (await handset.received()).length;
    await handset.texts(to, words);
    const answers = (await handset.received()).slice(before);
    if (answers.length === 0) break;
    words = answers.at(-1) ?? '';
  }
  expect(turns).toBeLessThan(45);
});

test.each(['INFO', '2050', 'MyBank', '40404', 'بانک'])(
  'KW-16 a text from %s is recorded, and never answered',
  async (from) => {
    const { id } = await carrier.hands({ id: `machine-${from}`, from, to: '48400', text: 'CIAO' });
    await world.settle();
    expect(await world.because(id)).toBe('was sent by a machine, not by a handset');
    const rows = await world.database.sql.query({
      text: 'select 1 from outbound where text_id = $1',
      values: [id],
    });
    expect(rows).toEqual([]);
  },
);

test('KW-16 a STOP in the middle of a loop still counts', async () => {
  const echo = world.subscriber('393338000004');
  await echo.texts('48400', 'NOTIZIE');
  for (let n = 0; n < 22; n++) await echo.texts('48400', 'CIAO');
  expect(await world.because(await echo.texts('48400', 'STOP'))).toContain('asked to stop');
  const refused = await world.api.post('/messages', {
    brand: 'caffe-aurora',
    from: '48400',
    to: echo.msisdn,
    text: 'x',
    class: 'promotional',
  });
  expect(refused.status).toBe(422);
});
