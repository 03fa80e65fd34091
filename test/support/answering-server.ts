import { startServer, type ToldRequest } from './brand-server';

/** What a server makes of a question: an answer, perhaps after a while, or none at all. */
export type Manners =
  'hangs' | { readonly status?: number; readonly answer?: unknown; readonly afterMs?: number };

/** A brand's server on this machine that is asked what to reply. */
export async function startAnsweringServer(manners: Manners | ((asked: ToldRequest) => Manners) = 'hangs') {
  const { requests, ...server } = await startServer<Manners>(
    '/answers',
    manners,
    ({ status = 200, answer = {}, afterMs = 0 }, response) => {
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      setTimeout(() => response.writeHead(status).end(text), afterMs);
    },
  );
  return { ...server, asked: requests };
}

export type AnsweringServer = Awaited<ReturnType<typeof startAnsweringServer>>;
