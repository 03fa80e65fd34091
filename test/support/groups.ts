import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/**
 * One share of a folder's suites, one after the other in one file of the runner's. Loading the engine takes longer than most suites do,
 * and the runner loads it anew for each file: together they load it once.
 */
export function runShare(folder: string, share: number, of: number): void {
  const suites = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(spec|story)\.ts$/.test(path))
    .sort();
  for (const path of suites.filter((_, at) => at % of === share - 1))
    describe(`${folder}/${path}`, () => {
      jest.requireActual(join(ROOT, folder, path));
    });
}
