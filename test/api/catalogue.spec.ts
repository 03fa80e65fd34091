import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false });
  await world.api.post('/brands', { code: 'aurora', name: 'Caffè Aurora' }).expect(201);
  await world.api.post('/operators', { code: 'tim', name: 'TIM', country: 'IT' }).expect(201);
});
afterAll(() => world.close());

describe('operators and brands', () => {
  test('API-01 what was made is read by id and by code, and changed but for its code', async () => {
    const { body } = await world.api
      .post('/brands', { code: 'najd', name: 'نجد', contact: '800' })
      .expect(201);
    const { id } = body as { id: number };
    expect((await world.api.get('/brands/najd').expect(200)).body).toEqual(body);
    const changed = await world.api.patch(`/brands/${id}`, { name: 'نجد موبايل' }).expect(200);
    expect(changed.body).toEqual({ ...(body as object), name: 'نجد موبايل' });
    await world.api.patch('/brands/najd', { code: 'other' }).expect(422);
    await world.api.patch('/brands/najd', { name: null }).expect(422);
    expect((await world.api.patch('/brands/najd', {}).expect(200)).body).toEqual(changed.body);
  });

  test('a code that exists is a conflict', async () => {
    const { body } = await world.api
      .post('/operators', { code: 'tim', name: 'Again', country: 'IT' })
      .expect(409);
    expect(body).toMatchObject({ code: 'CONFLICT', status: 409 });
  });

  test.each([
    '/brands/nobody',
    '/brands/99999999999',
    '/operators/0',
    '/shortcodes/999',
    '/connectors/none',
    '/campaigns/x',
    '/keywords/-1',
  ])('%s is not there', async (path) => {
    const { body, type } = await world.api.get(path).expect(404);
    expect(body).toMatchObject({ code: 'NOT_FOUND' });
    expect(type).toBe('application/problem+json');
  });

  test('API-01 a list is read page by page, each row once, whatever the size of the page', async () => {
    for (let at = 0; at < 7; at++) {
      await world.api
        .post('/operators', { code: `page-${at}`, name: `Operator ${at}`, country: 'IR' })
        .expect(201);
    }
    const whole = (await world.api.get('/operators?limit=200').expect(200)).body as {
      items: unknown[];
      next: null;
    };
    expect(whole.next).toBeNull();
    for (const limit of [1, 3, whole.items.length]) {
      const read: unknown[] = [];
      let next: string | null = '';
      while (next !== null) {
        const cursor = next === '' ? '' : `&cursor=${next}`;
        const { body } = await world.api.get(`/operators?limit=${limit}${cursor}`).expect(200);
        const page = body as { items: unknown[]; next: string | null };
        expect(page.items.length).toBeLessThanOrEqual(limit);
        read.push(...page.items);
        next = page.next;
      }
      expect(read).toEqual(whole.items);
    }
  });

  test.each(['limit=0', 'limit=201', 'limit=x', 'cursor=abc', 'cursor=', 'colour=red', 'cursor=YWZ0ZXI6LTE'])(
    'a list refuses ?%s',
    async (query) => {
      const { body } = await world.api.get(`/operators?${query}`).expect(422);
      expect(body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: query.split('=')[0] }] });
    },
  );
});

