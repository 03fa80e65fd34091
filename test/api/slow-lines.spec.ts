import { setTimeout as pause } from 'node:timers/promises';
import { aCarrier } from '../support/carrier';
import { codesFrom, fileOf as codesFile, lotsOf, newLot } from '../support/code-lots';
import { slowLine, type SlowLine } from '../support/slow-line';
import { fileOf, GUARDED, lineOf, statementsOf } from '../support/statement-files';
import { createWorld, type World } from '../support/world';

/** What a request may take here; nothing below is measured against it, only against what it does to another request. */
const LIMIT_MS = 1_500;
const BETWEEN_DRIPS_MS = 10;
/** Hung up on: told so, or too late to be told. */
const CUT = [408, 0];

let world: World;
beforeAll(async () => {
  const arrivals = { requestMs: LIMIT_MS, silenceMs: LIMIT_MS, fileMs: 3_600_000 };
  world = await createWorld({ now: '2026-05-02T03:00:00Z', arrivals });
  expect((await statementsOf(world).profile('mci', 'mci-slow', GUARDED)).status).toBe(201);
  await aCarrier(world, 'slow-link');
});
afterAll(() => world.close());

const SLOW_ORDER = JSON.stringify({ code: 'slow', name: `Slow${' '.repeat(60_000)}`, country: 'IR' });

/** Sends files a few bytes at a time, until a request of another kind that came as slowly was cut off; then what is left of them. */
async function outlasting(...files: readonly SlowLine[]): Promise<void> {
  const order = slowLine(world, 'POST /api/v1/operators', 'application/json', SLOW_ORDER);
  while (!order.isOver()) {
    for (const line of [order, ...files]) line.drip();
    await pause(BETWEEN_DRIPS_MS);
  }
  expect(CUT).toContain((await order.answer).status);
  for (const file of files) file.rest();
}

describe('files over slow lines', () => {
  test('REC-01 KW-14 CON-03 a statement, a table and codes may take longer than any other request', async () => {
    const lots = lotsOf(world);
    const lot = await newLot(lots);
    const made = await world.api.post('/lookup-tables', {
      brand: 'radio-shahr',
      name: 'Slow',
      columns: ['number', 'points'],
      key: 'number',
    });
    const { id: table } = made.body as { id: number };
    const rows = Array.from({ length: 3_000 }, (_, at) => `${at},${at * 2}`);
    const statement = slowLine(
      world,
      'POST /api/v1/statements?profile=mci-slow&name=slow.csv',
      'text/csv',
      fileOf(
        1,
        Array.from({ length: 1_000 }, (_, at) => lineOf(at)),
      ),
    );
    const answers = slowLine(
      world,
      `PUT /api/v1/lookup-tables/${table}/rows`,
      'text/csv',
      ['number,points', ...rows, ''].join('\n'),
    );
    const codes = slowLine(
      world,
      `POST /api/v1/code-lots/${lot}/import`,
      'text/csv',
      codesFile(codesFrom(900_000, 3_000)),
    );
    await outlasting(statement, answers, codes);
    expect(await statement.answer).toMatchObject({ status: 202 });
    expect(await answers.answer).toMatchObject({ status: 200 });
    expect(await codes.answer).toMatchObject({ status: 202 });
    expect((await world.api.get(`/lookup-tables/${table}`)).body).toMatchObject({ size: 3_000 });
    expect(await lots.ended(lot)).toMatchObject({ size: 3_000, load: { state: 'done' } });
    const { id } = JSON.parse((await statement.answer).body) as { id: number };
    expect(await statementsOf(world).ended(id)).toMatchObject({ state: 'imported', details: 1_000 });
  });

  test('CON-03 WIRE-01 a line that falls silent is hung up, and what it was to fill is free again', async () => {
    const lots = lotsOf(world);
    const lot = await newLot(lots, { name: 'Silent packs' });
    const file = codesFile(codesFrom(950_000, 100));
    const silent = slowLine(world, `POST /api/v1/code-lots/${lot}/import`, 'text/csv', file);
    const carrier = slowLine(
      world,
      'POST /carriers/slow-link/mo',
      'application/json',
      '{"from":"989120000001"}',
    );
    for (const line of [silent, carrier]) line.drip();
    expect(CUT).toContain((await silent.answer).status);
    expect(CUT).toContain((await carrier.answer).status);
    expect((await lots.ended(lot)).load).toMatchObject({ state: 'interrupted', imported: 0 });
    expect((await lots.import(lot, file)).status).toBe(202);
    expect(await lots.ended(lot)).toMatchObject({ size: 100, load: { state: 'done' } });
  });
});
