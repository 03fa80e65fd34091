import { fork } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nextName, type Bench } from './figures';
import { runLoad, type Percentiles, type Shape } from './load';
import { percentilesOf } from './percentiles';
import { connectTo, type Place } from './place';
import { CONNECTOR } from './population';
import { CONNECTOR_KEY } from './seed';

/** Acknowledged texts a second of a bare door in a process of its own. */
export async function measureDoor({ place, crowd }: Bench, shape: Shape, seconds: number): Promise<number> {
  const databaseUrl = await place.fresh('bench_door');
  await place.sql.query('checkpoint');
  const child = fork(join(__dirname, 'door.js'));
  const stop = (): boolean => child.kill('SIGKILL');
  process.once('exit', stop);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (told) => resolve(Number(told)));
      child.once('exit', () => reject(new Error('The door did not open.')));
      child.send(databaseUrl);
    });
    const url = `http://127.0.0.1:${port}/carriers/${CONNECTOR}/mo`;
    const load = await runLoad({
      url,
      key: CONNECTOR_KEY,
      shape,
      seconds,
      mix: 'reply',
      crowd,
      name: nextName(),
      before: 0,
    });
    return (load.acknowledged * 1_000) / (load.untilMs - load.fromMs);
  } finally {
    process.removeListener('exit', stop);
    child.kill();
  }
}

/** One row, one commit, one after the other: what the disk alone makes everybody wait. */
export async function measureCommit(place: Place, seconds: number): Promise<Percentiles> {
  const sql = await connectTo(await place.fresh('bench_commit'));
  try {
    await sql.query('create table bare (id bigint primary key)');
    const latenciesMs: number[] = [];
    const untilMs = performance.now() + seconds * 1_000;
    for (let id = 0; performance.now() < untilMs; id++) {
      const startMs = performance.now();
      await sql.query({ name: 'bare', text: 'insert into bare (id) values ($1)', values: [id] });
      latenciesMs.push(performance.now() - startMs);
    }
    return percentilesOf(latenciesMs);
  } finally {
    await sql.end();
  }
}
