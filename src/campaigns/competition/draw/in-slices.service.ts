import { setImmediate as letOthers } from 'node:timers/promises';
import type { Slices } from './slices';

/** Does long work beside everything else this process has to do: after every slice whatever waits has its turn. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await letOthers();
  }
}
