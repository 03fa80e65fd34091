import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metrics } from '../../src/platform/metrics.service';
import { aCarrier, type Carrier, type CarrierText } from '../support/carrier';
import { aPublishedCompetition, entriesOf, prize } from '../support/competing';
import { codeNumber, fileOf, lotsOf, newLot } from '../support/code-lots';
import { startEngine, type EngineProcess } from '../support/engine-process';
import { until } from '../support/waiting';
import { createWorld, type World } from '../support/world';

const PEOPLE = 1_000;
const PRIZES = 10;
const DAY_MS = 86_400_000;
/** Two engines and two thousand texts. */
const BUSY_MS = 120_000;
const YEAR = {
  opensAt: new Date(Date.now() - DAY_MS).toISOString(),
  closesAt: new Date(Date.now() + 364 * DAY_MS).toISOString(),
};

let world: World;
/** A second engine, in a process of its own: the two share nothing but the database. */
let second: EngineProcess;
let folder: string;
beforeAll(async () => {
  world = await createWorld({ now: new Date().toISOString() });
  folder = await mkdtemp(join(tmpdir(), 'parola-race-'));
  const redisUrl = process.env['PAROLA_TEST_REDIS_URL'];
  second = await startEngine({
    dataDir: folder,
    databaseUrl: world.databaseUrl,
    env: redisUrl ? { REDIS_URL: redisUrl } : {},
  });
}, BUSY_MS);
afterAll(async () => {
  await second.kill('SIGTERM');
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** How many texts each engine has handled. */
async function handled(): Promise<readonly [number, number]> {
  const { values } = await world.app.get(Metrics).handled.get();
  const metrics = await (await fetch(`${second.url}/metrics`, { headers: { connection: 'close' } })).text();
  const others = Number(/^parola_texts_handled_total (\d+)/m.exec(metrics)?.[1] ?? 0);
  return [values.reduce((sum, { value }) => sum + value, 0), others];
}

/** The second engine's door, where a carrier knocks again until it knows the new link. */
const handsToSecond = ({ name, key }: Carrier, texts: readonly CarrierText[]): Promise<void> =>
  until('the second door takes it', async () => {
    const { status } = await fetch(`${second.url}/carriers/${name}/mo`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      body: JSON.stringify(texts),
    });
    return status === 200;
  });

/** Everybody says it at once, half of them at either engine's door; both have had some of it to handle. */
async function allSay(name: string, text: string, firstNumber: number): Promise<string[]> {
  const carrier = await aCarrier(world, name);
  const people = Array.from({ length: PEOPLE }, (_, at) => `39333${firstNumber + at}`);
  const texts = people.map((from) => ({ id: `${name}-${from}`, from, to: '48400', text }));
  const arrays = Array.from({ length: PEOPLE / 50 }, (_, at) => texts.slice(at * 50, at * 50 + 50));
  const before = await handled();
  await Promise.all(
    arrays.map((some, at) => (at % 2 === 0 ? carrier.handsAll(some) : handsToSecond(carrier, some))),
  );
  await world.settle();
  const after = await handled();
  expect(after.map((count, at) => count > (before[at] ?? 0))).toEqual([true, true]);
  return people;
}

const heardBy = async (people: readonly string[]): Promise<Map<string, readonly string[]>> => {
  const rows = await world.database.sql.query<{ msisdn: string; bodies: string[] }>({
    text: `select msisdn, array_agg(body order by seq) as bodies from simulator.received
           where msisdn = any($1::text[]) group by msisdn`,
    values: [people],
  });
  return new Map(rows.map(({ msisdn, bodies }) => [msisdn, bodies]));
};

test(
  'CON-05 a thousand people race for ten prizes over two engine processes: ten win, and everybody hears the one right thing',
  async () => {
    const settings = { mode: { type: 'firstN' }, prizes: [prize(PRIZES)] };
    const id = await aPublishedCompetition(world, 'CORSA', settings, YEAR);
    const people = await allSay('race', 'CORSA', 6_000_000);
    const entries = await entriesOf(world, id);
    const winners = entries.filter(({ outcome }) => outcome === 'won');
    expect(entries).toHaveLength(PEOPLE);
    expect(winners.map(({ data }) => data?.['ordinal'])).toEqual(
      Array.from({ length: PRIZES }, (_, at) => at + 1),
    );
    const heard = await heardBy(people);
    const won = new Set(winners.map(({ msisdn }) => msisdn));
    for (const person of people) {
      const [reply, ...more] = heard.get(person) ?? [];
      expect(more).toEqual([]);
      expect(reply).toContain(won.has(person) ? 'Hai vinto: un premio!' : 'Tutti i premi sono stati vinti');
    }
  },
  BUSY_MS,
);

test(
  'CON-03 a thousand people send the same code over two engine processes: one has it, and the others hear so',
  async () => {
    const lots = lotsOf(world);
    const lotId = await newLot(lots, { brand: 'caffe-aurora' });
    const code = codeNumber(4_711);
    await lots.import(lotId, fileOf([code]));
    await lots.ended(lotId);
    const id = await aPublishedCompetition(world, 'CODICE', { mode: { type: 'draw' }, codes: {} }, YEAR);
    const people = await allSay('code', `CODICE ${code}`, 7_000_000);
    const outcomes = (await entriesOf(world, id)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'codeUsed')).toHaveLength(PEOPLE - 1);
    expect((await lots.redemptions(lotId)).count).toBe(1);
    expect([...(await heardBy(people)).values()].every(({ length }) => length === 1)).toBe(true);
  },
  BUSY_MS,
);
