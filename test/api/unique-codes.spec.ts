import { request } from 'node:http';
import { readWholeCode } from '../../src/campaigns/codes/parola-code';
import { lockCodes } from '../../src/campaigns/codes/redemptions.store';
import {
  codeNumber,
  codesFrom,
  fileOf,
  lotsOf,
  newLot,
  until,
  type Lot,
  type Lots,
} from '../support/code-lots';
import { createWorld, type World } from '../support/world';

describe('lots of unique codes', () => {
  let world: World;
  let lots: Lots;
  let naderi: Lots;
  beforeAll(async () => {
    world = await createWorld({ now: '2026-05-01T08:00:00Z' });
    lots = lotsOf(world);
    const key = await world.api.post('/api-keys', { name: 'naderi', role: 'brand', brand: 'kafe-naderi' });
    naderi = lotsOf(world, (key.body as { key: string }).key);
  });
  afterAll(() => world.close());

  test('CON-03 ten thousand codes are made, handed over once, and kept as hashes alone', async () => {
    const id = await newLot(lots, { attributes: { product: '330 ml', tier: 2 } });
    const response = await lots.post(`${id}/generate`, { count: 10_000 });
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/csv/);
    expect(response.headers['cache-control']).toBe('no-store');
    const [header, ...codes] = response.text.trimEnd().split('\n');
    expect(header).toBe('code');
    expect(new Set(codes).size).toBe(10_000);
    for (const code of codes) expect(readWholeCode(code)).toEqual({ code });
    expect(await lots.get(id)).toMatchObject({
      size: 10_000,
      attributes: { product: '330 ml', tier: 2 },
      load: { kind: 'generation', state: 'done', imported: 10_000 },
    });
    const rows = await world.database.sql.query<{ row: string }>({
      text: `select to_jsonb(u)::text || l::text || d::text as row from unique_codes u
             join code_lots l on l.id = u.lot_id join code_loads d on d.id = u.load_id where u.lot_id = $1 limit 500`,
      values: [id],
    });
    expect(rows).toHaveLength(500);
    const sample = codes.slice(0, 200);
    for (const { row } of rows) expect(sample.filter((code) => row.toUpperCase().includes(code))).toEqual([]);
    const again = await lots.post(`${id}/generate`, { count: 1 });
    expect(codes).not.toContain(again.text.trim().split('\n')[1]);
  });

  test('CON-03 codes of a file that broke off are never valid', async () => {
    const id = await newLot(lots);
    await new Promise<void>((resolve) => {
      const asked = request(
        `${world.url}/api/v1/code-lots/${id}/generate`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${world.adminKey}`, 'content-type': 'application/json' },
        },
        (response) =>
          response
            .once('data', () => asked.destroy())
            .on('close', resolve)
            .on('error', resolve),
      );
      asked.on('error', () => resolve()).end(JSON.stringify({ count: 2_000_000 }));
    });
    const lot = await lots.ended(id);
    expect(lot).toMatchObject({ size: 0, load: { kind: 'generation', state: 'interrupted' } });
    const orphans = await world.database.sql.query<{ hash: string }>({
      text: 'select hash from unique_codes where lot_id = $1 limit 10',
      values: [id],
    });
    expect(orphans).toHaveLength(10);
    const held = await world.database.transaction((tx) =>
      lockCodes(
        tx,
        orphans.map(({ hash }) => hash),
      ),
    );
    expect(held.size).toBe(0);
  });

  test('CON-03 an import reports duplicates and bad lines, and takes everything else', async () => {
    const other = await newLot(lots);
    await lots.import(other, fileOf(codesFrom(1_000, 3)));
    await lots.ended(other);
    const id = await newLot(lots);
    const good = codesFrom(2_000, 25_000);
    const wrong = `${codeNumber(2_000).slice(0, -1)}${codeNumber(2_000).endsWith('A') ? 'C' : 'A'}`;
    const lines = ['code', ...good.slice(0, 2), wrong, 'HELLO', codeNumber(1_001), ...good];
    const begun = await lots.import(id, `\ufeff${lines.join('\r\n').toLowerCase()}\r\n`);
    expect(begun.status).toBe(202);
    const { size, load } = await lots.ended(id);
    expect(size).toBe(25_000);
    expect(load).toMatchObject({ kind: 'import', state: 'done', imported: 25_000, known: 0, rejected: 5 });
    expect(load?.faults).toEqual([
      { line: 4, fault: 'check' },
      { line: 5, fault: 'shape' },
      { line: 6, fault: 'taken' },
      { line: 7, fault: 'repeated' },
      { line: 8, fault: 'repeated' },
    ]);
  });

  test('CON-03 a code that comes again in another batch of its file is reported too', async () => {
    const id = await newLot(lots);
    const codes = codesFrom(100_000, 30_000);
    await lots.import(id, fileOf([...codes, codes[0] ?? '']));
    expect((await lots.ended(id)).load).toMatchObject({
      imported: 30_000,
      rejected: 1,
      faults: [{ line: 30_002, fault: 'repeated' }],
    });
  });

  test('CON-03 a thousand bad lines are counted, a hundred are named', async () => {
    const id = await newLot(lots);
    await lots.import(id, fileOf(Array.from({ length: 1_000 }, (_, at) => `NO-${at}`)));
    const { load } = await lots.ended(id);
    expect(load).toMatchObject({ state: 'done', imported: 0, rejected: 1_000 });
    expect(load?.faults).toHaveLength(100);
  });

  test('CON-03 a brand may bring codes of its own shape', async () => {
    const id = await newLot(lots, {
      shape: { type: 'alphabet', alphabet: 'ABCDEFGHJKMNP23456789', length: 8 },
    });
    await lots.import(id, fileOf(['abcd-2345', 'ABCD2345', 'ABCD234', 'ABCDZ345', '"NPKM۶۷۸۹"']));
    expect((await lots.ended(id)).load).toMatchObject({
      imported: 2,
      faults: [
        { line: 3, fault: 'repeated' },
        { line: 4, fault: 'shape' },
        { line: 5, fault: 'shape' },
      ],
    });
    const refused = await lots.post(`${id}/generate`, { count: 5 });
    expect(refused.body).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  test('CON-03 the same codes of two brands never meet', async () => {
    const csv = fileOf(codesFrom(500_000, 10));
    const theirs = await newLot(naderi, { brand: 'kafe-naderi' });
    const ours = await newLot(lots);
    await lots.import(ours, csv);
    await naderi.import(theirs, csv);
    expect((await lots.ended(ours)).size).toBe(10);
    expect((await naderi.ended(theirs)).size).toBe(10);
  });

  test('CON-03 a brand sees its own lots only, and nobody fills, revokes or reads another’s', async () => {
    const id = await newLot(lots);
    const mine = await newLot(naderi, { brand: undefined });
    const items = await naderi.list();
    expect(items.map((lot) => lot.id)).toContain(mine);
    expect(new Set(items.map(({ brand }) => brand))).toEqual(new Set(['kafe-naderi']));
    for (const path of ['generate', 'revoke'])
      expect((await naderi.post(`${id}/${path}`, path === 'generate' ? { count: 1 } : {})).status).toBe(404);
    expect((await naderi.import(id, fileOf(codesFrom(1, 1)))).status).toBe(404);
    expect(await naderi.get(id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await naderi.create({ brand: 'radio-shahr', name: 'Not mine' })).status).toBe(422);
  });

  test.each<[string, object, string]>([
    ['no brand', { brand: undefined }, 'brand'],
    ['a brand that does not exist', { brand: 'nobody' }, 'brand'],
    ['an expiry that has passed', { expiresAt: '2026-05-01T07:59:00Z' }, 'expiresAt'],
    ['a shape nobody knows', { shape: { type: 'round' } }, 'shape.type'],
    ['an alphabet of two', { shape: { type: 'alphabet', alphabet: 'AB', length: 8 } }, 'shape.alphabet'],
    ['an alphabet without a length', { shape: { type: 'alphabet', alphabet: 'ABCDEFGH' } }, 'shape.length'],
    ['a length of its own for our shape', { shape: { type: 'parola', length: 8 } }, 'shape'],
    ['a campaign of nobody', { campaign: 999_999 }, 'campaign'],
    ['a nested attribute', { attributes: { pack: { size: 1 } } }, 'attributes.pack'],
    ['a null attribute', { attributes: { pack: null } }, 'attributes.pack'],
    ['a name that is blank', { name: ' ' }, 'name'],
  ])('CON-03 a lot with %s is refused', async (_, own, path) => {
    const { body } = await lots.create({ brand: 'radio-shahr', name: 'Packs', ...own });
    expect(body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', errors: [{ path }] });
  });

  test.each<[string, string, number, string]>([
    ['without a header', `${codeNumber(9)}\n`, 422, 'VALIDATION_FAILED'],
    ['with two columns', 'code,prize\nA,B\n', 422, 'VALIDATION_FAILED'],
    ['that is empty', '\n', 422, 'VALIDATION_FAILED'],
  ])('CON-03 a file %s is refused, and the lot says so', async (_, csv, status, code) => {
    const id = await newLot(lots);
    expect((await lots.import(id, csv)).body).toMatchObject({ status, code });
    expect((await lots.get(id)).load).toMatchObject({ state: 'failed', imported: 0 });
  });

  test('CON-03 what is no CSV by its type is refused, and a path that is no lot is not found', async () => {
    const id = await newLot(lots);
    expect((await lots.post(`${id}/import`)).body).toMatchObject({ code: 'UNSUPPORTED_TYPE' });
    for (const path of ['0', 'x', '2147483648', '999999999999999', '9999999999999999'])
      expect((await lots.post(`${path}/revoke`)).status).toBe(404);
  });

  test('CON-03 an upload that is cut off leaves a clear state, and sent again it is whole', async () => {
    const id = await newLot(lots);
    const csv = fileOf(codesFrom(700_000, 100));
    await new Promise<void>((resolve) => {
      const sending = request(`${world.url}/api/v1/code-lots/${id}/import`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${world.adminKey}`,
          'content-type': 'text/csv',
          'content-length': csv.length,
        },
      });
      sending.on('error', () => resolve());
      sending.write(csv.slice(0, 300), () => {
        void until(
          () => lots.get(id),
          ({ load }) => load?.state === 'running',
        ).then(() => sending.destroy(new Error('the line is dead')));
      });
    });
    expect((await lots.ended(id)).load).toMatchObject({ state: 'interrupted', imported: 0 });
    await lots.import(id, csv);
    expect(await lots.ended(id)).toMatchObject({ size: 100, load: { state: 'done' } });
    await lots.import(id, csv);
    expect(await lots.ended(id)).toMatchObject({ size: 100, load: { imported: 0, known: 100, rejected: 0 } });
  });

  test('CON-03 a lot is filled by one at a time, and by nobody once it is revoked', async () => {
    const id = await newLot(lots);
    const { sql } = world.database;
    await sql.run({
      text: `insert into code_loads (lot_id, kind, started_by, started_at) values ($1, 'import', 'somebody', $2)`,
      values: [id, world.clock.now()],
    });
    expect((await lots.import(id, fileOf(codesFrom(1, 1)))).body).toMatchObject({ code: 'CONFLICT' });
    expect((await lots.post(`${id}/generate`, { count: 1 })).body).toMatchObject({ code: 'CONFLICT' });
    // Whoever ran it died a minute ago.
    await sql.run({
      text: `update code_loads set beat_at = clock_timestamp() - interval '61 seconds' where lot_id = $1`,
      values: [id],
    });
    expect((await lots.get(id)).load).toMatchObject({ state: 'interrupted' });
    expect((await lots.import(id, fileOf(codesFrom(800_000, 1)))).status).toBe(202);
    expect((await lots.ended(id)).load).toMatchObject({ state: 'done', imported: 1 });
    expect((await lots.post(`${id}/revoke`)).body).toMatchObject({ state: 'revoked' });
    const first = ((await lots.post(`${id}/revoke`)).body as { revokedAt: string }).revokedAt;
    expect(((await lots.post(`${id}/revoke`)).body as { revokedAt: string }).revokedAt).toBe(first);
    expect((await lots.import(id, fileOf(codesFrom(1, 1)))).body).toMatchObject({ code: 'CONFLICT' });
  });

  test('CON-03 the same Idempotency-Key makes one lot', async () => {
    const make = () =>
      lots.create({ brand: 'radio-shahr', name: 'Once' }).set('idempotency-key', 'one-lot-please');
    const [one, two] = [await make(), await make()];
    expect((two.body as Lot).id).toBe((one.body as Lot).id);
  });
});
