import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ToldRequest } from './brand-server';

/** What a server makes of a question: an answer, perhaps after a while, or none at all. */
export type Manners =
  'hangs' | { readonly status?: number; readonly answer?: unknown; readonly afterMs?: number };

/** A brand's server on this machine that is asked what to reply. */
export async function startAnsweringServer(manners: Manners | ((asked: ToldRequest) => Manners) = 'hangs') {
  const asked: ToldRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  let behaviour = manners;
  const server = createServer((request, response) => {
    open++;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => open--);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const question = { headers: request.headers, body, event: JSON.parse(body) as ToldRequest['event'] };
      asked.push(question);
      const manner = typeof behaviour === 'function' ? behaviour(question) : behaviour;
      if (manner === 'hangs') return;
      const { status = 200, answer = {}, afterMs = 0 } = manner;
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      setTimeout(() => response.writeHead(status).end(text), afterMs);
    });
  });
  const listen = (on: number): Promise<void> =>
    new Promise((resolve) => server.listen(on, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/answers`,
    asked: (): readonly ToldRequest[] => asked,
    mostOpen: (): number => mostOpen,
    behaves: (how: Manners | ((question: ToldRequest) => Manners)): void => {
      behaviour = how;
    },
    comesUp: () => listen(port),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type AnsweringServer = Awaited<ReturnType<typeof startAnsweringServer>>;
