import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, withLock } from './lock.mjs';
import { isMain, say, stopWith } from './say.mjs';

const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const stampFile = join(modules, '.parola-install');

/** Brings node_modules to what package-lock.json asks for, when it is not. */
export async function ensureInstalled() {
  checkNode();
  if (reasonToInstall() === undefined) return;
  await withLock(
    () => {
      const reason = reasonToInstall();
      if (reason !== undefined) install(reason);
    },
    (pid) => say(`Waiting for process ${pid ?? '?'}, which is installing or building here …`),
  );
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stopWith(`Parola needs Node 20.19 or newer, and this is ${process.versions.node}.`);
}

/** One clause for the newcomer, or undefined when everything is there. */
function reasonToInstall() {
  if (!existsSync(modules)) return 'first start, about a minute';
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()) return undefined;
  if (!existsSync(stampFile) && isWhatTheLockFileSays()) {
    writeFileSync(stampFile, stamp()); // somebody ran npm by hand
    return undefined;
  }
  return 'what is installed is not what package-lock.json asks for, or was for another Node';
}

function stamp() {
  const lock = existsSync(lockFile) ? readFileSync(lockFile) : readFileSync(join(root, 'package.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} node-${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

/** npm leaves a record of what it put there, written last. */
function isWhatTheLockFileSays() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record) || !existsSync(lockFile)) return false;
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).filter(([path]) => path);
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  return wanted.every(([path, { version, optional, devOptional, extraneous }]) => {
    if (found[path] === undefined) return Boolean(optional || devOptional || extraneous);
    return found[path].version === version && existsSync(join(root, path));
  });
}

function install(reason) {
  say(`Installing (${reason}) …`);
  const outcome = existsSync(lockFile) ? installLocked() : runNpm('install');
  if (outcome.status !== 0) {
    say(outcome.said);
    stopWith('npm could not install what Parola needs: the reason stands above, in its own words.');
  }
  writeFileSync(stampFile, stamp());
}

/**
 * npm ci refuses a lock file that lacks packages for other platforms, and npm itself leaves them out of one it writes
 * where it cannot find them. npm install then installs the same locked versions; the lock file stays as it is.
 */
function installLocked() {
  const exact = runNpm('ci');
  return exact.said.includes('EUSAGE') ? runNpm('install', '--no-save') : exact;
}

/** Using the npm that started us, when one did. */
function runNpm(...verb) {
  // NODE_ENV=production would leave out what builds Parola, and a global omit=optional its PostgreSQL.
  const args = [
    ...verb,
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const options = {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  };
  const npm = process.env.npm_execpath ?? '';
  const ran = basename(npm).startsWith('npm-cli')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return {
    status: ran.status,
    said: `${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error?.message ?? ''}`.trim(),
  };
}

if (isMain(import.meta.url)) await ensureInstalled();
