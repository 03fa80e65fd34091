import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, GUARDED, lineOf, statementsOf, type Statements } from '../support/statement-files';
import { createWorld, type World } from '../support/world';

const stored = (name: string): object =>
  JSON.parse(readFileSync(join(__dirname, `../data/statements/${name}.profile.json`), 'utf8')) as object;

let world: World;
let statements: Statements;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-02T03:00:00Z', demo: false });
  statements = statementsOf(world);
  for (const [code, country] of [
    ['mci', 'IR'],
    ['tim', 'IT'],
    ['stc', 'SA'],
  ])
    await world.api.post('/operators', { code, name: code, country });
  expect((await statements.profile('mci', 'mci-guarded', GUARDED)).status).toBe(201);
});
afterAll(() => world.close());

describe('file profiles', () => {
  test('REC-01 a name gets versions, and files are read by the newest', async () => {
    const first = await statements.profile('tim', 'tim-daily', stored('tim'));
    expect(first.body).toMatchObject({
      operator: 'tim',
      name: 'tim-daily',
      version: 1,
      createdBy: 'administrator',
    });
    const second = await statements.profile('tim', 'tim-daily', { ...stored('tim'), mostFaults: 0 });
    expect(second.body).toMatchObject({ version: 2, settings: { mostFaults: 0, encoding: 'iso-8859-15' } });
    const all = await world.api.get('/file-profiles?name=tim-daily');
    expect((all.body as { items: { version: number }[] }).items.map(({ version }) => version)).toEqual([
      1, 2,
    ]);
    expect((await world.api.get('/file-profiles/tim-daily')).body).toMatchObject({ version: 2 });
    expect((await world.api.get('/file-profiles/nobody')).status).toBe(404);
  });

  test('REC-01 a name is one operator’s, and every fault is told by its path', async () => {
    expect((await statements.profile('stc', 'mci-guarded', GUARDED)).status).toBe(409);
    const faulty = await statements.profile('mci', 'mci-faulty', {
      ...GUARDED,
      time: { ...GUARDED.time, zone: 'Mars' },
      surprise: 1,
    });
    expect(faulty.status).toBe(422);
    expect((faulty.body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
      'settings.surprise',
      'settings.time.zone',
    ]);
    const unknown = await statements.profile('mci', 'mci-faulty', {
      ...GUARDED,
      services: { NEWS: 999_999 },
    });
    expect(unknown.body).toMatchObject({ errors: [{ path: 'settings.services.NEWS' }] });
  });
});

describe('who may, and what is no file', () => {
  test('REC-01 finance may; care and brands may not', async () => {
    const keyOf = async (role: string, brand?: string) => {
      const made = await world.api.post('/api-keys', { name: `the ${role}`, role, brand });
      return (made.body as { key: string }).key;
    };
    const finance = statementsOf(world, await keyOf('finance'));
    expect(await finance.sent('mci-guarded', 'a.csv', fileOf(1, [lineOf(1)]))).toMatchObject({
      state: 'imported',
    });
    expect(await finance.list('?limit=1')).toHaveLength(1);
    const brand = await world.api.post('/brands', {
      code: 'aurora',
      name: 'Aurora',
      contact: '+39 02 7946 0000',
    });
    expect(brand.status).toBe(201);
    for (const key of [await keyOf('care'), await keyOf('brand', 'aurora')]) {
      expect((await statementsOf(world, key).send('mci-guarded', 'x.csv', 'H')).status).toBe(403);
      const asked = await world.http.get('/api/v1/settlement-files').set('authorization', `Bearer ${key}`);
      expect(asked.status).toBe(403);
    }
  });

  test('a body that is JSON, an unknown profile, a name the profile does not know, an impossible day', async () => {
    const json = await world.api.post('/statements?profile=mci-guarded&name=x.csv', { a: 1 });
    expect(json.status).toBe(415);
    expect((await statements.send('nobody', 'x.csv', 'H')).status).toBe(404);
    const named = await statements.send('tim-daily', 'x.csv', 'H');
    expect(named.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'name' }] });
    expect((await world.api.get('/statements?day=2026-02-30')).status).toBe(422);
    expect((await world.api.get('/statements/999999999999')).status).toBe(404);
    expect((await world.api.get('/statements?operator=nobody')).status).toBe(422);
  });
});
