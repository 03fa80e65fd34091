import { Global, Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Database } from './database.service';

/** Enough for the doors, the lane workers, a dispatcher per connector and the console at once. */
const POOL_SIZE = 24;
/** A door answers 503 within two seconds when the database hangs; nobody waits longer for a connection. */
const CONNECT_TIMEOUT_MS = 2_000;

@Global()
@Module({})
export class DatabaseModule {
  static at(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url,
          autoLoadEntities: true,
          synchronize: false,
          poolSize: POOL_SIZE,
          connectTimeoutMS: CONNECT_TIMEOUT_MS,
          applicationName: 'parola',
          retryAttempts: 3,
          retryDelay: 500,
        }),
      ],
      providers: [
        { provide: Database, useFactory: (source: DataSource) => new Database(source), inject: [getDataSourceToken()] },
      ],
      exports: [Database],
    };
  }
}
