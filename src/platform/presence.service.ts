import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from './database.service';
import { Rounds } from './rounds.service';

const COUNT_EVERY_MS = 1_000;
const NAME = 'parola-engine';

/** How many engine processes share this database: what a fair share of the lanes is. */
@Injectable()
export class Presence implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Presence');
  private count = 1;
  private readonly rounds = new Rounds(
    () => this.look(),
    (error) => this.logger.debug(error, 'could not count engines'),
    COUNT_EVERY_MS,
  );
  private leave: (() => void) | null = null;

  constructor(private readonly database: Database) {}

  get engines(): number {
    return Math.max(1, this.count);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.enter();
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    const over = this.rounds.stop();
    this.leave?.();
    await over;
  }

  /** One connection bears our name for as long as we live; PostgreSQL forgets it when we die. */
  private async enter(): Promise<void> {
    const client = await this.database.hot.pool.connect();
    client.once('error', () => this.leaveWith(client, true));
    await client.query(`set application_name to '${NAME}'`);
    this.leave = () => this.leaveWith(client, true);
  }

  private leaveWith(client: { release(destroy: boolean): void }, destroy: boolean): void {
    if (!this.leave) return;
    this.leave = null;
    client.release(destroy);
  }

  private async look(): Promise<void> {
    if (!this.leave) await this.enter();
    const [row] = await this.database.hot.sql.query<{ engines: number }>({
      text: 'select count(*)::int as engines from pg_stat_activity where datname = current_database() and application_name = $1',
      values: [NAME],
    });
    this.count = row?.engines ?? 1;
  }
}
