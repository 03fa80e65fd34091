import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One share of a folder's suites, one after the other in one file of the runner's. Loading the engine takes longer than most suites do,
 * and the runner loads it anew for each file: together they load it once.
 */
export function runShare(folder: string, share: number, of: number): void {
  const suites = readdirSync(join(__dirname, '..', folder))
    .filter((name) => /\.(spec|story)\.ts$/.test(name))
    .sort();
  for (const name of suites.filter((_, at) => at % of === share - 1))
    describe(`${folder}/${name}`, () => {
      jest.requireActual(join(__dirname, '..', folder, name));
    });
}
