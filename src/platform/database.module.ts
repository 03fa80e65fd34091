import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { WAITS } from './config';
import { Database } from './database.service';

/** The management API's connections. */
const CONSOLE_POOL = 10;
/** Enough for two doors' writers, the lane workers, two windows per connector, their locks and the sweeps at once. */
const HOT_POOL = 24;
/** See {@link Database}: index look-ups by key whatever the statistics say, planned once per connection; none of them takes long. */
const HOT_OPTIONS =
  '-c enable_seqscan=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan -c statement_timeout=30s';

const HOT = Symbol('HOT');

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(HOT) private readonly hotSource: DataSource) {}

  /** @param connectionMs nobody waits longer for a connection: a door answers 503 within two seconds when the database hangs. */
  static at(url: string, connectionMs = WAITS.connectionMs): DynamicModule {
    const connection = {
      type: 'postgres' as const,
      url,
      connectTimeoutMS: connectionMs,
      applicationName: 'parola',
    };
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          ...connection,
          autoLoadEntities: true,
          synchronize: false,
          poolSize: CONSOLE_POOL,
          retryAttempts: 3,
          retryDelay: 500,
        }),
      ],
      providers: [
        {
          provide: HOT,
          useFactory: () =>
            new DataSource({
              ...connection,
              poolSize: HOT_POOL,
              extra: { options: HOT_OPTIONS, keepAlive: true },
            }).initialize(),
        },
        {
          provide: Database,
          useFactory: (source: DataSource, hot: DataSource) => new Database(source, hot),
          inject: [getDataSourceToken(), HOT],
        },
      ],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.hotSource.isInitialized) await this.hotSource.destroy();
  }
}
