import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LONG_CHARGING, SHORT_CHARGING, type ChargingPlan } from './charging-plan';
import { runCharging } from './charging-run.service';
import { runFaults, type Stage } from './fault-run.service';
import { runPair } from './pair-run.service';
import { LONG, SHORT, type Plan } from './plan';
import { PostgresUnderTest } from './postgres-under-test.service';
import { startRedis } from './redis.service';
import { runSlow } from './slow-run.service';
import { tableOf } from './table';
import { tally, type Evidence, type Finding } from './tally';

/** `npm run faults [-- --seed 7] [-- --short] [-- --charging]`: exit code 1 when a promise was broken. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    // `--charging`: only what is killed while it charges.
    options: { seed: { type: 'string' }, short: { type: 'boolean' }, charging: { type: 'boolean' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const plan = values.short ? SHORT : LONG;
  const began = Date.now();
  const log = (line: string): void =>
    console.log(`${((Date.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
  log(`faults, ${plan.name} form; again with --seed ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'parola-faults-'));
  try {
    const findings = await onPostgres(folder, async (postgres) => [
      ...(values.charging ? [] : await runAll(plan, seed, { folder, postgres, log })),
      ...(await killWhileCharging(plan === SHORT ? SHORT_CHARGING : LONG_CHARGING, seed, {
        folder,
        postgres,
        log,
      })),
    ]);
    if (findings.some(({ isRight }) => !isRight)) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function onPostgres(
  folder: string,
  work: (postgres: PostgresUnderTest) => Promise<Finding[]>,
): Promise<Finding[]> {
  const postgres = await PostgresUnderTest.start(join(folder, 'postgres'));
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}

async function runAll(plan: Plan, seed: number, stage: Stage): Promise<Finding[]> {
  const { folder, log } = stage;
  const evidence = await runFaults(plan, seed, stage);
  const alone = tally(evidence);
  console.log(
    tableOf(`${plan.kills} kills, ${plan.stops.length} stops, ${plan.freezes} hangs; seed ${seed}`, alone),
  );
  console.log(countsOf(evidence));
  const redis = await startRedis(folder);
  if (!redis) log('two engines on one Redis were not tried: there is no redis-server on this machine');
  const pair = redis ? await runPair(plan.pair, seed, redis.url, stage) : [];
  if (redis) console.log(tableOf(`two engines, one killed; seed ${seed}`, pair));
  await redis?.stop();
  const slow = await runSlow(plan.slow, seed, stage);
  console.log(tableOf(`a slow carrier, and STOPs while a promotion is on its way; seed ${seed}`, slow));
  return [...alone, ...pair, ...slow];
}

async function killWhileCharging(plan: ChargingPlan, seed: number, stage: Stage): Promise<Finding[]> {
  const findings = await runCharging(plan, seed, stage);
  console.log(tableOf(`${plan.kills} kills while renewals are charged; seed ${seed}`, findings));
  return findings;
}

/** What the run was like, beside what came of it. */
function countsOf({
  blast,
  carrier: { deliveries, cutAfter, cutBefore, hung, receptions },
}: Evidence): string {
  const seen = receptions.reduce((sum, reception) => sum + reception.seen, 0);
  const throttled = receptions.reduce((sum, reception) => sum + reception.throttled, 0);
  return JSON.stringify({ deliveries, seen, throttled, cutAfter, cutBefore, hung, blast });
}

// Leaving through exit ends what we started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});
