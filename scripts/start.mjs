// npm start: everything from an empty clone to a serving engine. --watch rebuilds and restarts on every change.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { become, loadSettings } from './become.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './lock.mjs';
import { say } from './say.mjs';

const MAIN = 'src/main.js';
const SETTLE_MS = 200; // editors save in several steps

if (process.argv.includes('--watch')) await startWatching();
else await become(MAIN, process.argv.slice(2));

async function startWatching() {
  await ensureInstalled();
  await ensureBuilt();
  loadSettings();
  const args = process.argv.slice(2).filter((arg) => arg !== '--watch');
  let engine = launch(args);
  let timer;
  const restart = async () => {
    say('Restarting …');
    await ended(engine);
    await ensureBuilt();
    engine = launch(args);
  };
  for (const folder of ['src', 'migrations'].map((name) => join(root, name)).filter(existsSync)) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(restart, SETTLE_MS);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => ended(engine).then(() => process.exit(0)));
  }
}

function launch(args) {
  return spawn(process.execPath, [join(root, 'dist', MAIN), ...args], { cwd: root, stdio: 'inherit' });
}

async function ended(engine) {
  if (engine.exitCode !== null || engine.signalCode !== null) return;
  engine.kill('SIGTERM');
  await new Promise((resolve) => engine.once('exit', resolve));
}
