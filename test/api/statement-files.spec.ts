import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Identity } from '../../src/platform/identity.service';
import { Metrics } from '../../src/platform/metrics.service';
import { beginStatement } from '../../src/reconciliation/files/statement-files.store';
import { until } from '../support/code-lots';
import {
  fileOf,
  GUARDED,
  lineOf,
  statementsOf,
  type Statements,
  type StatementView,
} from '../support/statement-files';
import { createWorld, type World } from '../support/world';

const DATA = join(__dirname, '../data/statements');
const stored = (name: string): object =>
  JSON.parse(readFileSync(join(DATA, `${name}.profile.json`), 'utf8')) as object;

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

/** Rows of one file that anybody could see. */
const rowsOf = async (id: number) => (await statements.rows()).filter(({ fileId }) => fileId === id);

describe('statement files', () => {
  test('REC-01 a file arrives, is read, and its rows are there with our own hash of each number', async () => {
    const { id } = await statements.sent(
      'mci-guarded',
      'a.csv',
      fileOf(1, [lineOf(1), lineOf(2, { amount: 100, status: 'R' })]),
    );
    expect(await statements.get(id)).toMatchObject({
      operator: 'mci',
      state: 'imported',
      day: '2026-05-01',
      sequence: 1,
      missingBefore: 0,
      details: 2,
      faults: 0,
      figures: [
        { status: 'charged', count: 1, amount: { minor: '5000', currency: 'IRR' } },
        { status: 'refunded', count: 1, amount: { minor: '-100', currency: 'IRR' } },
      ],
      reason: null,
    });
    expect(await rowsOf(id)).toEqual([
      {
        fileId: id,
        line: 2,
        txn: 'SDP-1',
        ref: 'C1',
        msisdn: null,
        serviceId: null,
        at: new Date('2026-05-01T08:00:00Z'),
        minor: 5_000,
        currency: 'IRR',
        status: 'charged',
        day: '2026-05-01',
      },
      expect.objectContaining({ line: 3, minor: -100, status: 'refunded' }),
    ]);
    const [row] = await world.database.sql.query<{ hash: string }>({
      text: 'select msisdn_hash as hash from statement_rows where file_id = $1 and line = 2',
      values: [id],
    });
    expect(row?.hash).toBe(world.app.get(Identity).hashOf('989120000001'));
    const days = await world.database.sql.query({
      text: 'select day, charged, refused, refunded from statement_days where file_id = $1',
      values: [id],
    });
    expect(days).toEqual([{ day: '2026-05-01', charged: 1, refused: 0, refunded: 1 }]);
  });

  test('REC-02 the same file twice is a no-op with the same answer, however it is called', async () => {
    const file = fileOf(2, [lineOf(10)]);
    const first = await statements.sent('mci-guarded', 'b.csv', file);
    const again = await statements.send('mci-guarded', 'renamed.csv', file);
    expect(again.status).toBe(202);
    expect(again.body).toEqual(JSON.parse(JSON.stringify(first)));
    expect(await rowsOf(first.id)).toHaveLength(1);
  });

  test('REC-02 an amended file supersedes the first; both versions are kept, and the first stays superseded', async () => {
    const wrong = fileOf(3, [lineOf(20), lineOf(21)]);
    const first = await statements.sent('mci-guarded', 'c.csv', wrong);
    const second = await statements.sent('mci-guarded', 'c.csv', fileOf(3, [lineOf(20)]));
    expect(second).toMatchObject({ state: 'imported', supersedes: first.id });
    expect(await statements.get(first.id)).toMatchObject({ state: 'superseded', supersededBy: second.id });
    expect(await rowsOf(first.id)).toEqual([]);
    expect(await rowsOf(second.id)).toHaveLength(1);
    const kept = await world.database.sql.query<{ n: number }>({
      text: 'select count(*)::int as n from statement_rows where file_id = $1',
      values: [first.id],
    });
    expect(kept).toEqual([{ n: 2 }]);
    expect((await statements.send('mci-guarded', 'c.csv', wrong)).body).toMatchObject({
      id: first.id,
      state: 'superseded',
    });
  });

  test('REC-02 a corrected profile reads the same bytes again, in place of what it read before', async () => {
    expect(
      (
        await statements.profile('mci', 'mci-again', {
          ...GUARDED,
          amount: { unit: 'minor', currency: 'IRR', vat: 'net' },
        })
      ).status,
    ).toBe(201);
    const file = fileOf(1, [lineOf(1)]);
    const first = await statements.sent('mci-again', 'x.csv', file);
    const settings = { ...GUARDED, amount: { unit: 'minor', currency: 'IRR', vat: 'net', vatBp: 1_000 } };
    expect((await statements.profile('mci', 'mci-again', settings)).body).toMatchObject({ version: 2 });
    const second = await statements.sent('mci-again', 'x.csv', file);
    expect(second).toMatchObject({ state: 'imported', profileVersion: 2, supersedes: first.id });
    expect(await rowsOf(second.id)).toEqual([expect.objectContaining({ minor: 5_500 })]);
  });

  test.each([
    ['count', 'T,3,10000'],
    ['sum', 'T,2,9999'],
    ['trailer', ''],
    ['trailer', 'T,many,10000'],
  ])(
    'REC-02 a bad trailer (%s: "%s") refuses the file, and nothing of it is there',
    async (reason, trailer) => {
      const file = fileOf(90, [lineOf(30), lineOf(31)], trailer);
      const refused = await statements.sent('mci-guarded', 'd.csv', file);
      expect(refused).toMatchObject({ state: 'refused', reason, figures: [] });
      expect(refused.detail).toMatch(/[.]$/);
      const left = await world.database.sql.query({
        text: 'select 1 from statement_rows where file_id = $1',
        values: [refused.id],
      });
      expect(left).toEqual([]);
      const again = await statements.sent('mci-guarded', 'd.csv', file);
      expect(again.id).not.toBe(refused.id);
    },
  );

  test('REC-02 a missing number is an alarm until its file comes', async () => {
    await statements.sent('mci-guarded', 'e.csv', fileOf(4, [lineOf(40)]));
    const seventh = await statements.sent('mci-guarded', 'e.csv', fileOf(7, [lineOf(43)]));
    expect(await statements.get(seventh.id)).toMatchObject({ missingBefore: 2 });
    const { registry } = world.app.get(Metrics);
    const isAlarm = (metrics: string): boolean =>
      metrics.includes('parola_statements_missing_total{operator="mci"} 2');
    expect(isAlarm(await until(() => registry.metrics(), isAlarm))).toBe(true);
    await statements.sent('mci-guarded', 'e.csv', fileOf(6, [lineOf(42)]));
    expect(await statements.get(seventh.id)).toMatchObject({ missingBefore: 0 });
    const [sixth] = (await statements.list('?operator=mci&state=imported&limit=200')).filter(
      ({ sequence }) => sequence === 6,
    );
    expect(sixth).toMatchObject({ missingBefore: 1 });
    await statements.sent('mci-guarded', 'e.csv', fileOf(5, [lineOf(41)]));
    expect(await statements.get(sixth?.id ?? 0)).toMatchObject({ missingBefore: 0 });
  });

  test('REC-01 lines that cannot be read are set aside with their numbers, and the rest is imported', async () => {
    const file = fileOf(8, [
      lineOf(50),
      lineOf(51, { status: '?' }),
      lineOf(52, { msisdn: '12' }),
      lineOf(53),
    ]);
    const sent = await statements.sent('mci-guarded', 'f.csv', file);
    expect(sent).toMatchObject({ state: 'imported', details: 2, faults: 2 });
    expect(await statements.faults(sent.id)).toEqual({
      items: [
        { line: 3, fault: 'status', field: 'status', found: '?' },
        { line: 4, fault: 'msisdn', field: 'msisdn', found: null },
      ],
      next: null,
    });
    const page = await statements.faults(sent.id, '?limit=1');
    expect(page.items.map(({ line }) => line)).toEqual([3]);
    expect((await statements.faults(sent.id, `?limit=1&cursor=${page.next ?? ''}`)).items).toHaveLength(1);
  });

  test('REC-01 a file may come as gzip; one that is none, or not all there, is told so', async () => {
    const file = Buffer.from(fileOf(9, [lineOf(60)]));
    const post = (body: Buffer) =>
      world.http
        .post('/api/v1/statements?profile=mci-guarded&name=g.csv')
        .set('authorization', `Bearer ${world.adminKey}`)
        .type('text/plain')
        .set('content-encoding', 'gzip')
        .send(body);
    const taken = await post(gzipSync(file));
    expect(taken.status).toBe(202);
    expect(await statements.ended((taken.body as StatementView).id)).toMatchObject({
      state: 'imported',
      bytes: file.length,
    });
    expect((await post(Buffer.from('no gzip at all'))).body).toMatchObject({ code: 'MALFORMED' });
    expect((await post(gzipSync(file).subarray(0, -12))).body).toMatchObject({ code: 'MALFORMED' });
  });

  test('REC-02 two files of one operator are never imported at once; a dead process does not block for long', async () => {
    const { sql } = world.database;
    const profile = (await world.api.get('/file-profiles/mci-guarded')).body as { id: number };
    const [operator] = await sql.query<{ id: number }>({
      text: `select id from operators where code = 'mci'`,
    });
    const stuck = await beginStatement(sql, {
      operatorId: operator?.id ?? 0,
      profileId: profile.id,
      name: 'stuck.csv',
      sha256: 'f'.repeat(64),
      bytes: 1,
      createdBy: 'test',
      createdAt: world.clock.now(),
    });
    const second = await statements.send('mci-guarded', 'h.csv', fileOf(10, [lineOf(70)]));
    expect(second.body).toMatchObject({ code: 'CONFLICT' });
    await sql.run({
      text: `update statement_files set beat_at = clock_timestamp() - interval '2 minutes' where id = $1`,
      values: [stuck],
    });
    expect(await statements.get(stuck ?? 0)).toMatchObject({ state: 'interrupted' });
    expect(await statements.sent('mci-guarded', 'h.csv', fileOf(10, [lineOf(70)]))).toMatchObject({
      state: 'imported',
    });
    expect(await statements.get(stuck ?? 0)).toMatchObject({
      state: 'interrupted',
      detail: expect.stringContaining('gone') as string,
    });
  });

  test('REC-01 numbers that the operator hashes become our own hashes, and strangers stay strangers', async () => {
    const [known] = await world.database.sql.query<{ hash: string }>({
      text: `insert into subscribers (sender_hash, lane, msisdn, created_at) values ($1, 0, '966501234567', now()) returning sender_hash as hash`,
      values: [world.app.get(Identity).hashOf('966501234567')],
    });
    expect((await statements.profile('stc', 'stc-daily', stored('stc'))).status).toBe(201);
    const sent = await statements.sent(
      'stc-daily',
      'stc-2026-05-01.csv',
      readFileSync(join(DATA, 'stc-2026-05-01.csv')),
    );
    expect(sent).toMatchObject({ state: 'imported', details: 3, sequence: null, day: '2026-05-01' });
    const hashes = await world.database.sql.query<{ hash: string }>({
      text: 'select msisdn_hash as hash from statement_rows where file_id = $1 order by line',
      values: [sent.id],
    });
    expect(hashes).toHaveLength(3);
    expect(hashes[0]?.hash).toBe(known?.hash);
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(3);
  });
});
