import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CarrierPlan, CarrierReport, Order, Progress } from './carrier';

/** The carrier's process, as the test speaks to it. */
export interface CarrierProcess {
  /** Where the engine's `http` connector posts. */
  readonly url: string;
  begin(plan: CarrierPlan): Promise<void>;
  enough(): Promise<void>;
  progress(): Promise<Progress>;
  report(): Promise<CarrierReport>;
  stop(): Promise<void>;
}

/** Starts it, compiled, as a process of its own. `folder` takes its report. */
export async function startCarrier(folder: string): Promise<CarrierProcess> {
  const child = fork(programFile(), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const path = join(folder, 'carrier.json');
  return {
    url,
    begin: async (plan) => void (await ask(child, { type: 'begin', plan })),
    enough: async () => void (await ask(child, { type: 'enough' })),
    progress: async () => (await ask(child, { type: 'progress' })) as Progress,
    report: async () => {
      await ask(child, { type: 'report', path });
      return JSON.parse(readFileSync(path, 'utf8')) as CarrierReport;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** One order at a time; its answer is the next message. */
async function ask(child: ChildProcess, order: Order): Promise<unknown> {
  child.send(order);
  const [{ answer }] = (await once(child, 'message')) as [{ answer?: unknown }];
  return answer;
}

/** Compiled, it stands beside this file; from the sources, in dist/. */
function programFile(): string {
  const places = [
    join(__dirname, 'carrier-process.js'),
    resolve(__dirname, '../../dist/test/faults/carrier-process.js'),
  ];
  const built = places.find((path) => existsSync(path));
  if (built === undefined)
    throw new Error('dist/test/faults/carrier-process.js is missing: run npm run build first.');
  return built;
}
