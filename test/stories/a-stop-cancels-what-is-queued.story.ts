import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterEach(() => world.faults({}));
afterAll(() => world.close());

let people = 0;
const somebody = (prefix = '39333') => world.subscriber(`${prefix}${7_000_000 + ++people}`);
const CODES = { '48400': 'caffe-aurora', '2050': 'radio-shahr' } as const;

async function queue(code: keyof typeof CODES, to: string, wishes: readonly object[]): Promise<void> {
  const messages = wishes.map((wish, n) => ({
    brand: CODES[code],
    from: code,
    to,
    text: `message ${n + 1}`,
    ...wish,
  }));
  const { status, body } = await world.api.post('/messages', messages);
  expect([status, (body as readonly object[]).filter((answer) => 'error' in answer)]).toEqual([201, []]);
}

async function everythingLeaves(): Promise<void> {
  await world.faults({});
  for (let n = 0; n < 20; n++) {
    world.clock.advance(500);
    await world.settle();
  }
}

async function listOn(code: string): Promise<number> {
  const { body } = await world.api.get('/lists');
  const lists = (body as { items: readonly { id: number; shortcode: string; name: string }[] }).items;
  return lists.find((list) => list.shortcode === code && list.name === 'NEWS')?.id ?? 0;
}

test('OPT-03 five kinds of messages are queued, the person texts STOP, and only the confirmation leaves', async () => {
  const alice = somebody();
  await alice.texts('48400', 'NOTIZIE');
  const before = (await alice.received()).length;
  await world.faults({ throttle: 1 });
  await queue('48400', alice.msisdn, [
    { class: 'promotional' },
    { class: 'awareness' },
    { class: 'personal' },
    { class: 'service' },
    { class: 'promotional', list: await listOn('48400') },
  ]);
  const stopped = await alice.texts('48400', 'STOP');
  expect(await world.because(stopped)).toBe('asked to stop');
  await everythingLeaves();
  expect((await alice.received()).slice(before)).toEqual([expect.stringMatching(/48400/)]);
  const fates = await world.database.sql.query({
    text: `select d.state, d.reason from outbound o join deliveries d on d.outbound_id = o.id join subscribers s on s.id = o.subscriber_id
           where s.msisdn = $1 and o.class <> 'reply'`,
    values: [alice.msisdn],
  });
  expect(fates).toEqual(new Array(5).fill({ state: 'cancelled', reason: 'opted out' }));
});

test('OPT-03 a one-time password is not one of them: the person asked for it a moment ago', async () => {
  const alice = somebody();
  await world.faults({ throttle: 1 });
  await queue('48400', alice.msisdn, [{ class: 'otp' }, { class: 'promotional' }]);
  await alice.texts('48400', 'STOP');
  await everythingLeaves();
  expect(await alice.received()).toEqual(
    expect.arrayContaining(['message 1', expect.stringMatching(/48400/)]),
  );
  expect(await alice.received()).toHaveLength(2);
});

test('OPT-03 under rules that leave bank and purchase texts alone, STOP leaves them alone', async () => {
  const alice = somebody('98912');
  await world.faults({ throttle: 1 });
  await queue('2050', alice.msisdn, [{ class: 'service' }, { class: 'promotional' }]);
  await alice.texts('2050', 'STOP');
  await everythingLeaves();
  expect(await alice.received()).toEqual(expect.arrayContaining(['message 1']));
  expect(await alice.received()).not.toContain('message 2');
});

test('OPT-04 what is to be sent after the STOP is refused at the door, and again just before the wire', async () => {
  const alice = somebody();
  await alice.texts('48400', 'STOP');
  const late = {
    brand: 'caffe-aurora',
    from: '48400',
    to: alice.msisdn,
    text: 'Tonight!',
    class: 'promotional',
  };
  expect(await world.api.post('/messages', late)).toMatchObject({
    status: 422,
    body: { code: 'RECIPIENT_OPTED_OUT' },
  });
  // As if it had been queued by somebody who did not ask.
  await world.database.sql.run({
    text: `with o as (
             insert into outbound (subscriber_id, connector_id, shortcode_id, brand_id, class, body, created_at, expires_at)
             select s.id, c.id, k.id, k.brand_id, 'promotional', 'Tonight!', $2, $2::timestamptz + interval '1 day'
             from subscribers s, connectors c, shortcodes k where s.msisdn = $1 and c.name = 'simulator' and k.number = '48400'
             returning id, connector_id, subscriber_id, shortcode_id)
           insert into outbox (outbound_id, connector_id, priority, subscriber_id, shortcode_id, due_at)
           select id, connector_id, 3, subscriber_id, shortcode_id, $2 from o`,
    values: [alice.msisdn, world.clock.now()],
  });
  await everythingLeaves();
  expect(await alice.received()).not.toContain('Tonight!');
});

test('OPT-04 STOP overtakes everybody else’s backlog, and nobody’s own words', async () => {
  const alice = somebody();
  const others = Array.from({ length: 300 }, () => somebody().msisdn);
  const key = await world.api.post('/connectors/simulator/key');
  const bearer = `Bearer ${(key.body as { key: string }).key}`;
  await world.settle();
  const texts = [
    ...others.map((from, n) => ({ id: `crowd-${n}`, from, to: '48400', text: 'CIAO' })),
    { id: 'alice-1', from: alice.msisdn, to: '48400', text: 'NOTIZIE' },
    { id: 'alice-2', from: alice.msisdn, to: '48400', text: 'STOP' },
  ];
  expect(
    (await world.http.post('/carriers/simulator/mo').set('authorization', bearer).send(texts)).status,
  ).toBe(200);
  await world.settle();
  expect((await alice.received()).length).toBe(2);
  const rows = await world.database.sql.query<{ status: string }>({
    text: `select status from consent_states c join subscribers s on s.id = c.subscriber_id where s.msisdn = $1`,
    values: [alice.msisdn],
  });
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['out']));
});

test('OPT-02 a STOP that is asked about ends everything when nobody answers', async () => {
  await world.api.patch('/shortcodes/2050', { stopPolicy: 'menu' });
  const alice = somebody('98912');
  for (const text of ['NEWS', 'YES', 'OFFERS', 'YES', 'STOP']) await alice.texts('2050', text);
  expect((await alice.received()).at(-1)).toMatch(/1 NEWS, 2 OFFERS|1 OFFERS, 2 NEWS/);
  const before = (await alice.received()).length;
  world.clock.advance(10 * 60_000 + 1_000);
  await world.settle();
  expect((await alice.received()).slice(before)).toEqual([expect.stringMatching(/2050/)]);
  await alice.texts('2050', 'STATUS');
  expect((await alice.received()).at(-1)).not.toMatch(/NEWS|OFFERS/);
  await world.api.patch('/shortcodes/2050', { stopPolicy: null });
});
