import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Blast } from './blast.client';
import { readBooks } from './books.store';
import { ROUGH, type CarrierPlan } from './carrier';
import { startCarrier, type CarrierProcess } from './carrier.client';
import { DOOR_KEY, writeCatalogue } from './catalogue.store';
import { EngineUnderFire } from './engine-under-fire.service';
import { blowsOf, type Blow, type Plan } from './plan';
import type { PostgresUnderTest } from './postgres-under-test.service';
import { atRest, everythingHandled, everythingSaid, within } from './rest.service';
import { undelivered, type Evidence } from './tally';

/** The load is under way before the first blow. */
const LOAD_FIRST_MS = 1_000;

/** Where a run takes place. */
export interface Stage {
  /** An empty folder of the run's own. */
  readonly folder: string;
  readonly postgres: PostgresUnderTest;
  readonly log: (line: string) => void;
}

/** A whole run: load, blows, rest; then both sides are asked what happened. */
export async function runFaults(plan: Plan, seed: number, stage: Stage): Promise<Evidence> {
  const { folder, postgres, log } = stage;
  const carrier = await startCarrier(folder);
  const databaseUrl = await postgres.database('fire');
  const engine = new EngineUnderFire(join(folder, 'engine'), databaseUrl, log);
  try {
    await engine.start();
    await writeCatalogue(databaseUrl, carrier.url);
    const blast = new Blast(() => engine.door, plan.people, plan.blast.waves, plan.blast.pauseMs);
    await carrier.begin(carrierPlan(plan, seed, engine.door.url));
    blast.start();
    await sleep(LOAD_FIRST_MS);
    for (const blow of blowsOf(plan, seed)) await strike(blow, engine, carrier, stage);
    await carrier.enough();
    log(
      (await everythingSaid(carrier, plan)) ? 'everything is said' : 'gave up: not everything could be said',
    );
    await blast.finish(plan.blast.patienceMs);
    await everythingHandled(databaseUrl, plan);
    await blast.afterwards();
    log(
      (await atRest(carrier, databaseUrl, plan))
        ? 'everything is at rest'
        : 'gave up: the queues do not empty',
    );
    const books = await readBooks(databaseUrl);
    undelivered(books).forEach(log);
    const report = await carrier.report();
    return {
      ...{ carrier: report, books, blast: blast.report, stalledMs: report.stalledMs + engine.stalledMs },
      ...{ lastAt: plan.linesEach - 1, away: postgres.away, frozen: postgres.frozen, deaths: engine.deaths },
    };
  } finally {
    await engine.end();
    await carrier.stop();
  }
}

const carrierPlan = (
  { people, linesEach, textsPerSecond }: Plan,
  seed: number,
  url: string,
): CarrierPlan => ({
  ...{ seed, people, linesEach, textsPerSecond, doorKey: DOOR_KEY },
  doors: [`${url}/carriers/carrier`],
  moods: ROUGH,
  keepsOn: true,
});

async function strike(
  blow: Blow,
  engine: EngineUnderFire,
  carrier: CarrierProcess,
  { postgres, log }: Stage,
): Promise<void> {
  log(JSON.stringify(blow));
  const isNoticed = () => somebodyTurnedAway(carrier);
  if (blow.type === 'kill') await engine.killAndStart();
  else if (blow.type === 'stop') await postgres.stopFor(blow.mode, blow.awayMs, isNoticed);
  else await postgres.freezeFor(blow.frozenMs, isNoticed);
  await sleep(blow.thenMs);
}

/** Until the door has turned the carrier away once more, and a moment longer: a blow that nobody met would show nothing. */
async function somebodyTurnedAway(carrier: CarrierProcess): Promise<void> {
  const { turnedAway } = await carrier.progress();
  await within(NOTICED_MS, async () => (await carrier.progress()).turnedAway > turnedAway);
  await sleep(AFTERWARDS_MS);
}

const NOTICED_MS = 60_000;
/** What waits for as long as the door allows is then among what was asked early enough to be judged. */
const AFTERWARDS_MS = 500;
