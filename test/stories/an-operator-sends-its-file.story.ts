import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookkeeping, type Till } from '../support/bookkeeping';
import {
  fileOf,
  GUARDED,
  lineOf,
  statementsOf,
  type Statements,
  type StatementView,
} from '../support/statement-files';
import { until } from '../support/code-lots';
import { createWorld, type World } from '../support/world';

const DATA = join(__dirname, '../data/statements');

let world: World;
let statements: Statements;
let till: Till;
let books: ReturnType<typeof bookkeeping>;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-02T03:00:00Z', demo: false });
  statements = statementsOf(world);
  books = bookkeeping(world.database);
  till = await books.aTill({ operator: 'mci' });
});
afterAll(() => world.close());

test('REC-01 an operator’s file in Persian, with its own calendar, becomes rows that anybody can compare', async () => {
  const settings = {
    ...(JSON.parse(readFileSync(join(DATA, 'mci.profile.json'), 'utf8')) as object),
    services: { خبر: till.serviceId },
  };
  expect((await statements.profile('mci', 'mci-daily', settings)).status).toBe(201);
  const name = 'mci_14050211_0007.csv';
  const sent = await statements.sent('mci-daily', 'mci_14050211_0007.csv', readFileSync(join(DATA, name)));
  expect(sent).toMatchObject({
    state: 'imported',
    day: '2026-05-01',
    sequence: 7,
    details: 5,
    faults: 0,
    figures: [
      { status: 'charged', count: 3, amount: { minor: '14000', currency: 'IRR' } },
      { status: 'refunded', count: 1, amount: { minor: '-5000', currency: 'IRR' } },
      { status: 'refused', count: 1, amount: { minor: '5000', currency: 'IRR' } },
    ],
  });
  expect(sent.readBytes).toBe(sent.bytes);
  const rows = await statements.rows();
  expect(rows.map(({ txn, ref, serviceId, minor, status }) => [txn, ref, serviceId, minor, status])).toEqual([
    ['SDP-1', 'C1', till.serviceId, 5_000, 'charged'],
    ['SDP-2', 'C2', till.serviceId, 4_000, 'charged'],
    ['SDP-4', 'C4', till.serviceId, 5_000, 'refused'],
    ['SDP-8', 'C8', till.serviceId, 5_000, 'charged'],
    ['SDP-R1', 'R1', till.serviceId, -5_000, 'refunded'],
  ]);
  // Two seconds before midnight in Tehran.
  expect(rows[3]).toMatchObject({ at: new Date('2026-05-01T20:29:58Z'), day: '2026-05-01' });
});

test('REC-10 what we tell the operator of a day reads back as exactly that day, and is the same whenever it is asked for', async () => {
  const at = '2026-05-01T10:00:00Z';
  const own = await books.aTill({ operator: 'tim' });
  const first = await books.pays({ till: own, amountMinor: 499n, at });
  await books.pays({ till: own, amountMinor: 499n, at });
  await books.isRefused({ till: own, amountMinor: 499n, at });
  await books.pays({ till: own, amountMinor: 499n, at: '2026-05-02T00:00:00Z' });
  await books.isRefunded(first, 200n, '2026-05-01T12:00:00Z');
  for (const table of ['charges', 'refunds'])
    await world.database.sql.run({
      text: `update ${table} set remote_id = 'T-' || key where key like 'test:%'`,
    });

  const today = await world.api.post('/settlement-files', { operator: 'tim', day: '2026-05-02' });
  expect(today.body).toMatchObject({ code: 'CONFLICT' });
  const made = await world.api.post('/settlement-files', { operator: 'tim', day: '2026-05-01' });
  expect(made.body).toMatchObject({ sequence: 1, details: 3, netMinor: '798', sha256: null });
  const { id, name } = made.body as { id: number; name: string };
  expect(name).toBe('parola_tim_20260501_0001.csv');
  expect((await world.api.post('/settlement-files', { operator: 'tim', day: '2026-05-01' })).body).toEqual(
    made.body,
  );

  const content = await world.api.get(`/settlement-files/${id}/content`);
  expect(content.headers['content-disposition']).toContain(name);
  expect(content.headers['cache-control']).toBe('no-store');
  expect(content.text.split('\n').map((line) => line.slice(0, 2))).toEqual([
    'H,',
    'D,',
    'D,',
    'D,',
    'T,',
    '',
  ]);
  expect((await world.api.get(`/settlement-files/${id}/content`)).text).toBe(content.text);
  expect((await world.api.get(`/settlement-files/${id}`)).body).toMatchObject({
    sha256: createHash('sha256').update(content.text).digest('hex'),
  });

  const profile = await world.api.get('/settlement-files/profile?operator=tim');
  expect((await statements.profile('tim', 'tim-ours', profile.body as object)).status).toBe(201);
  const back = await statements.sent('tim-ours', name, content.text);
  expect(back).toMatchObject({ state: 'imported', day: '2026-05-01', sequence: 1, details: 3, faults: 0 });
  const compared = await world.database.sql.query<{ ours: number; theirs: number; same: number }>({
    text: `with ours as (
             select c.amount_minor as minor, c.settled_at as at, c.service_id, 'charged' as status from charges c
             where c.operator_id = $2 and c.state = 'charged' and c.settled_at < '2026-05-02Z'
             union all
             select -r.amount_minor, r.settled_at, c.service_id, 'refunded' from refunds r join charges c on c.id = r.charge_id
             where c.operator_id = $2),
           theirs as (select amount_minor as minor, charged_at as at, service_id, status from statement_rows where file_id = $1)
           select (select count(*)::int from ours) as ours, (select count(*)::int from theirs) as theirs,
             (select count(*)::int from (select * from ours intersect all select * from theirs) both_have) as same`,
    values: [back.id, own.operatorId],
  });
  expect(compared).toEqual([{ ours: 3, theirs: 3, same: 3 }]);

  const asked = await world.api.post('/reconciliations', { operator: 'tim', day: '2026-05-01' });
  const { id: runId } = asked.body as { id: number };
  const run = await until(
    async () =>
      (await world.api.get(`/reconciliations/${runId}`)).body as { state: string; endedAt: string | null },
    ({ endedAt }) => endedAt !== null,
  );
  expect(run).toMatchObject({ figures: { ours: 3, theirs: 3, matched: 3, byCategory: {} } });
});

