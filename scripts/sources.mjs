import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lock.mjs';

const FOLDERS = ['src', 'migrations', 'test/bench', 'test/faults', 'test/support'];

/** Every file that is part of a running program, sorted; what only the test runner reads is not. */
export function sources() {
  return FOLDERS.flatMap((folder) => filesIn(join(root, folder))).sort();
}

function filesIn(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return []; // the production image leaves the tests out
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile() && !/\.(spec|story|d)\.ts$|^\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
