import { createWorld, type World } from '../support/world';

/** The management API's door for what brands start themselves. */
describe('send door', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  });
  afterAll(() => world.close());

  const toNaderi = (to: string, more: object = {}) => ({
    brand: 'kafe-naderi',
    from: '2050',
    to,
    text: 'امشب موسیقی زنده داریم.',
    class: 'promotional',
    ...more,
  });

  test('API-01 a message is queued, leaves, and its story ends with the report', async () => {
    const response = await world.api.post('/messages', toNaderi('+98 912 100 0001'));
    expect(response.status).toBe(201);
    const { id } = response.body as { id: string };
    await world.settle();
    expect(await world.subscriber('989121000001').received()).toEqual(['امشب موسیقی زنده داریم.']);
    const timeline = await world.api.get(`/messages/${id}/timeline`);
    const events = (timeline.body as { events: { type: string; state?: string }[] }).events;
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['queued', 'submitted']));
    expect(events[0]).toMatchObject({ type: 'queued', class: 'promotional', from: '2050' });
  });

  test('OPT-04 whoever said STOP is refused at once, and nothing is charged to anybody', async () => {
    const alice = world.subscriber('989121000002');
    await alice.texts('2050', 'خاموش');
    const before = await alice.received();
    const response = await world.api.post('/messages', toNaderi(alice.msisdn));
    expect(response.status).toBe(422);
    expect(response.body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
    await world.settle();
    expect(await alice.received()).toEqual(before);
  });

  test('OPT-04 a one-time password and a service message pass an opt-out where the rules let them', async () => {
    const bob = world.subscriber('989121000003');
    await bob.texts('2050', 'STOP');
    for (const sent of ['otp', 'service', 'warning']) {
      expect((await world.api.post('/messages', toNaderi(bob.msisdn, { class: sent }))).status).toBe(201);
    }
    for (const sent of ['promotional', 'awareness', 'personal']) {
      const refused = await world.api.post('/messages', toNaderi(bob.msisdn, { class: sent }));
      expect(refused.body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
    }
  });

  test('NWS-01 leaving one list leaves the others and the brand', async () => {
    const carol = world.subscriber('989121000004');
    await carol.texts('2050', 'STOP OFFERS');
    const lists = (await world.api.get('/lists')).body as {
      items: { id: number; key: string; brand: string }[];
    };
    const offers = lists.items.find(({ key }) => key === 'offers');
    const refused = await world.api.post('/messages', toNaderi(carol.msisdn, { list: offers?.id }));
    expect(refused.body).toMatchObject({ code: 'RECIPIENT_OPTED_OUT' });
    expect((await world.api.post('/messages', toNaderi(carol.msisdn))).status).toBe(201);
  });

  test('OPT-10 a number on the national list gets no advertisement, and its password all the same', async () => {
    const msisdn = '989121000005';
    const added = await world.api.post('/suppressions', { msisdn: `+${msisdn}`, registry: '8999' });
    expect(added.status).toBe(201);
    expect((await world.api.post('/messages', toNaderi(msisdn))).body).toMatchObject({
      code: 'SUPPRESSED',
      registry: '8999',
    });
    expect((await world.api.post('/messages', toNaderi(msisdn, { class: 'otp' }))).status).toBe(201);
    const removed = await world.api.delete(`/suppressions/${(added.body as { id: number }).id}`);
    expect(removed.status).toBe(204);
    expect((await world.api.post('/messages', toNaderi(msisdn))).status).toBe(201);
  });

  test('an array is answered in order, and a bad element holds nobody up', async () => {
    const batch = [
      toNaderi('989121000010'),
      toNaderi('2050'),
      toNaderi('989121000011', { class: 'reply' }),
      toNaderi('989121000012', { text: 'a\ud800b' }),
      'nonsense',
      toNaderi('989121000010', { text: 'دوم' }),
      toNaderi('989121000013', { brand: 'nobody' }),
      toNaderi('989121000014', { from: '48400' }),
    ];
    const response = await world.api.post('/messages', batch);
    expect(response.status).toBe(201);
    const answers = response.body as { id?: string; error?: { code: string; errors?: { path: string }[] } }[];
    expect(answers).toHaveLength(batch.length);
    expect(answers.map(({ id }) => id !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(answers[1]?.error).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'to' }] });
    expect(answers[2]?.error?.errors?.[0]?.path).toBe('class');
    expect(answers[3]?.error?.errors?.[0]?.path).toBe('text');
    expect(answers[6]?.error).toMatchObject({ code: 'NOT_FOUND' });
    expect(answers[7]?.error).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'from' }] });
    await world.settle();
    expect(await world.subscriber('989121000010').received()).toEqual(['امشب موسیقی زنده داریم.', 'دوم']);
  });

  test('a thousand go in one request, and one more is too many', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      toNaderi(`98913${String(2_000_000 + n)}`, { text: `شماره ${n}` }),
    );
    const response = await world.api.post('/messages', many);
    expect(response.status).toBe(201);
    const ids = (response.body as { id: string }[]).map(({ id }) => Number(id));
    expect([...ids].sort((a, b) => a - b)).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
    expect((await world.api.post('/messages', [...many, many[0]])).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect((await world.api.post('/messages', [])).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    await world.settle();
  });

  test('WIRE-11 what nobody could deliver in time is dropped and never sent', async () => {
    const dave = world.subscriber('989121000020');
    await world.putsOff();
    const response = await world.api.post('/messages', toNaderi(dave.msisdn, { ttlSeconds: 1 }));
    await world.settle();
    world.clock.advance(120_000);
    await world.takesAgain();
    await world.settle();
    const { id } = response.body as { id: string };
    const { events } = (await world.api.get(`/messages/${id}/timeline`)).body as {
      events: { type: string; state?: string }[];
    };
    expect(events.at(-1)).toMatchObject({ type: 'final', state: 'expired' });
    expect(await dave.received()).toEqual([]);
  });

  test('API-01 the same Idempotency-Key sends once', async () => {
    const erin = world.subscriber('989121000030');
    const send = () => world.api.post('/messages', toNaderi(erin.msisdn)).set('idempotency-key', 'once-only');
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    await world.settle();
    expect(await erin.received()).toHaveLength(1);
  });

  test('KW-10 an answer without a keyword goes to the brand that wrote last', async () => {
    const frank = world.subscriber('989121000040');
    await world.api.post('/messages', toNaderi(frank.msisdn, { brand: 'radio-shahr' }));
    world.clock.advance(60_000);
    await world.api.post('/messages', toNaderi(frank.msisdn));
    await world.settle();
    const id = await frank.texts('2050', 'ممنون از شما');
    expect(await world.because(id)).toBe('passed to kafe-naderi, which spoke last');
  });

  test('a brand sends as itself, reads its own, and knows nothing of others', async () => {
    const key = await world.api.post('/api-keys', { name: 'naderi', role: 'brand', brand: 'kafe-naderi' });
    const bearer = `Bearer ${(key.body as { key: string }).key}`;
    const as = (message: object) =>
      world.http.post('/api/v1/messages').set('authorization', bearer).send(message);
    const own = await as(toNaderi('989121000050'));
    expect(own.status).toBe(201);
    expect((await as(toNaderi('989121000050', { brand: 'radio-shahr' }))).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    const others = await world.api.post('/messages', toNaderi('989121000050', { brand: 'radio-shahr' }));
    const read = (id: string) =>
      world.http.get(`/api/v1/messages/${id}/timeline`).set('authorization', bearer);
    expect((await read((own.body as { id: string }).id)).status).toBe(200);
    expect((await read((others.body as { id: string }).id)).status).toBe(404);
  });

  test.each([
    ['no class at all', { class: undefined }, 'class'],
    ['a text of blanks', { text: '   ' }, 'text'],
    ['a text longer than ten segments', { text: 'x'.repeat(1_531) }, 'text'],
    ['a time to live of nothing', { ttlSeconds: 0 }, 'ttlSeconds'],
    ['a time to live of eight days', { ttlSeconds: 691_200 }, 'ttlSeconds'],
    ['a field nobody knows', { urgent: true }, 'urgent'],
    ['a name instead of a number', { to: 'MyBrand' }, 'to'],
    ['a code that does not exist', { from: '99999' }, 'from'],
    ['a connector that does not exist', { connector: 'nowhere' }, 'connector'],
    ['a list of another brand', { list: 2_000_000 }, 'list'],
    ['NUL in the text', { text: 'a\0b' }, 'text'],
  ])('%s is a named fault', async (_, change, path) => {
    const response = await world.api.post('/messages', toNaderi('989121000060', change));
    expect(response.status).toBe(422);
    expect((response.body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(
      path,
    );
  });
});
