import { Metrics } from '../../src/platform/metrics.service';
import { aCarrier } from '../support/carrier';
import { aPublishedCompetition, entriesOf, prize } from '../support/competing';
import { codeNumber, fileOf, lotsOf, newLot } from '../support/code-lots';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-01T08:00:00Z';
const PEOPLE = 1_000;
const PRIZES = 10;

let first: World;
let second: World;
beforeAll(async () => {
  first = await createWorld({ now: NOW });
  second = await createWorld({ now: NOW, demo: false, databaseUrl: first.databaseUrl });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const handledBy = async ({ app }: World): Promise<number> =>
  (await app.get(Metrics).handled.get()).values.reduce((sum, { value }) => sum + value, 0);

/** Everybody says it at once, half of them at either engine's door. */
async function allSay(name: string, text: string, firstNumber: number): Promise<string[]> {
  const carriers = [await aCarrier(first, `${name}-a`), await aCarrier(second, `${name}-b`)];
  const people = Array.from({ length: PEOPLE }, (_, at) => `39333${firstNumber + at}`);
  const texts = people.map((from) => ({ id: `${name}-${from}`, from, to: '48400', text }));
  const arrays = Array.from({ length: PEOPLE / 50 }, (_, at) => texts.slice(at * 50, at * 50 + 50));
  await Promise.all(arrays.map((some, at) => carriers[at % 2]?.handsAll(some)));
  await first.settle();
  await second.settle();
  return people;
}

const heardBy = async (people: readonly string[]): Promise<Map<string, readonly string[]>> => {
  const rows = await first.database.sql.query<{ msisdn: string; bodies: string[] }>({
    text: `select msisdn, array_agg(body order by seq) as bodies from simulator.received
           where msisdn = any($1::text[]) group by msisdn`,
    values: [people],
  });
  return new Map(rows.map(({ msisdn, bodies }) => [msisdn, bodies]));
};

test('CON-05 a thousand people race for ten prizes over two engines: ten win, and everybody hears the one right thing', async () => {
  const id = await aPublishedCompetition(first, 'CORSA', {
    mode: { type: 'firstN' },
    prizes: [prize(PRIZES)],
  });
  const before = [await handledBy(first), await handledBy(second)];
  const people = await allSay('race', 'CORSA', 6_000_000);
  const after = [await handledBy(first), await handledBy(second)];
  expect(after.map((count, at) => count > (before[at] ?? 0))).toEqual([true, true]);
  const entries = await entriesOf(first, id);
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
}, 120_000);

test('CON-03 a thousand people send the same code over two engines: one has it, and the others hear so', async () => {
  const lots = lotsOf(first);
  const lotId = await newLot(lots, { brand: 'caffe-aurora' });
  const code = codeNumber(4_711);
  await lots.import(lotId, fileOf([code]));
  await lots.ended(lotId);
  const id = await aPublishedCompetition(first, 'CODICE', { mode: { type: 'draw' }, codes: {} });
  const people = await allSay('code', `CODICE ${code}`, 7_000_000);
  const outcomes = (await entriesOf(first, id)).map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'codeUsed')).toHaveLength(PEOPLE - 1);
  expect((await lots.redemptions(lotId)).count).toBe(1);
  expect([...(await heardBy(people)).values()].every(({ length }) => length === 1)).toBe(true);
}, 120_000);
