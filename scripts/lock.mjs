import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The clone's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

const folder = join(root, '.parola-lock');
const note = join(folder, 'owner');
const POLL_MS = 200;
const NAMELESS_MS = 10_000; // between making the folder and signing it lie microseconds, not seconds

/**
 * Runs `work` while no other command in this clone installs or builds. The lock of a dead process is taken over;
 * `onWait` is called once, with the pid that has it.
 */
export async function withLock(work, onWait) {
  await take(onWait);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

async function take(onWait) {
  let hasSaid = false;
  for (;;) {
    if (claim()) return;
    const holder = holderOf();
    if (holder.isStale) {
      clear(holder.signed);
      continue;
    }
    if (!hasSaid) onWait(holder.pid);
    hasSaid = true;
    await sleep(POLL_MS);
  }
}

function claim() {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Error(`${root} cannot be written to, and npm start installs and builds there.`, {
      cause: error,
    });
  }
  writeFileSync(note, signature(process.pid));
  return true;
}

function holderOf() {
  try {
    const signed = readFileSync(note, 'utf8');
    const pid = Number(signed.split(' ')[0]);
    return { signed, pid, isStale: signature(pid) !== signed };
  } catch {
    const age = existsSync(folder) ? Date.now() - statSync(folder).mtimeMs : 0;
    return { signed: '', pid: undefined, isStale: age > NAMELESS_MS };
  }
}

/** Only whoever moves the folder away may delete it, and only if it is still the one that was judged. */
function clear(judged) {
  const aside = `${folder}-${randomUUID()}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  const signed = existsSync(join(aside, 'owner')) ? readFileSync(join(aside, 'owner'), 'utf8') : '';
  if (signed === judged) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
}

/** A pid is given out again; with its start time it is not. Empty when nobody has that pid. */
function signature(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : `${pid} ${fields[19]}`;
  } catch {
    if (existsSync('/proc/self/stat')) return '';
  }
  try {
    process.kill(pid, 0);
    return `${pid} alive`;
  } catch (error) {
    return error.code === 'EPERM' ? `${pid} alive` : '';
  }
}
