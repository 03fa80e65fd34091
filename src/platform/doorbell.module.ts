import { BullModule, getQueueToken } from '@nestjs/bull';
import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bull';
import Redis from 'ioredis';
import { BullDoorbell } from './bull-doorbell.service';
import { BELLS, Doorbell, type Bell } from './doorbell';
import { InProcessDoorbell } from './in-process-doorbell.service';

/** Who rings fails fast when Redis is away: a ring may be lost, an acknowledgement may not wait. */
const RINGS = { maxRetriesPerRequest: 1, enableOfflineQueue: false };
/** Who listens waits for Redis to come back: Bull itself asks for these two. */
const LISTENS = { maxRetriesPerRequest: null, enableReadyCheck: false };

/** A goodbye would queue behind the wait for the next ring, half a second of every shutdown: it hangs up instead. */
class Listener extends Redis {
  override quit(): Promise<'OK'> {
    this.disconnect();
    return Promise.resolve('OK');
  }
}

/** The doorbell: Bull on Redis where there is a Redis, in process where there is none. */
@Global()
@Module({})
export class DoorbellModule implements OnApplicationShutdown {
  constructor(private readonly doorbell: Doorbell) {}

  /** @param prefix keeps engines that share a Redis apart: one per database. */
  static with(redisUrl: string | undefined, prefix: string): DynamicModule {
    if (redisUrl === undefined) {
      return {
        module: DoorbellModule,
        providers: [{ provide: Doorbell, useClass: InProcessDoorbell }],
        exports: [Doorbell],
      };
    }
    // Bull leaves the connections it did not make itself open when it closes.
    const connections: Redis[] = [];
    const opened = (connection: Redis): Redis => {
      connection.on('error', () => undefined); // away for a while: /health/ready says so
      connections.push(connection.setMaxListeners(0));
      return connection;
    };
    // As Bull's manual has it (reusing connections): only who waits for a ring needs a connection of its own.
    const [ringing, subscribed] = [opened(new Redis(redisUrl, RINGS)), opened(new Redis(redisUrl, LISTENS))];
    const createClient = (type: 'client' | 'subscriber' | 'bclient'): Redis => {
      if (type === 'client') return ringing;
      return type === 'subscriber' ? subscribed : opened(new Listener(redisUrl, LISTENS));
    };
    return {
      module: DoorbellModule,
      imports: [
        BullModule.forRoot({ createClient, prefix: `parola:${prefix}` }),
        BullModule.registerQueue(...BELLS.map((name) => ({ name }))),
      ],
      providers: [
        {
          provide: Doorbell,
          useFactory: (...queues: readonly Queue[]) =>
            new BullDoorbell(
              Object.fromEntries(BELLS.map((bell, at) => [bell, queues[at]])) as Record<Bell, Queue>,
              connections,
            ),
          inject: BELLS.map((name) => getQueueToken(name)),
        },
      ],
      exports: [Doorbell],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.doorbell.close();
  }
}
