import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepStarting, type EngineProcess } from '../support/engine-process';
import { readBooks } from './books.store';
import { ROUGH } from './carrier';
import { startCarrier } from './carrier.client';
import { DOOR_KEY, writeCatalogue } from './catalogue.store';
import type { Stage } from './fault-run.service';
import type { PairPlan } from './plan';
import { atRest, everythingSaid } from './rest.service';
import { some, tally, undelivered, type Finding } from './tally';

/** Two engines on one PostgreSQL and one Redis: they share the load, and when one is killed the other has all of it. */
export async function runPair(
  plan: PairPlan,
  seed: number,
  redisUrl: string,
  stage: Stage,
): Promise<Finding[]> {
  const databaseUrl = await stage.postgres.database('pair');
  const carrier = await startCarrier(stage.folder);
  const engines: EngineProcess[] = [];
  try {
    // Together, as an orchestrator would: they migrate one after the other.
    engines.push(
      ...(await Promise.all(
        ['first', 'second'].map((name) =>
          keepStarting({
            dataDir: join(stage.folder, name),
            databaseUrl,
            env: { REDIS_URL: redisUrl, ADMIN_API_KEY: ADMIN_KEY },
          }),
        ),
      )),
    );
    await writeCatalogue(databaseUrl, carrier.url);
    const doors = engines.map(({ url }) => `${url}/carriers/carrier`);
    await carrier.begin({ ...plan, seed, doors, doorKey: DOOR_KEY, moods: ROUGH, keepsOn: false });
    await sleep(plan.togetherMs);
    const handled = await whenBothWork(engines);
    await engines[0]?.kill('SIGKILL');
    const alone = await handledBy(engines[1]);
    const isAtRest = (await everythingSaid(carrier, plan)) && (await atRest(carrier, databaseUrl, plan));
    if (!isAtRest) stage.log('gave up: the second engine does not finish the work');
    const aloneAfter = await handledBy(engines[1]);
    const books = await readBooks(databaseUrl);
    undelivered(books).forEach(stage.log);
    const evidence = { carrier: await carrier.report(), books, blast: null, stalledMs: 0 };
    return [
      some('texts handled by the first engine, of two', handled[0] ?? 0),
      some('texts handled by the second', handled[1] ?? 0),
      some('texts handled by the second after the first was killed', aloneAfter - alone),
      ...tally({ ...evidence, lastAt: plan.linesEach - 1, away: [], frozen: [], deaths: 0 }),
    ];
  } finally {
    await Promise.all(engines.map((engine) => engine.kill('SIGTERM')));
    await carrier.stop();
  }
}

/** One key for both: they are one engine to their administrator. */
const ADMIN_KEY = 'pk_the-administrator-of-two-engines';

/** A busy machine may take longer than the plan to bring work to both. */
async function whenBothWork(engines: readonly EngineProcess[]): Promise<number[]> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    const handled = await Promise.all(engines.map(handledBy));
    if (handled.every((texts) => texts > 0) || Date.now() > giveUpAt) return handled;
  }
}

const PATIENCE_MS = 120_000;
const POLL_MS = 100;

async function handledBy(engine: EngineProcess | undefined): Promise<number> {
  const metrics = await (await fetch(`${engine?.url}/metrics`, { headers: { connection: 'close' } })).text();
  return Number(/^parola_texts_handled_total (\d+)/m.exec(metrics)?.[1] ?? 0);
}