test('REC-10 a file is never handed out whole with other figures than it was made with', async () => {
  const own = await books.aTill({ operator: 'wind' });
  await books.pays({ till: own, amountMinor: 499n, at: '2026-05-01T10:00:00Z' });
  const made = await world.api.post('/settlement-files', { operator: 'wind', day: '2026-05-01' });
  const { id } = made.body as { id: number };
  await books.pays({ till: own, amountMinor: 1n, at: '2026-05-01T10:00:00Z' });
  const broken = await world.api.get(`/settlement-files/${id}/content`).then(
    (response) => response.text,
    (error: unknown) => String(error),
  );
  expect(broken).not.toMatch(/^T,/m);
});

test('REC-01 two hundred thousand lines arrive, and who looks meanwhile sees all of them or none', async () => {
  expect((await statements.profile('mci', 'mci-large', GUARDED)).status).toBe(201);
  const lines = Array.from({ length: 200_000 }, (_, at) => lineOf(at, { status: 'F' }));
  const taken = await statements.send('mci-large', 'large.csv', fileOf(1, lines));
  const { id } = taken.body as StatementView;
  const seen = new Set<number>();
  for (let state = 'importing'; state === 'importing';) {
    const [rows] = await world.database.sql.query<{ n: number }>({
      text: 'select count(*)::int as n from statement_rows where file_id = $1',
      values: [id],
    });
    seen.add(rows?.n ?? -1);
    ({ state } = await statements.get(id));
  }
  expect(await statements.get(id)).toMatchObject({ state: 'imported', details: 200_000 });
  expect([...seen].filter((count) => count !== 0 && count !== 200_000)).toEqual([]);
});

test('REC-02 a connection that breaks in the middle leaves nothing, and the same file sent again is imported', async () => {
  const file = fileOf(
    2,
    Array.from({ length: 100_000 }, (_, at) => lineOf(at, { status: 'F' })),
  );
  const broken = await statements.send('mci-large', 'broken.csv', file);
  const killed = await until(
    () =>
      world.database.sql.query<{ pid: number }>({
        text: `select pg_terminate_backend(pid), pid from pg_stat_activity where query like 'copy statement_rows%' and datname = current_database()`,
      }),
    (rows) => rows.length > 0,
  );
  expect(killed).toHaveLength(1);
  const { id } = broken.body as StatementView;
  expect(await statements.ended(id)).toMatchObject({ state: 'interrupted', figures: [] });
  const left = await world.database.sql.query({
    text: 'select 1 from statement_rows where file_id = $1 limit 1',
    values: [id],
  });
  expect(left).toEqual([]);
  expect(await statements.sent('mci-large', 'broken.csv', file)).toMatchObject({
    state: 'imported',
    details: 100_000,
    supersedes: null,
  });
});
