import { aDraft, aGateway, anApprovedService } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
let aurora: string;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  const key = await world.api.post('/api-keys', { name: 'aurora', role: 'brand', brand: 'caffe-aurora' });
  aurora = `Bearer ${(key.body as { key: string }).key}`;
});
afterAll(() => world.close());

const pathsOf = ({ body }: { readonly body: unknown }): string[] =>
  ((body as { errors?: readonly { path: string }[] }).errors ?? []).map(({ path }) => path);
const draft = (own: object = {}) => ({
  ...{ brand: 'radio-shahr', shortcode: '2050', provider: 'Setareh', name: 'DRAFT', cycle: 'day' },
  ...own,
});

describe('SUB-01 the catalogue of services', () => {
  test('a draft is a list as well, in its code’s language and zone unless it says otherwise', async () => {
    const made = await world.api.post('/services', draft({ name: 'Fal', frequency: 'daily' }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{ brand: 'radio-shahr', shortcode: '2050', name: 'Fal', key: 'fal', state: 'draft' },
      ...{ trialDays: 0, minAge: 0, class: 'vas', tariffs: [], operators: [] },
      settings: { languages: ['fa'], zone: 'Asia/Tehran' },
    });
    const { id, list } = made.body as { id: number; list: number };
    expect((await world.api.get(`/lists/${list}`)).body).toMatchObject({ key: 'fal', doubleOptIn: true });
    expect((await world.api.get(`/services/${id}`)).body).toEqual(made.body);
    expect((await world.api.post('/services', draft({ name: 'FAL' }))).status).toBe(409);
  });

  test.each([
    [{ cycle: 'year' }, ['cycle']],
    [{ provider: ' ' }, ['provider']],
    [{ trialDays: -1 }, ['trialDays']],
    [{ class: 'lottery' }, ['class']],
    [{ settings: { graceDay: 3 } }, ['settings.graceDay']],
    [{ settings: { texts: { ask: { fa: '{prize}' } } } }, ['settings.texts.ask.fa']],
    [{ price: '5000' }, ['price']],
  ])('%j is refused by its path, and leaves no list behind', async (own, paths) => {
    const refused = await world.api.post('/services', draft({ name: 'REFUSED', ...own }));
    expect([refused.status, pathsOf(refused)]).toEqual([422, paths]);
    const left = await world.database.sql.query({ text: `select 1 from lists where key = 'refused'` });
    expect(left).toEqual([]);
  });

  test('it is approved once nothing is in its way, and says everything that is', async () => {
    const id = await aDraft(world, { name: 'STEPS' });
    await world.api.patch(`/services/${id}`, { settings: { texts: { ask: { fa: 'سلام' } } } }).expect(200);
    const faults = await world.api.get(`/services/${id}/faults`);
    expect(pathsOf(faults)).toEqual(['operators', ...Array<string>(7).fill('settings.texts.ask.fa')]);
    expect((await world.api.post(`/services/${id}/approve`)).status).toBe(409);
    expect((await world.api.post(`/services/${id}/submit`)).status).toBe(422);
    await world.api.patch(`/services/${id}`, { settings: { texts: {} } }).expect(200);
    await world.api.post(`/services/${id}/submit`).expect(200);
    expect(pathsOf(await world.api.post(`/services/${id}/approve`))).toEqual(['operators']);
    const gateway = await aGateway(world);
    await world.api.put(`/services/${id}/operators/mci`, { gateway, isApproved: true }).expect(200);
    const approved = await world.api.post(`/services/${id}/approve`);
    expect(approved.body).toMatchObject({
      state: 'approved',
      operators: [{ operator: 'mci', gateway, isApproved: true, isPartial: false }],
    });
  });

  test('what is open is not changed; suspended, its settings are, and what it is stays', async () => {
    const id = await anApprovedService(world, { name: 'OPEN' });
    expect((await world.api.patch(`/services/${id}`, { provider: 'X' })).status).toBe(409);
    await world.api.post(`/services/${id}/suspend`).expect(200);
    expect((await world.api.patch(`/services/${id}`, { cycle: 'week' })).status).toBe(409);
    const changed = await world.api.patch(`/services/${id}`, { settings: { graceDays: 3 } });
    expect(changed.body).toMatchObject({ settings: { graceDays: 3, languages: ['fa', 'en'] } });
    expect((await world.api.post(`/services/${id}/resume`)).body).toMatchObject({ state: 'approved' });
    expect((await world.api.post(`/services/${id}/close`)).body).toMatchObject({ state: 'closed' });
    expect((await world.api.post(`/services/${id}/resume`)).status).toBe(409);
  });

  test('an operator’s gateway is its own', async () => {
    const id = await aDraft(world, { name: 'GATES' });
    const gateway = await aGateway(world, 'irancell');
    const wrong = await world.api.put(`/services/${id}/operators/mci`, { gateway });
    expect([wrong.status, pathsOf(wrong)]).toEqual([422, ['gateway']]);
    await world.api.put(`/services/${id}/operators/irancell`, { gateway }).expect(200);
    expect((await world.api.delete(`/services/${id}/operators/irancell`)).status).toBe(204);
    expect((await world.api.delete(`/services/${id}/operators/irancell`)).status).toBe(404);
  });

  test('services come in pages, and a brand sees its own', async () => {
    const page = await world.api.get('/services?limit=2');
    const { items, next } = page.body as { items: { id: number }[]; next: string };
    expect(items).toHaveLength(2);
    const second = await world.api.get(`/services?limit=2&cursor=${next}`);
    expect((second.body as { items: { id: number }[] }).items[0]?.id).toBeGreaterThan(items[1]?.id ?? 0);
    const theirs = await world.http.get('/api/v1/services').set('authorization', aurora);
    const own = (theirs.body as { items: { name: string; brand: string }[] }).items;
    expect(own.map(({ name, brand }) => [name, brand])).toEqual([['OFFERTA', 'caffe-aurora']]);
    const one = await world.http.get(`/api/v1/services/${items[0]?.id}`).set('authorization', aurora);
    expect(one.status).toBe(404);
  });

  test('a brand drafts and hands in; approving is ours', async () => {
    const as = (path: string, body: object = {}) =>
      world.http.post(`/api/v1${path}`).set('authorization', aurora).send(body);
    const own = { name: 'OROSCOPO', provider: 'Aurora', shortcode: '48400', cycle: 'week' };
    const made = await as('/services', own);
    expect(made.body).toMatchObject({ brand: 'caffe-aurora', state: 'draft' });
    const { id } = made.body as { id: number };
    expect((await as('/services', { ...own, name: 'ALTRUI', brand: 'radio-shahr' })).status).toBe(404);
    for (const act of ['approve', 'resume', 'send-back'])
      expect((await as(`/services/${id}/${act}`)).status).toBe(403);
    expect(pathsOf(await as(`/services/${id}/submit`))).toEqual([
      'tariffs',
      'settings.confirm',
      'settings.helpline',
    ]);
  });
});

