import { createWorld, type World } from '../support/world';

describe('who may call', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ demo: false });
    for (const code of ['lotus', 'cafe'])
      await world.api.post('/brands', { code, name: `The ${code}` }).expect(201);
    await world.api.post('/shortcodes', { number: '2050', kind: 'shared', profile: 'ir' }).expect(201);
    await world.api
      .post('/shortcodes', { number: '3060', kind: 'dedicated', brand: 'cafe', profile: 'ir' })
      .expect(201);
  });
  afterAll(() => world.close());

  const as = (key: string) => ({
    get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`),
    post: (path: string, body?: object) =>
      world.http.post(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body),
    patch: (path: string, body?: object) =>
      world.http.patch(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body),
  });

  let made = 0;
  async function aKey(own: object = { role: 'brand', brand: 'lotus' }): Promise<{ id: number; key: string }> {
    const { body } = await world.api.post('/api-keys', { name: `key ${++made}`, ...own }).expect(201);
    return body as { id: number; key: string };
  }

  test.each([
    '/brands',
    '/keywords/check?shortcode=2050&word=x',
    '/api-keys',
    '/campaigns/1',
    '/profiles/ir',
  ])('API-01 %s asks for a key', async (path) => {
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer nonsense',
      'Basic YTpi',
      `Bearer ${world.adminKey}x`,
    ]) {
      const answer = await world.http.get(`/api/v1${path}`).set('authorization', authorization).expect(401);
      expect(answer.body).toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test.each(['/API/V1/brands', '/api/v1/brands/', '//api/v1/brands', '/api//v1/brands', '/api/v1/%62rands'])(
    'spelling the path as %s opens nothing',
    async (path) => {
      expect([401, 404]).toContain((await world.http.get(path)).status);
    },
  );

  test('a key is shown once and kept as a hash', async () => {
    const { id, key } = await aKey();
    expect(key).toMatch(/^pk_[\w-]{32}$/);
    const listed = await world.api.get('/api-keys').expect(200);
    expect((listed.body as { items: { id: number }[] }).items.find((item) => item.id === id)).toMatchObject({
      role: 'brand',
      brand: 'lotus',
    });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    const [row] = await world.database.sql.query<{ row: string }>({
      text: 'select k::text as row from api_keys k where id = $1',
      values: [id],
    });
    expect(row?.row).not.toContain(key);
  });

  test('a key that is revoked stops working at once here, and a name is never used again', async () => {
    const { id, key } = await aKey({ name: 'short-lived', role: 'administrator' });
    await as(key).get('/brands').expect(200);
    await world.api.delete(`/api-keys/${id}`).expect(204);
    await as(key).get('/brands').expect(401);
    await world.api.post('/api-keys', { name: 'short-lived', role: 'administrator' }).expect(409);
    await world.api.delete('/api-keys/999999').expect(404);
  });

  test('a key revoked in another process stops working within two seconds', async () => {
    const { id, key } = await aKey();
    await as(key).get('/brands').expect(200);
    await world.database.sql.run({
      text: 'update api_keys set revoked_at = now() where id = $1',
      values: [id],
    });
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    await as(key).get('/brands').expect(401);
  });

  test('the last administrator cannot be locked out', async () => {
    const listed = await world.api.get('/api-keys?limit=200').expect(200);
    const administrators = (
      listed.body as { items: { id: number; role: string; name: string; revokedAt: string | null }[] }
    ).items.filter(({ role, revokedAt }) => role === 'administrator' && revokedAt === null);
    for (const { id, name } of administrators)
      if (name !== 'administrator') await world.api.delete(`/api-keys/${id}`).expect(204);
    const first = administrators.find(({ name }) => name === 'administrator');
    const { body } = await world.api.delete(`/api-keys/${first?.id}`).expect(409);
    expect(body).toMatchObject({ code: 'CONFLICT' });
  });

  test.each([
    [{ role: 'brand' }, 'brand'],
    [{ role: 'brand', brand: 'nobody' }, 'brand'],
    [{ role: 'administrator', brand: 'lotus' }, 'brand'],
    [{ role: 'king' }, 'role'],
  ])('a key of %j is refused', async (own, path) => {
    const { body } = await world.api.post('/api-keys', { name: 'refused', ...own }).expect(422);
    expect(body).toMatchObject({ errors: [{ path }] });
  });

  test('a brand’s key may not do what is an administrator’s', async () => {
    const { key } = await aKey();
    const doors: [string, object][] = [
      ['/brands', { code: 'x', name: 'x' }],
      ['/operators', { code: 'x', name: 'x', country: 'IR' }],
      ['/connectors', { name: 'x', protocol: 'http' }],
      ['/shortcodes', { number: '999', kind: 'shared', profile: 'ir' }],
      ['/api-keys', { name: 'x', role: 'administrator' }],
      ['/profiles/ir/versions', { effectiveFrom: '2030-01-01T00:00:00Z', profile: {} }],
    ];
    for (const [path, body] of doors) {
      expect((await as(key).post(path, body).expect(403)).body).toMatchObject({ code: 'FORBIDDEN' });
    }
    await as(key).get('/connectors').expect(403);
    await as(key).get('/shortcodes/2050/routes').expect(403);
  });

  test('a brand’s key sees its own rows, and another brand’s are not there', async () => {
    const { key } = await aKey();
    const theirs = await world.api
      .post('/keywords', { shortcode: '2050', brand: 'cafe', word: 'CAFE' })
      .expect(201);
    const own = await as(key).post('/keywords', { shortcode: '2050', word: 'LOTUS' }).expect(201);
    expect(own.body).toMatchObject({ brand: 'lotus' });
    const campaign = {
      brand: 'cafe',
      shortcode: '2050',
      name: 'c',
      kind: 'auto-reply',
      keywords: ['CAFE'],
      opensAt: '2026-01-01T00:00:00Z',
      timezone: 'Asia/Tehran',
      language: 'en',
    };
    const hidden = await world.api.post('/campaigns', campaign).expect(201);
    const idOf = ({ body }: { body: unknown }): number => (body as { id: number }).id;
    const paths = [
      `/keywords/${idOf(theirs)}`,
      `/campaigns/${idOf(hidden)}`,
      '/brands/cafe',
      '/shortcodes/3060',
    ];
    for (const path of paths) await as(key).get(path).expect(404);
    await as(key)
      .patch(`/keywords/${idOf(theirs)}`, { leasedUntil: null })
      .expect(404);
    await as(key)
      .patch(`/campaigns/${idOf(hidden)}`, { name: 'mine' })
      .expect(404);
    for (const verb of ['publish', 'pause', 'resume', 'close'])
      await as(key)
        .post(`/campaigns/${idOf(hidden)}/${verb}`)
        .expect(404);
    for (const list of ['/brands', '/keywords', '/campaigns', '/shortcodes']) {
      expect(JSON.stringify((await as(key).get(list).expect(200)).body)).not.toMatch(/cafe|3060/i);
    }
    await as(key).post('/keywords', { shortcode: '2050', brand: 'cafe', word: 'OTHER' }).expect(422);
    await as(key).post('/campaigns', campaign).expect(422);
    await as(key).post('/keywords', { shortcode: '3060', word: 'OTHER' }).expect(422);
    await as(key).get('/keywords?brand=cafe').expect(422);
  });

  test('of another brand a clash tells no more than its name', async () => {
    const { key } = await aKey();
    await world.api.post('/keywords', { shortcode: '2050', brand: 'cafe', word: 'ESPRESSO' }).expect(201);
    const { body } = await as(key).post('/keywords', { shortcode: '2050', word: 'espresso' }).expect(409);
    const [taken] = (body as { taken: object[] }).taken;
    expect(taken).toMatchObject({ brand: 'The cafe', word: 'ESPRESSO' });
    expect(Object.keys(taken ?? {}).sort()).toEqual([
      'brand',
      'freeFrom',
      'leasedFrom',
      'leasedUntil',
      'path',
      'shortcode',
      'word',
    ]);
  });
});
