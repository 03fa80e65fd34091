import { createWorld, type World } from '../support/world';

interface ImportReport {
  readonly counts: Record<string, number>;
  readonly lines: readonly { line: number; msisdn: string; result: string; detail?: string }[];
}

describe('suppressions', () => {
  let world: World;
  let naderi: string;

  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    const key = await world.api.post('/api-keys', { name: 'naderi', role: 'brand', brand: 'kafe-naderi' });
    naderi = `Bearer ${(key.body as { key: string }).key}`;
    await world.settle();
  });
  afterAll(() => world.close());

  const send = (to: string, change: object = {}) =>
    world.api.post('/messages', {
      brand: 'kafe-naderi',
      from: '2050',
      to,
      text: 'سلام',
      class: 'promotional',
      ...change,
    });

  test('OPT-10 a registry is imported with a report per line, and covers what it says', async () => {
    const csv = ['msisdn', '09123000001', '+98 912 300 0001', 'nobody', '989123000002'].join('\n');
    const response = await world.http
      .post(
        '/api/v1/suppressions/import?registry=dnd-2442&shortcode=2050&classes=promotional,personal&file=dnd.csv',
      )
      .set('authorization', `Bearer ${world.adminKey}`)
      .type('text/csv')
      .send(csv);
    expect(response.status).toBe(200);
    const report = response.body as ImportReport;
    expect(report.lines.map(({ line, result }) => [line, result])).toEqual([
      [2, 'added'],
      [3, 'duplicate'],
      [4, 'invalid'],
      [5, 'added'],
    ]);
    expect((await send('989123000001')).body).toMatchObject({ code: 'SUPPRESSED', registry: 'dnd-2442' });
    expect((await send('989123000001', { class: 'personal' })).body).toMatchObject({ code: 'SUPPRESSED' });
    expect((await send('989123000001', { class: 'awareness' })).status).toBe(201);
    const found = (await world.api.get('/suppressions?msisdn=%2B989123000002')).body as { items: object[] };
    expect(found.items).toEqual([
      expect.objectContaining({
        registry: 'dnd-2442',
        shortcode: '2050',
        brand: null,
        classes: ['promotional', 'personal'],
        source: 'file dnd.csv',
      }),
    ]);
  });

  test('OPT-10 a suppression that arrives after a message was queued stops it before the wire', async () => {
    await world.putsOff();
    const queued = await send('989123000010');
    await world.settle();
    await world.api.post('/suppressions', { msisdn: '989123000010', registry: '5005' });
    await world.takesAgain();
    world.clock.advance(600_000);
    await world.settle();
    const { events } = (await world.api.get(`/messages/${(queued.body as { id: string }).id}/timeline`))
      .body as { events: { type: string }[] };
    expect(events.at(-1)).toMatchObject({ type: 'final', state: 'cancelled' });
  });

  test('a brand suppresses for itself: others still reach the person, and do not see the row', async () => {
    const added = await world.http
      .post('/api/v1/suppressions')
      .set('authorization', naderi)
      .send([{ msisdn: '989123000020', registry: 'own' }]);
    expect(added.status).toBe(201);
    expect((await send('989123000020')).body).toMatchObject({ code: 'SUPPRESSED' });
    expect((await send('989123000020', { brand: 'radio-shahr' })).status).toBe(201);
    const foreign = await world.http
      .post('/api/v1/suppressions')
      .set('authorization', naderi)
      .send({ msisdn: '989123000020', registry: 'own', brand: 'radio-shahr' });
    expect(foreign.body).toMatchObject({ code: 'NOT_FOUND' });
    const global = (await world.api.post('/suppressions', { msisdn: '989123000021', registry: '8999' }))
      .body as { id: number };
    expect(
      (await world.http.delete(`/api/v1/suppressions/${global.id}`).set('authorization', naderi)).status,
    ).toBe(404);
    const seen = (await world.http.get('/api/v1/suppressions').set('authorization', naderi)).body as {
      items: { registry: string }[];
    };
    expect(seen.items.map(({ registry }) => registry)).toEqual(['own']);
  });

  test('the same row twice is one row, with the newest classes', async () => {
    const rows = [
      { msisdn: '989123000030', registry: '8999' },
      { msisdn: '+989123000030', registry: '8999' },
    ];
    const [first, second] = (await world.api.post('/suppressions', rows)).body as { id: number }[];
    expect(second).toEqual(first);
    await world.api.post('/suppressions', {
      msisdn: '989123000030',
      registry: '8999',
      classes: ['personal'],
    });
    expect((await send('989123000030')).status).toBe(201);
    expect((await send('989123000030', { class: 'personal' })).body).toMatchObject({ code: 'SUPPRESSED' });
  });

  test.each([
    ['a class nobody knows', { classes: ['spam'] }, 'classes'],
    ['no class', { classes: [] }, 'classes'],
    ['an answer', { classes: ['reply'] }, 'classes'],
    ['a registry of blanks', { registry: ' ' }, 'registry'],
    ['a short code', { msisdn: '2050' }, 'msisdn'],
  ])('%s is a named fault, and an array is all or nothing', async (_, change, path) => {
    const good = { msisdn: '989123000040', registry: '8999' };
    const response = await world.api.post('/suppressions', [good, { ...good, ...change }]);
    expect(response.status).toBe(422);
    expect((response.body as { errors: { path: string }[] }).errors[0]?.path).toContain(path);
    expect((await send('989123000040')).status).toBe(201);
  });
});
