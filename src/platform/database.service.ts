import { Injectable } from '@nestjs/common';
import { Pool, types, type PoolClient, type QueryResultRow } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

// Counts and ids stay below 2^53 for a few thousand years at our rates, and a plain number is what JSON and Map keys want.
types.setTypeParser(types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
});
types.setTypeParser(types.builtins.DATE, (text) => text);

/** Both faces of one transaction, on one connection: SQL for the hot path, TypeORM for the console. */
export interface Tx {
  readonly sql: Sql;
  readonly manager: EntityManager;
}

/** A statement with a name is prepared once per connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Sql {
  query<R extends QueryResultRow>(statement: Statement): Promise<R[]>;
  run(statement: Statement): Promise<number>;
}

/** Deadlock and serialisation failure: nothing was done, the same work may be done again. */
const RETRIED = new Set(['40P01', '40001']);
const MAX_TRIES = 5;

/**
 * The one way to PostgreSQL: a pool for the console, and a `hot` one for the doors, the lanes and the dispatchers. The hot pool's
 * statements all find a handful of keys by index in tables that are empty one moment and full the next, so its connections are
 * told not to plan for the emptiness they may happen to see.
 */
@Injectable()
export class Database {
  readonly hot: Database;

  /** TypeORM's own pool: both faces draw from one set of connections. */
  readonly pool: Pool;

  constructor(
    readonly dataSource: DataSource,
    hotSource?: DataSource,
  ) {
    this.hot = hotSource ? new Database(hotSource) : this;
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
    // Without a listener an idle connection that PostgreSQL closes (57P01) would end the process.
    this.pool.on('error', () => undefined);
    // Nor may one that somebody holds: whoever uses it next hears of it.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** All of it or nothing; a deadlock is retried as a whole. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (tries >= MAX_TRIES || !RETRIED.has(codeOf(error))) throw error;
      }
    }
  }

  /** Statements that stand alone. */
  get sql(): Sql {
    return {
      query: async <R extends QueryResultRow>(statement: Statement) =>
        (await this.pool.query<R>(toPg(statement))).rows,
      run: async (statement) => (await this.pool.query(toPg(statement))).rowCount ?? 0,
    };
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await runner.startTransaction();
      const result = await work({ sql: sqlOn(client), manager: runner.manager });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // A connection that broke cannot roll back, and need not: the server did.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

export function sqlOn(client: PoolClient): Sql {
  return {
    query: async <R extends QueryResultRow>(statement: Statement) =>
      (await client.query<R>(toPg(statement))).rows,
    run: async (statement) => (await client.query(toPg(statement))).rowCount ?? 0,
  };
}

function toPg({ name, text, values = [] }: Statement) {
  return name === undefined ? { text, values: [...values] } : { name, text, values: values as unknown[] };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
