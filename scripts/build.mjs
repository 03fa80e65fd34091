import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, withLock } from './lock.mjs';
import { isMain, say, stopWith } from './say.mjs';
import { sources } from './sources.mjs';

const dist = join(root, 'dist');
const DRAFT = '.parola-build-'; // a name that git, the linter and the formatter already pass over

/** Brings dist/ to the sources, when it is not. */
export async function ensureBuilt() {
  if (isUpToDate(contentHash())) return;
  await withLock(build, (pid) =>
    say(`Waiting for process ${pid ?? '?'}, which is installing or building here …`),
  );
}

function isUpToDate(hash) {
  const stamp = join(dist, '.stamp');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

function build() {
  const hash = contentHash();
  if (isUpToDate(hash)) return;
  say('Building …');
  removeLeftovers();
  const draft = join(root, `${DRAFT}${process.pid}`);
  const compiled = spawnSync(process.execPath, [join(root, 'scripts', 'compile.mjs'), draft], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (compiled.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    stopWith('The build did not succeed: see the compiler above.');
  }
  writeFileSync(join(draft, '.stamp'), hash);
  replaceDist(draft);
}

/** By renaming, so that nobody ever finds half a build; a running engine has read all it needs. */
function replaceDist(draft) {
  const old = join(root, `${DRAFT}${process.pid}-old`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(draft, dist);
  rmSync(old, { recursive: true, force: true });
}

/** Under the lock no other build is under way, so whatever lies here belonged to one that was killed. */
function removeLeftovers() {
  for (const name of readdirSync(root)) {
    if (name.startsWith(DRAFT)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function contentHash() {
  const hash = createHash('sha256');
  const how = [
    join(root, '.swcrc'),
    join(root, 'scripts', 'compile.mjs'),
    join(root, 'scripts', 'sources.mjs'),
  ];
  for (const path of [...how, ...sources()]) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

if (isMain(import.meta.url)) await ensureBuilt();
