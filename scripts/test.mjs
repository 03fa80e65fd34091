// npm test: everything, and the stories once more on Bull where there is a Redis. Arguments go to jest: npm test -- fold
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './lock.mjs';
import { startRedis } from './redis.mjs';
import { say } from './say.mjs';

const args = process.argv.slice(2);
await ensureInstalled();
await ensureBuilt(); // the faults run the built programs

const folder = mkdtempSync(join(tmpdir(), 'parola-results-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let jest; // whichever run is under way
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isInterrupted = true;
    jest?.kill(signal);
  });
}

// All of it: suites share what they load. Whoever names some runs each by itself.
const grouped = args.length === 0 ? { PAROLA_TEST_GROUPED: '1' } : {};
const runs = [await run('in process', args, grouped)];
const hasStories = args.every((arg) => arg.startsWith('-') || /stor(y|ies)/.test(arg));
if (hasStories) runs.push(await runOnBull());

const passed = runs.reduce((sum, each) => sum + each.passed, 0);
const failed = runs.reduce((sum, each) => sum + each.failed, 0);
console.log(`tests: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runOnBull() {
  const redis = await startRedis();
  if (!redis) {
    say('bull suite not run: no redis-server found');
    return { passed: 0, failed: process.env.PAROLA_REQUIRE_BULL === '1' ? 1 : 0 };
  }
  try {
    const filters = args.length > 0 ? args : ['test/grouped/stories'];
    return await run('on Bull', filters, { ...grouped, PAROLA_TEST_REDIS_URL: redis.url });
  } finally {
    redis.stop();
  }
}

/** One run of jest; its result file is the only thing believed. */
async function run(name, jestArgs, env) {
  say(`Running the tests ${name} …`);
  const results = join(folder, `${name.replace(/\W/g, '-')}.json`);
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  // Two at a time: most of a story is waiting for PostgreSQL.
  const ci = process.env.CI ? ['--ci', '--forceExit'] : [];
  const options = ['--json', `--outputFile=${results}`, '--maxWorkers=2', ...ci];
  jest = spawn(process.execPath, [program, ...options, ...jestArgs], {
    cwd: root,
    stdio: ['inherit', 'ignore', 'inherit'], // the same JSON would go to standard output
    env: { ...process.env, ...env },
  });
  const [code] = await once(jest, 'exit');
  if (isInterrupted) process.exit(130); // there is nothing to count
  return counted(results, code);
}

function counted(results, status) {
  if (!existsSync(results)) return { passed: 0, failed: 1 }; // jest itself did not get that far
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
}
