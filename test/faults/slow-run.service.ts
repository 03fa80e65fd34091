import { join } from 'node:path';
import { Blast } from './blast.client';
import { readBooks } from './books.store';
import { SLOW } from './carrier';
import { startCarrier } from './carrier.client';
import { DOOR_KEY, writeCatalogue } from './catalogue.store';
import { EngineUnderFire } from './engine-under-fire.service';
import type { Stage } from './fault-run.service';
import type { Load } from './plan';
import { atRest, everythingHandled, everythingSaid } from './rest.service';
import { tally, type Finding } from './tally';

/** As a connector is when nobody sets anything, but for its patience: every answer comes, and none must count as lost. */
const PLAIN_LINK = { batch: 1, concurrency: 4, timeoutMs: 30_000 };
const NO_PATIENCE_MS = 0;

/** A carrier that takes its time, a promotion to everybody, and STOPs while it is on its way: they count within the second. */
export async function runSlow(
  load: Load,
  seed: number,
  { folder, postgres, log }: Stage,
): Promise<Finding[]> {
  const carrier = await startCarrier(folder);
  const databaseUrl = await postgres.database('slow');
  const engine = new EngineUnderFire(join(folder, 'slow-engine'), databaseUrl, log);
  try {
    await engine.start();
    await writeCatalogue(databaseUrl, carrier.url, PLAIN_LINK);
    const blast = new Blast(() => engine.door, load.people, 1, 1);
    blast.start();
    const doors = [`${engine.door.url}/carriers/carrier`];
    await carrier.begin({ ...load, seed, doors, doorKey: DOOR_KEY, moods: SLOW, keepsOn: false });
    const isSaid = await everythingSaid(carrier, load);
    await blast.finish(NO_PATIENCE_MS);
    await everythingHandled(databaseUrl, load);
    await blast.afterwards();
    if (!isSaid || !(await atRest(carrier, databaseUrl, load)))
      log('gave up: the slow carrier is still waiting');
    const report = await carrier.report();
    const sides = {
      carrier: report,
      stalledMs: report.stalledMs + engine.stalledMs,
      books: await readBooks(databaseUrl),
      blast: blast.report,
    };
    return tally({ ...sides, lastAt: load.linesEach - 1, away: [], frozen: [], deaths: engine.deaths });
  } finally {
    await engine.end();
    await carrier.stop();
  }
}
