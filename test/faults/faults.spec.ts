import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHORT_CHARGING } from './charging-plan';
import { runCharging } from './charging-run.service';
import { runFaults } from './fault-run.service';
import { runPair } from './pair-run.service';
import { SHORT } from './plan';
import { PostgresUnderTest } from './postgres-under-test.service';
import { startRedis } from './redis.service';
import { runSlow } from './slow-run.service';
import { tableOf } from './table';
import { tally, type Finding } from './tally';

/** Each takes seconds on a quiet machine; beside other suites it may take longer. */
const PATIENCE_MS = 600_000;

const seed = Number(process.env['PAROLA_FAULTS_SEED'] ?? Date.now() % 1_000_000);
let folder: string;
let postgres: PostgresUnderTest;
let lines: string[];
const log = (line: string): void => void lines.push(line);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parola-faults-'));
  postgres = await PostgresUnderTest.start(join(folder, 'postgres'));
}, PATIENCE_MS);

beforeEach(() => {
  lines = [`again with PAROLA_FAULTS_SEED=${seed}`];
});

afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What broke stands first, where no log cuts it off, and then among all that was counted. */
function expectKept(title: string, findings: readonly Finding[]): void {
  const table = tableOf(title, findings);
  const broken = findings.filter(({ isRight }) => !isRight).map(({ what }) => what);
  if (broken.length > 0) throw new Error([`broken: ${broken.join('; ')}`, ...lines, table].join('\n'));
  process.stderr.write(`${table}\n`);
}

test(
  'whatever is killed, no text is lost, no answer is sent twice, and nobody hears from us after STOP',
  async () => {
    const evidence = await runFaults(SHORT, seed, { folder, postgres, log });
    expectKept(
      `${SHORT.kills} kills, ${SHORT.stops.length} stop, ${SHORT.freezes} hang; seed ${seed}`,
      tally(evidence),
    );
    expect([evidence.away.length, evidence.frozen.length]).toEqual([SHORT.stops.length, SHORT.freezes]);
  },
  PATIENCE_MS,
);

test(
  'OPS-01 two engines on one PostgreSQL and one Redis share the load, and one of them suffices',
  async () => {
    const redis = await startRedis(folder);
    if (!redis)
      return void process.stderr.write(
        'two engines were not tried: there is no redis-server on this machine\n',
      );
    const findings = await runPair(SHORT.pair, seed, redis.url, { folder, postgres, log }).finally(() =>
      redis.stop(),
    );
    expectKept(`two engines, one killed; seed ${seed}`, findings);
    expect(findings.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test(
  'OPT-04 a STOP counts within the second, however slowly the carrier takes what is on its way',
  async () => {
    const findings = await runSlow(SHORT.slow, seed, { folder, postgres, log });
    expectKept(`a slow carrier, and STOPs while a promotion is on its way; seed ${seed}`, findings);
    expect(findings.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test(
  'BIL-02 killed at any point of a charge: one payment a period, and both books agree to the unit',
  async () => {
    const findings = await runCharging(SHORT_CHARGING, seed, { folder, postgres, log });
    expectKept(`${SHORT_CHARGING.kills} kills while renewals are charged; seed ${seed}`, findings);
    expect(findings.length).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
