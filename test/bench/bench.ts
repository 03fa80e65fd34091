// npm run bench: how fast the engine is, beside how fast it could be, on this machine, now.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEngine } from '../support/engine-process';
import { measureCommit, measureDoor } from './baseline';
import { measureBrands, SERVERS_ALLOWED } from './brands';
import {
  drained,
  measureLatency,
  measureThroughput,
  mostMemoryOf,
  type Bench,
  type Throughput,
} from './figures';
import { measureFloor } from './floor';
import { growTo } from './grown';
import { measureHeld } from './held';
import { ARRAYS, ONE_BY_ONE } from './load';
import { describeMachine } from './machine';
import { readOptions, USAGE, type Options } from './options';
import { findPlace, type Place } from './place';
import type { Mix } from './population';
import { measurePromos } from './promos';
import { measureReconcile } from './reconcile';
import { measureRenewalLatency, measureRenewals } from './renewals';
import { seedSubscriptions } from './subscriptions';
import {
  fileStamp,
  RESULTS,
  tableOf,
  writeResults,
  type GrownFigures,
  type MixFigures,
  type Results,
  type Round,
} from './report';
import { rowsSince } from './rows';
import { seed, setReports } from './seed';
import { seedStatement } from './statement';
import { COUNTING, startCounting, writeStatements } from './statements';

/** The compiler and the caches are warm in an engine that serves a carrier; so they are here. */
const WARM_SHARE = 0.2;
const COMMIT_SHARE = 0.3;
/** The engine looks at the network's mood once a second. */
const MOOD_MS = 2_000;
const PROFILES = join(RESULTS, 'profiles');

async function main(options: Options): Promise<void> {
  const { crowd, isProfiled } = options;
  say('Starting PostgreSQL …');
  const place = await findPlace(say, isProfiled ? COUNTING : {});
  try {
    say(
      `Seeding ${crowd.people.toLocaleString('en')} subscribers and ${crowd.words.toLocaleString('en')} keywords …`,
    );
    await seed(place.sql, crowd);
    await seedMoney(place, options);
    if (isProfiled) await mkdir(PROFILES, { recursive: true });
    if (isProfiled) await startCounting(place.sql);
    await run(place, options);
    if (isProfiled)
      await writeStatements(place.sql, join(PROFILES, `${fileStamp(new Date())}.statements.txt`));
  } finally {
    await place.clear();
  }
}

async function run(place: Place, options: Options): Promise<void> {
  const engine = await startEngine({
    dataDir: join(place.folder, 'engine'),
    databaseUrl: place.url,
    env: environmentOf(options),
    ...(options.isProfiled && { nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] }),
  });
  try {
    await report(await measure({ place, engine, crowd: options.crowd }, options));
  } finally {
    await engine.kill('SIGTERM');
  }
}

/** What is measured is how fast it can be, not how fast it lets itself be; beside people's texts it keeps to its rate. */
const environmentOf = ({ renewals, isLatency, isOfBrands }: Options): Readonly<Record<string, string>> => ({
  ...(renewals > 0 && !isLatency && { RENEWALS_PER_SECOND: '100000' }),
  ...(isOfBrands && { OUTBOUND_ALLOW: SERVERS_ALLOWED }),
});

async function measure(bench: Bench, options: Options): Promise<Results> {
  const machine = await describeMachine(bench.place.sql);
  say('Warming up …');
  await measureThroughput(bench, 'reply', ARRAYS, Math.ceil(options.seconds * WARM_SHARE));
  const grown = options.isGrown ? await measureGrown(bench, options) : null;
  const held = options.isHeld ? await holdOpen(bench, options) : null;
  const promos = options.promos > 0 ? await blast(bench, options) : null;
  const money = await measureMoney(bench, options);
  const brands = options.isOfBrands ? await measureBrands(bench, options.seconds, options.rounds, say) : null;
  const rounds: Round[] = [];
  const isOther =
    options.isGrown || options.isHeld || promos !== null || brands !== null || isAboutMoney(options);
  const count = isOther ? 0 : options.rounds;
  for (let at = 1; at <= count; at++)
    rounds.push(await measureRound(bench, options, `Round ${at} of ${count}`));
  const memoryMb = await mostMemoryOf(bench.engine.pid);
  return { machine, options, rounds, grown, held, promos, ...money, brands, memoryMb };
}

const isAboutMoney = ({ renewals, reconcile }: Options): boolean => renewals > 0 || reconcile > 0;

async function seedMoney(place: Place, { renewals, reconcile, crowd }: Options): Promise<void> {
  if (renewals > 0) say(`Subscribing ${renewals.toLocaleString('en')} people …`);
  if (renewals > 0) await seedSubscriptions(place.sql, renewals);
  if (reconcile > 0)
    say(`Writing ${reconcile.toLocaleString('en')} charges and the operator's file of them …`);
  if (reconcile > 0) await seedStatement(place, reconcile, crowd.people);
}

