import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from './database.service';

/** Locks held for as long as this process lives: PostgreSQL lets go of them when the connection ends, whatever ended it. */
@Injectable()
export class SessionLocks implements OnApplicationShutdown {
  private client: Promise<PoolClient> | null = null;
  private held = new Set<string>();
  private asked: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** Whether the lock is ours, now or already. Rejects when the database is away. */
  own(space: number, key: number): Promise<boolean> {
    if (this.owns(space, key)) return Promise.resolve(true);
    // One question at a time: they share a connection.
    const answer = this.asked.then(() => this.ask(space, key));
    this.asked = answer.catch(() => undefined);
    return answer;
  }

  private async ask(space: number, key: number): Promise<boolean> {
    const name = `${space}:${key}`;
    if (this.held.has(name)) return true;
    const client = await (this.client ??= this.connect());
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
      space,
      key,
    ]);
    if (rows[0]?.mine) this.held.add(name);
    return rows[0]?.mine ?? false;
  }

  owns(space: number, key: number): boolean {
    return this.held.has(`${space}:${key}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.let();
  }

  /** Lets go of everything, so that another process need not wait for this one's end. */
  async let(): Promise<void> {
    const client = await this.client?.catch(() => null);
    this.forget();
    client?.release(true);
  }

  private async connect(): Promise<PoolClient> {
    try {
      const client = await this.database.hot.pool.connect();
      client.once('error', () => {
        if (this.client === null) return; // let go of already
        this.forget();
        client.release(true);
      });
      return client;
    } catch (error) {
      this.client = null;
      throw error;
    }
  }

  private forget(): void {
    this.client = null;
    this.held = new Set();
  }
}
