import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { AccessService } from './access/access.service';
import { AppModule } from './app.module';
import { PRODUCTION_KINDS, type AnyKind } from './campaigns/kinds';
import { DemoCatalogue } from './demo/demo.service';
import { CarriersDoor } from './messages/carriers-door.service';
import { Connectors } from './messages/connectors.service';
import { holdToTime, type ArrivalLimits } from './platform/arrivals.service';
import { describeApi } from './platform/openapi.service';
import type { Ground } from './platform/platform.module';
import { ProblemFilter } from './platform/problem.filter';
import { validationPipe } from './platform/validation.pipe';

/** The largest body of the management API; CSV imports have their own limit. */
const API_BODY = '1mb';

export interface Booting extends Ground {
  readonly kinds?: readonly AnyKind[];
  readonly administratorKey: string;
  readonly loadDemo: boolean;
  /** How long requests and files may take to arrive; the usual unless a test wants less. */
  readonly arrivals?: ArrivalLimits;
}

/** A process of Parola, listening. */
export interface Parola {
  readonly app: INestApplication;
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Builds the application for the configured roles, loads the demo where it is asked for, and listens. */
export async function boot(booting: Booting): Promise<Parola> {
  const { config, engineUrl } = booting;
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(booting, booting.kinds ?? PRODUCTION_KINDS),
    {
      // What Nest finds on its way is of no use to whoever starts the engine.
      logger: ['warn', 'error'],
      bodyParser: false,
    },
  );
  app.use(helmet());
  app.useBodyParser('json', { limit: API_BODY });
  app.set('trust proxy', config.trustProxy.length > 0 ? [...config.trustProxy] : false);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  if (config.roles.includes('console')) describeApi(app);
  await app.init();
  app.useLogger(app.get(Logger));
  if (config.roles.includes('console')) {
    await app.get(AccessService).ensureAdministrator(booting.administratorKey);
    if (booting.loadDemo) await app.get(DemoCatalogue).load();
  }
  await app.get(Connectors).refresh(); // whoever knocks first is already known
  openDoor(app, config.roles.includes('ingress'));
  const server = app.getHttpServer() as Server;
  holdToTime(server, booting.arrivals);
  const host = config.host ?? (booting.loadDemo ? '127.0.0.1' : '0.0.0.0');
  await app.listen(config.port, host);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  engineUrl.value = config.publicUrl ?? url;
  return { app, url, port, close: () => app.close() };
}

/** Carriers are answered before Nest hears of them: a tenth of the time, and nothing they need is missed. */
function openDoor(app: INestApplication, isIngress: boolean): void {
  const server = app.getHttpServer() as Server;
  const door = app.get(CarriersDoor);
  const others = server.listeners('request') as ((...args: unknown[]) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isIngress && CarriersDoor.isFor(request.url)) void door.handle(request, response);
    else for (const listener of others) listener.call(server, request, response);
  });
}