async function measureMoney(bench: Bench, options: Options) {
  const { renewals, isLatency, reconcile, seconds, floorTexts } = options;
  if (renewals > 0) say(`${renewals.toLocaleString('en')} subscriptions fall due …`);
  if (reconcile > 0) say('The file arrives …');
  return {
    renewals: renewals > 0 && !isLatency ? await measureRenewals(bench, renewals, floorTexts, say) : null,
    renewalLatency: renewals > 0 && isLatency ? await measureRenewalLatency(bench, renewals, seconds) : null,
    reconcile: reconcile > 0 ? await measureReconcile(bench, reconcile, say) : null,
  };
}

async function measureRound(bench: Bench, options: Options, round: string): Promise<Round> {
  const { seconds } = options;
  const mixes: Partial<Record<Mix, MixFigures>> = {};
  for (const mix of options.mixes) mixes[mix] = await measureMix(bench, options, mix, round);
  say(`${round}: door …`);
  const door = {
    oneByOne: await measureDoor(bench, ONE_BY_ONE, seconds),
    arrays: await measureDoor(bench, ARRAYS, seconds),
  };
  say(`${round}: latency …`);
  const latency = await measureLatency(bench, seconds);
  const commitMs = await measureCommit(bench.place, Math.ceil(seconds * COMMIT_SHARE));
  say(`${round}: with delivery reports …`);
  const withReports = await measureWithReports(bench, seconds);
  return { mixes, door, latency, commitMs, withReports };
}

async function measureMix(
  bench: Bench,
  { seconds, floorTexts }: Options,
  mix: Mix,
  round: string,
): Promise<MixFigures> {
  say(`${round}: ${mix}, one text per request …`);
  const oneByOne = await measureThroughput(bench, mix, ONE_BY_ONE, seconds);
  say(`${round}: ${mix}, arrays of 100 …`);
  const arrays = await measureThroughput(bench, mix, ARRAYS, seconds);
  say(`${round}: ${mix}, floor …`);
  const left = await rowsSince(bench.place.sql, arrays.mark);
  return {
    oneByOne,
    arrays,
    floor: await measureFloor(bench.place, arrays.mark, left, arrays.texts, floorTexts),
  };
}

async function measureWithReports(bench: Bench, seconds: number): Promise<Throughput> {
  await setReports(bench.place.sql, 'normal');
  await sleep(MOOD_MS);
  const figure = await measureThroughput(bench, 'reply', ARRAYS, seconds);
  await setReports(bench.place.sql, 'none');
  await sleep(MOOD_MS);
  await reported(bench);
  return figure;
}

/** Resolves when the network owes no report any more, so that the next figure does not pay for this one. */
async function reported({ place }: Bench): Promise<void> {
  for (;;) {
    const { rows } = await place.sql.query<{ done: boolean }>(
      'select not exists (select 1 from simulator.reports) and not exists (select 1 from reports where effect is null) as done',
    );
    if (rows[0]?.done) return;
    await sleep(MOOD_MS);
  }
}

async function measureGrown(bench: Bench, { rounds, seconds, grownTexts }: Options): Promise<GrownFigures> {
  const load = () => measureThroughput(bench, 'reply', ARRAYS, seconds);
  const runs = async (name: string): Promise<Throughput[]> => {
    const figures: Throughput[] = [];
    for (let at = 1; at <= rounds; at++) {
      say(`${name}, ${at} of ${rounds} …`);
      figures.push(await load());
    }
    return figures;
  };
  const before = await runs('Before growing');
  const [first] = before;
  if (first) await growTo(bench.place.sql, first.mark, grownTexts, say);
  await drained(bench);
  say('Warming up …'); // as the side before was
  const cold = await load();
  return { texts: grownTexts, before, cold, after: await runs('After growing') };
}

async function holdOpen(bench: Bench, { seconds, heldSeconds }: Options) {
  say(`Holding a snapshot open for ${heldSeconds} s …`);
  return measureHeld(bench, seconds, heldSeconds);
}

async function blast(bench: Bench, { seconds, promos }: Options) {
  say(`Queueing ${promos.toLocaleString('en')} advertisements …`);
  return measurePromos(bench, promos, seconds);
}

async function report(results: Results): Promise<void> {
  const path = await writeResults(results, new Date());
  process.stdout.write(`\n${tableOf(results)}\n`);
  say(`All of it: ${path}`);
  const strayed = results.rounds.some(({ mixes }) =>
    Object.values(mixes).some(({ arrays, oneByOne }) => arrays.astray > 0 || oneByOne.astray > 0),
  );
  if (!strayed) return;
  say('Texts were acknowledged and not handled: that is a fault, whatever the figures.');
  process.exitCode = 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function options(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

main(options()).catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
