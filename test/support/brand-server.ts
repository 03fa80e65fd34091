import { createServer, type IncomingHttpHeaders } from 'node:http';
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

/** What the server does with a request: answers with a status, or never answers. */
export type Manner = number | 'hangs';

/** A brand's server on this machine, with a temper that the test chooses. */
export async function startBrandServer() {
  const told: ToldRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  let manner: (request: ToldRequest) => Manner = () => 200;
  const server = createServer((request, response) => {
    open++;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => open--);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const entry = { headers: request.headers, body, event: JSON.parse(body) as ToldRequest['event'] };
      told.push(entry);
      const answer = manner(entry);
      if (answer === 'hangs') return;
      response.writeHead(answer, { location: 'http://127.0.0.1/elsewhere' }).end('thank you');
    });
  });
  const listen = (on: number): Promise<void> =>
    new Promise((resolve) => server.listen(on, '127.0.0.1', () => resolve()));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    told: (): readonly ToldRequest[] => told,
    mostOpen: (): number => mostOpen,
    behaves: (how: Manner | ((request: ToldRequest) => Manner)): void => {
      manner = typeof how === 'function' ? how : () => how;
    },
    /** Nobody listens any more; up again, it is where it was. */
    close,
    comesUp: () => listen(port),
  };
}

export type BrandServer = Awaited<ReturnType<typeof startBrandServer>>;

/** Asks again and again until it holds. Throws with `what` when it does not come to pass. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`it never happened that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