describe('connectors', () => {
  const settings = { url: 'https://carrier.example/mt', outboundKey: 'hush-hush', tps: 50 };

  test('the key is shown once, and secrets never', async () => {
    const { body } = await world.api
      .post('/connectors', { name: 'tim-http', protocol: 'http', operator: 'tim', settings })
      .expect(201);
    const { key, ...rest } = body as { key: string };
    expect(key).toMatch(/^ck_[\w-]{32}$/);
    expect(rest).toMatchObject({
      operator: 'tim',
      enabled: true,
      settings: { ...settings, outboundKey: '••••' },
    });
    const read = await world.api.get('/connectors/tim-http').expect(200);
    expect(read.body).toEqual(rest);
    expect(JSON.stringify((await world.api.get('/connectors').expect(200)).body)).not.toContain('hush');
    const [row] = await world.database.sql.query<{ row: string }>({
      text: `select c::text as row from connectors c where name = 'tim-http'`,
    });
    expect(row?.row).not.toContain(key);
  });

  test('a mask sent back keeps the secret; enabling, disabling and a new key', async () => {
    await world.api.post('/connectors', { name: 'kept', protocol: 'http', settings }).expect(201);
    const shown = (await world.api.get('/connectors/kept')).body as { settings: object };
    await world.api
      .patch('/connectors/kept', { settings: { ...shown.settings, tps: 9 }, enabled: false })
      .expect(200);
    const [row] = await world.database.sql.query<{ settings: object; enabled: boolean; key_hash: string }>({
      text: `select settings, enabled, key_hash from connectors where name = 'kept'`,
    });
    expect(row).toMatchObject({ settings: { ...settings, tps: 9 }, enabled: false });
    const rekeyed = await world.api.post('/connectors/kept/key').expect(200);
    expect((rekeyed.body as { key: string }).key).toMatch(/^ck_/);
    const [after] = await world.database.sql.query<{ key_hash: string }>({
      text: `select key_hash from connectors where name = 'kept'`,
    });
    expect(after?.key_hash).not.toBe(row?.key_hash);
  });

  test.each([
    [{ protocol: 'pigeon' }, 'protocol'],
    [{ settings: { url: 'ftp://carrier.example' } }, 'settings.url'],
    [{ settings: { ...settings, speed: 1 } }, 'settings.speed'],
    [{ settings: { ...settings, outboundKey: '••••' } }, 'settings.outboundKey'],
    [{ settings: [] }, 'settings'],
    [{ operator: 'nobody' }, 'operator'],
    [{ name: 'Has Blanks' }, 'name'],
    [{ keyHash: 'mine' }, 'keyHash'],
  ])('%j is refused at %s', async (own, path) => {
    const { body } = await world.api
      .post('/connectors', { name: 'faulty', protocol: 'http', settings, ...own })
      .expect(422);
    expect((body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(path);
  });
});

describe('shortcodes', () => {
  test('a code takes its language and zone from its profile', async () => {
    const { body } = await world.api
      .post('/shortcodes', { number: '70070', kind: 'dedicated', brand: 'aurora', profile: 'sa' })
      .expect(201);
    expect(body).toMatchObject({
      language: 'ar',
      zone: 'Asia/Riyadh',
      brand: 'aurora',
      unknownPolicy: 'universal',
      contextHours: 12,
    });
    await world.api.post('/shortcodes', { number: '70070', kind: 'shared', profile: 'sa' }).expect(409);
  });

  test('KW-01 a shared code refuses a tenant default handler; a dedicated code accepts it', async () => {
    const shared = { number: '5001', kind: 'shared', profile: 'it' };
    const refused = await world.api.post('/shortcodes', { ...shared, unknownPolicy: 'tenant' }).expect(422);
    expect(refused.body).toMatchObject({ errors: [{ path: 'unknownPolicy' }] });
    await world.api.post('/shortcodes', shared).expect(201);
    await world.api.patch('/shortcodes/5001', { unknownPolicy: 'tenant' }).expect(422);
    const dedicated = {
      number: '5002',
      kind: 'dedicated',
      brand: 'aurora',
      profile: 'it',
      unknownPolicy: 'tenant',
    };
    expect((await world.api.post('/shortcodes', dedicated).expect(201)).body).toMatchObject({
      unknownPolicy: 'tenant',
    });
  });

  test.each([
    [{ profile: 'atlantis' }, 'profile'],
    [{ language: 'de' }, 'language'],
    [{ zone: 'Europe/Atlantis' }, 'zone'],
    [{ number: '12' }, 'number'],
    [{ kind: 'dedicated' }, 'brand'],
    [{ brand: 'aurora' }, 'brand'],
    [{ tariff: { minor: '-5', currency: 'EUR' } }, 'tariff.minor'],
    [{ tariff: { minor: '5', currency: 'XXX' } }, 'tariff.currency'],
    [{ texts: { nothing: { it: 'x' } } }, 'texts.nothing'],
    [{ texts: { help: { de: 'x' } } }, 'texts.help.de'],
    [{ texts: { help: { it: 'Chiama {phone}' } } }, 'texts.help.it'],
    [{ texts: { help: { it: 'Chiama {contact' } } }, 'texts.help.it'],
    [{ texts: { constructor: { it: 'x' } } }, 'texts.constructor'],
    [{ contextHours: 169 }, 'contextHours'],
    [{ contextHours: null }, 'contextHours'],
  ])('%j is refused at %s', async (own, path) => {
    const { body } = await world.api
      .post('/shortcodes', { number: '5003', kind: 'shared', profile: 'it', ...own })
      .expect(422);
    expect((body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(path);
  });

  test('policies, texts and tariff change, and null gives a policy back to the profile', async () => {
    await world.api
      .post('/shortcodes', { number: '5004', kind: 'shared', profile: 'it', stopPolicy: 'last' })
      .expect(201);
    const changes = {
      stopPolicy: null,
      tariff: { minor: '500', currency: 'EUR' },
      texts: { help: { it: 'Chiama {contact}.' } },
    };
    expect((await world.api.patch('/shortcodes/5004', changes).expect(200)).body).toMatchObject(changes);
  });

  test('KW-01 a code is provisioned at several connectors, each in a state of its own', async () => {
    await world.api.post('/shortcodes', { number: '5005', kind: 'shared', profile: 'it' }).expect(201);
    for (const name of ['one', 'two'])
      await world.api.post('/connectors', { name, protocol: 'simulator' }).expect(201);
    const routes = [
      { connector: 'two', operator: 'tim', state: 'testing', tps: 5 },
      { connector: 'one', operator: null, state: 'live', tps: null },
    ];
    expect((await world.api.put('/shortcodes/5005/routes', routes).expect(200)).body).toEqual({
      items: routes,
      next: null,
    });
    const twice = await world.api
      .put('/shortcodes/5005/routes', [routes[0], { connector: 'two' }])
      .expect(422);
    expect(twice.body).toMatchObject({ errors: [{ path: '[1].connector' }] });
    await world.api.put('/shortcodes/5005/routes', [{ connector: 'three' }]).expect(422);
    await world.api.put('/shortcodes/5005/routes', { connector: 'one' }).expect(422);
    expect((await world.api.get('/shortcodes/5005/routes').expect(200)).body).toEqual({
      items: routes,
      next: null,
    });
    expect((await world.api.put('/shortcodes/5005/routes', []).expect(200)).body).toEqual({
      items: [],
      next: null,
    });
  });

  test('a change of the catalogue raises the version that decisions are made by', async () => {
    const version = async (): Promise<number> => {
      const [row] = await world.database.sql.query<{ version: number }>({
        text: 'select version from configuration',
      });
      return row?.version ?? 0;
    };
    const before = await version();
    await world.api.post('/shortcodes', { number: '5006', kind: 'shared', profile: 'it' }).expect(201);
    expect(await version()).toBeGreaterThan(before);
  });
});
