import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { isDatabaseAway } from '../../platform/problem.filter';
import { sqlStateOf } from '../../platform/sql-state';
import { delayOf, type Faults, type Random } from './faults';
import type { SimulatedNetwork } from './network.service';
import type { OperatorStore } from './operator.store';

/** A connection to the operator in its present mood. */
export interface Line {
  readonly faults: Faults;
  readonly client: PoolClient;
}

/** What came of one request: done, or nobody can tell. */
export type Done<V> = { readonly type: 'done'; readonly value: V } | { readonly type: 'silent' };

/** Connections to the simulated operator, each good for one request. */
export class OperatorLines {
  constructor(
    private readonly store: OperatorStore,
    private readonly network: SimulatedNetwork,
    private readonly random: Random,
  ) {}

  /** Undefined when the operator cannot be reached: nothing has been asked of it. */
  async pickUp(): Promise<Line | undefined> {
    try {
      const faults = await this.network.currentFaults();
      const delayMs = delayOf(faults, this.random);
      if (delayMs > 0) await pause(delayMs);
      return { faults, client: await this.store.reach() };
    } catch (error) {
      if (isDatabaseAway(error)) return undefined;
      throw error;
    }
  }

  /** One transaction of the operator's own, and the end of the line. Once it has begun, only its commit tells what happened. */
  async work<V>({ client }: Line, act: () => Promise<V>): Promise<Done<V>> {
    let broken: unknown;
    try {
      await client.query('begin');
      const value = await act();
      await client.query('commit');
      return { type: 'done', value };
    } catch (error) {
      broken = error;
      if (isDatabaseAway(error) || isUndone(error)) return { type: 'silent' };
      throw error;
    } finally {
      // The server takes back what this connection had begun when the connection goes.
      client.release(broken !== undefined);
    }
  }
}

/** A deadlock or a serialisation failure: whoever asked hears nothing, as of any computer that restarts. */
const isUndone = (error: unknown): boolean => sqlStateOf(error).startsWith('40');
