import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { Config } from './config';
import { CONFIG } from './config.token';
import { Clock } from './clock.service';
import { Database } from './database.service';
import { DatabaseModule } from './database.module';
import { DoorbellModule } from './doorbell.module';
import { ENGINE_URL, type EngineUrl } from './engine-url.token';
import { Identity, loadIdentity } from './identity.service';
import { loggingOptions } from './logging';
import { Metrics } from './metrics.service';
import { Presence } from './presence.service';

/** Everything the floors above stand on, in one process. */
export interface Ground {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly engineUrl: EngineUrl;
}

@Global()
@Module({})
export class PlatformModule {
  static on({ config, databaseUrl, clock, engineUrl }: Ground): DynamicModule {
    const database = new URL(databaseUrl).pathname.slice(1);
    return {
      module: PlatformModule,
      imports: [
        LoggerModule.forRoot(loggingOptions(config.logLevel)),
        DatabaseModule.at(databaseUrl, config.waits.connectionMs),
        DoorbellModule.with(config.redisUrl, database),
        TerminusModule.forRoot({ logger: false }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: ENGINE_URL, useValue: engineUrl },
        { provide: Identity, useFactory: (db: Database) => loadIdentity(db.sql), inject: [Database] },
        Metrics,
        Presence,
      ],
      exports: [CONFIG, Clock, ENGINE_URL, Identity, Metrics, Presence, TerminusModule],
    };
  }
}
