import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import { CamaraController } from '../../../src/connectors/simulator/camara/camara.controller';
import { SimulatedNetwork } from '../../../src/connectors/simulator/network.service';
import { SimulatedOperator } from '../../../src/connectors/simulator/operator.service';
import { ProblemFilter } from '../../../src/platform/problem.filter';
import { validationPipe } from '../../../src/platform/validation.pipe';
import { anEar } from '../carriers/connector-peers';

/** The simulated operator behind an address of its own. */
export async function startCamaraServer(network: SimulatedNetwork, operator: SimulatedOperator) {
  const detach = network.attach(1, anEar());
  const providers = [
    { provide: SimulatedNetwork, useValue: network },
    { provide: SimulatedOperator, useValue: operator },
  ];
  const module = await Test.createTestingModule({ controllers: [CamaraController], providers }).compile();
  const app = module.createNestApplication({ logger: false });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  (app.getHttpServer() as Server).keepAliveTimeout = 0;
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/simulator/camara`,
    close: async (): Promise<void> => {
      (app.getHttpServer() as Server).closeAllConnections();
      await app.close();
      await detach();
    },
  };
}

/** Something that answers every request as it is told, and keeps what it was asked. */
export async function startStubServer(
  answer: (request: { method: string; path: string; body: string }) => {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) {
  const asked: { method: string; path: string; body: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString('utf8'),
      };
      asked.push({ ...call, authorization: request.headers.authorization });
      const { status, body, headers } = answer(call);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
