import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Crowd, Mix } from './population';

/** How texts are offered. Closed: each connection posts again once it is answered. Open: so many a second, come what may. */
export type Shape =
  | { readonly type: 'closed'; readonly connections: number; readonly textsPerRequest: number }
  | { readonly type: 'open'; readonly connections: number; readonly perSecond: number };

/** (a): a carrier that posts each text by itself. */
export const ONE_BY_ONE: Shape = { type: 'closed', connections: 64, textsPerRequest: 1 };
/** (b): a carrier that posts arrays. */
export const ARRAYS: Shape = { type: 'closed', connections: 16, textsPerRequest: 100 };
/** 1,000 texts a second, one per request. */
export const OFFERED: Shape = { type: 'open', connections: 64, perSecond: 1_000 };

export interface Load {
  readonly url: string;
  readonly key: string;
  readonly shape: Shape;
  readonly seconds: number;
  readonly mix: Mix;
  readonly crowd: Crowd;
  /** Begins every id of the load, so that no text of the bench is a duplicate of another. */
  readonly name: string;
  /** Texts that earlier loads may have posted. */
  readonly before: number;
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

export interface LoadResult {
  /** The first POST and the last answer, ms since 1970. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly posted: number;
  readonly acknowledged: number;
  /** Texts that were not, by status or by what broke. */
  readonly refused: Readonly<Record<string, number>>;
  /** From when a request should have been posted to its answer. */
  readonly acknowledgedMs: Percentiles;
  readonly cpuSeconds: number;
}

/** Runs one load from a process of its own. */
export function runLoad(load: Load): Promise<LoadResult> {
  const child = fork(join(__dirname, 'generator.js'), { serialization: 'advanced' });
  const stop = (): boolean => child.kill('SIGKILL');
  process.once('exit', stop);
  return new Promise<LoadResult>((resolve, reject) => {
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The generator ended (${code}) before it had an answer.`)));
    child.send(load);
  }).finally(() => process.removeListener('exit', stop));
}
