import { startServer, type ToldRequest } from './brand-server';

/** What a server makes of a question: an answer, perhaps not before it is let, or none at all. */
export type Manners =
  'hangs' | { readonly status?: number; readonly answer?: unknown; readonly after?: Promise<void> };

/** Something that is waited for until the test says so. */
export function aGate(): { readonly isOpen: Promise<void>; readonly opens: () => void } {
  let opens: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => (opens = resolve));
  return { isOpen, opens };
}

/** A brand's server on this machine that is asked what to reply. */
export async function startAnsweringServer(manners: Manners | ((asked: ToldRequest) => Manners) = 'hangs') {
  const { requests, ...server } = await startServer<Manners>(
    '/answers',
    manners,
    ({ status = 200, answer = {}, after = Promise.resolve() }, response) => {
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      void after.then(() => response.writeHead(status).end(text));
    },
  );
  return { ...server, asked: requests };
}

export type AnsweringServer = Awaited<ReturnType<typeof startAnsweringServer>>;
