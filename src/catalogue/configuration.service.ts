import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '../platform/database.service';
import { Configuration } from './configuration';
import { currentVersion, loadConfiguration } from './configuration.store';

/** Old versions are read for replays only; a handful is enough. */
const REMEMBERED_VERSIONS = 4;

/** Holds the catalogue by version. A publish counts from its commit: whoever decides asks with its own transaction. */
@Injectable()
export class ConfigurationService {
  private current: Configuration | null = null;
  private loading: Promise<Configuration> | null = null;
  private readonly old = new Map<number, Configuration>();

  constructor(private readonly database: Database) {}

  /** The configuration in force as this transaction sees it, reloaded when its version moved. @param known the version, if the caller has read it */
  async inForce(sql: Sql, known?: number): Promise<Configuration> {
    const version = known ?? (await currentVersion(sql));
    if (this.current?.version === version) return this.current;
    return (this.current = new Configuration(await loadConfiguration(sql)));
  }

  /** Whatever was loaded last, without asking: for doors, which only need to know who knocks. */
  get latest(): Configuration | null {
    return this.current;
  }

  /** Outside a transaction; concurrent callers share one read. */
  async refresh(): Promise<Configuration> {
    this.loading ??= this.inForce(this.database.sql).finally(() => (this.loading = null));
    return this.loading;
  }

  /** The catalogue as it was when `version` was in force. */
  async at(version: number): Promise<Configuration> {
    if (this.current?.version === version) return this.current;
    const known = this.old.get(version);
    if (known) return known;
    const configuration = new Configuration(await loadConfiguration(this.database.sql, version));
    this.old.set(version, configuration);
    const [oldest] = this.old.keys();
    if (this.old.size > REMEMBERED_VERSIONS && oldest !== undefined) this.old.delete(oldest);
    return configuration;
  }
}
