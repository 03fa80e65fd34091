import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a brand's server got it. */
export interface ToldRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

type Temper<M> = M | ((request: ToldRequest) => M);

/** A server on this machine that keeps what it is sent, and treats it as the test has it; a manner of 'hangs' is never answered. */
export async function startServer<M>(
  path: string,
  first: Temper<M>,
  respond: (manner: Exclude<M, 'hangs'>, response: ServerResponse) => void,
) {
  const requests: ToldRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  let ended = 0;
  let temper = first;
  const server = createServer((request, response) => {
    open++;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open--;
      ended++;
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const told = { headers: request.headers, body, event: JSON.parse(body) as ToldRequest['event'] };
      requests.push(told);
      const manner = typeof temper === 'function' ? (temper as (request: ToldRequest) => M)(told) : temper;
      if (manner !== 'hangs') respond(manner as Exclude<M, 'hangs'>, response);
    });
  });
  const listen = (on: number): Promise<void> =>
    new Promise((resolve) => server.listen(on, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    requests: (): readonly ToldRequest[] => requests,
    open: (): number => open,
    mostOpen: (): number => mostOpen,
    /** Requests that are over, whoever ended them. */
    ended: (): number => ended,
    behaves: (how: Temper<M>): void => {
      temper = how;
    },
    /** Nobody listens any more; up again, it is where it was. */
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    comesUp: () => listen(port),
  };
}

/** What the server does with a request: answers with a status, or never answers. */
export type Manner = number | 'hangs';

/** A brand's server that is told what happens. */
export async function startBrandServer() {
  const { requests, ...server } = await startServer<Manner>('/events', 200, (status, response) =>
    response.writeHead(status, { location: 'http://127.0.0.1/elsewhere' }).end('thank you'),
  );
  return { ...server, told: requests };
}

export type BrandServer = Awaited<ReturnType<typeof startBrandServer>>;