describe('SEC-03 another brand’s key', () => {
  test('reads and changes nothing of a service, by any route that names it', async () => {
    const id = await anApprovedService(world, { name: 'CLOSEDTO' });
    const { body: before } = await world.api.get(`/services/${id}`);
    const tariff = (before as { tariffs: readonly { id: number }[] }).tariffs[0]?.id;
    const price = { amount: { minor: '1', currency: 'IRR' }, effectiveFrom: '2026-09-01T00:00:00Z' };
    const doors = [
      ['get', ''],
      ['get', '/faults'],
      ['patch', '', { provider: 'Theirs' }],
      ...['submit', 'suspend', 'close'].map((act) => ['post', `/${act}`, {}] as const),
      ['post', '/tariffs', price],
      ['delete', `/tariffs/${tariff}`],
      ['get', `/tariffs/${tariff}/unagreed`],
      ['post', `/tariffs/${tariff}/agreements`, []],
      ['get', '/content'],
      ['get', '/content/gaps'],
      ['post', '/content', [{ day: '2026-06-01', body: 'theirs' }]],
      ['delete', '/content/1'],
    ] as const;
    for (const [method, path, body] of doors) {
      const request = world.http[method](`/api/v1/services/${id}${path}`).set('authorization', aurora);
      const { status } = await (body === undefined ? request : request.send(body));
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    expect((await world.api.get(`/services/${id}`)).body).toEqual(before);
  });

  test.each(['0', '99999999999', 'x', '2147483648'])('%j is no service, whoever asks', async (id) => {
    expect((await world.api.get(`/services/${id}`)).status).toBe(404);
    expect((await world.api.get(`/services/${id}/content/gaps`)).status).toBe(404);
  });
});

describe('NWS-03 content', () => {
  const upload = (id: number, csv: string, authorization = `Bearer ${world.adminKey}`) =>
    world.http
      .post(`/api/v1/services/${id}/content/import`)
      .set('authorization', authorization)
      .type('text/csv')
      .send(csv);

  test('a file is kept line by line, with a report; sent again it changes nothing', async () => {
    const id = await aDraft(world, { name: 'FILE' });
    const csv = [
      'day,language,body',
      '2026-05-02,fa,"فردا, روز خوبی است"',
      '2026-05-02,en,Tomorrow',
      '2026-05-02,en,Twice',
      '2026-04-01,en,Too late',
      'someday,en,When?',
      '2026-05-03,xx,Nobody',
      '2026-05-03,,فارسی',
    ].join('\n');
    const report = (await upload(id, csv)).body as {
      counts: object;
      lines: { line: number; result: string; detail?: string }[];
    };
    expect(report.counts).toEqual({ added: 3, replaced: 0, unchanged: 0, rejected: 4 });
    expect(report.lines.map(({ line, result }) => `${line} ${result}`)).toEqual([
      '2 added',
      '3 added',
      '4 rejected',
      '5 rejected',
      '6 rejected',
      '7 rejected',
      '8 added',
    ]);
    const again = (await upload(id, csv)).body as { counts: object };
    expect(again.counts).toEqual({ added: 0, replaced: 0, unchanged: 3, rejected: 4 });
    const changed = (await upload(id, 'day,body\n2026-05-03,دیگر\n')).body as { counts: object };
    expect(changed.counts).toMatchObject({ replaced: 1 });
    const listed = await world.api.get(`/services/${id}/content`);
    expect(listed.body).toMatchObject({
      items: [
        { day: '2026-05-02', language: 'en' },
        { day: '2026-05-02', language: 'fa', body: 'فردا, روز خوبی است', dueAt: '2026-05-02T04:30:00.000Z' },
        { day: '2026-05-03', language: 'fa', body: 'دیگر' },
      ],
      next: null,
    });
  });

  test('what has begun to leave is neither replaced nor taken back; what is missing today may still come', async () => {
    const id = await aDraft(world, { name: 'BEGUN' });
    const put = async (...items: readonly object[]) =>
      (await world.api.post(`/services/${id}/content`, items).expect(200)).body as {
        lines: { result: string; detail?: string }[];
      };
    expect((await put({ day: '2026-05-01', body: 'اول' })).lines).toEqual([{ line: 1, result: 'added' }]);
    expect((await put({ day: '2026-05-01', body: 'دوم' })).lines).toEqual([
      { line: 1, result: 'rejected', detail: 'has begun to leave as it was' },
    ]);
    await put({ day: '2026-05-02', body: 'فردا' });
    const { items } = (await world.api.get(`/services/${id}/content`)).body as { items: { id: number }[] };
    const [today, tomorrow] = items.map((item) => item.id);
    expect((await world.api.delete(`/services/${id}/content/${today}`)).status).toBe(409);
    expect((await world.api.delete(`/services/${id}/content/${tomorrow}`)).status).toBe(204);
    expect((await world.api.delete(`/services/${id}/content/${tomorrow}`)).status).toBe(404);
  });

  test('a stretch of days is read in pages, and no other brand’s', async () => {
    const id = await aDraft(world, { name: 'PAGES' });
    const days = Array.from({ length: 9 }, (_, n) => ({ day: `2026-06-0${n + 1}`, body: `روز ${n + 1}` }));
    await world.api.post(`/services/${id}/content`, days).expect(200);
    const page = await world.api.get(`/services/${id}/content?from=2026-06-02&to=2026-06-08&limit=5`);
    const { items, next } = page.body as { items: { day: string }[]; next: string };
    expect([items[0]?.day, items.length]).toEqual(['2026-06-02', 5]);
    const rest = await world.api.get(
      `/services/${id}/content?from=2026-06-02&to=2026-06-08&limit=5&cursor=${next}`,
    );
    expect((rest.body as { items: { day: string }[] }).items.map(({ day }) => day)).toEqual([
      '2026-06-07',
      '2026-06-08',
    ]);
    expect((await world.api.get(`/services/${id}/content?from=2026-02-30`)).status).toBe(422);
    expect((await upload(id, 'day,body\n', aurora)).status).toBe(404);
    const gaps = await world.http.get(`/api/v1/services/${id}/content/gaps`).set('authorization', aurora);
    expect(gaps.status).toBe(404);
  });
});
