import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './lock.mjs';
import { stopWith } from './say.mjs';

const PARENT_EVERY_MS = 500;

/**
 * Installs and builds what is missing, then becomes the compiled program: same process, so that every signal, also
 * kill -9, means the program itself and never leaves it behind.
 */
export async function become(program, args) {
  await ensureInstalled();
  await ensureBuilt();
  const file = join(root, 'dist', program);
  if (!existsSync(file)) stopWith(`${program.replace(/\.js$/, '.ts')} is not part of this checkout.`);
  loadSettings();
  if (process.env.npm_lifecycle_event) followParent();
  process.argv = [process.execPath, file, ...args];
  Module.runMain();
}

/** Settings from .env in the clone; what the environment already says wins. Not before the install: packages run code. */
export function loadSettings() {
  const path = join(root, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}

/** npm that is killed outright passes nothing on: the program must not stay behind holding port and data. */
function followParent() {
  const family = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === family) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_EVERY_MS).unref();
}

/** Our parent, and its parent where that is only the shell npm put between us. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'latin1');
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(stat) ?? [];
    return /^(ba|da|a|z)?sh$/.test(name) ? `${process.ppid} ${parent}` : String(process.ppid);
  } catch {
    return String(process.ppid);
  }
}
