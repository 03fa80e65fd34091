import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How a carrier behaves from now on. `hang` takes the request and says nothing, `cut` takes it and closes the
 * connection, `garble` answers 200 with nonsense, `echo` refuses by repeating whatever credentials it was sent.
 */
export type Mood =
  | 'well'
  | 'throttle'
  | 'busy'
  | 'refuse'
  | 'echo'
  | 'break'
  | 'redirect'
  | 'hang'
  | 'cut'
  | 'garble'
  | 'slow';

/** One request as a carrier's program sees it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A message as the carrier took it. */
export interface Taken {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export interface CarrierServer {
  readonly url: string;
  readonly calls: readonly Call[];
  /** The most requests that were open at one time. */
  readonly mostAtOnce: () => number;
  mood: Mood;
  close(): Promise<void>;
}

export const RETRY_AFTER_SECONDS = 7;
export const SLOW_MS = 150;

/** A carrier's HTTP server on loopback: `answer` is the product, the mood is the day it is having. */
export async function startCarrierServer(answer: (call: Call, mood: Mood) => Answer): Promise<CarrierServer> {
  const calls: Call[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    most = Math.max(most, ++open);
    response.on('close', () => open--);
    void readCall(request).then((call) => {
      calls.push(call);
      behave(carrier.mood, call, request, response, answer);
    });
  });
  server.keepAliveTimeout = 0; // a connection that was idle while the machine was busy is still a connection
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const carrier: CarrierServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    mostAtOnce: () => most,
    mood: 'well',
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return carrier;
}

function behave(
  mood: Mood,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
  answer: (call: Call, mood: Mood) => Answer,
): void {
  if (mood === 'hang') return;
  if (mood === 'cut') return void request.socket.destroy();
  if (mood === 'slow') return void setTimeout(() => write(response, answer(call, 'well')), SLOW_MS);
  if (mood === 'redirect')
    return write(response, { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' });
  if (mood === 'garble') return write(response, { status: 200, body: '\u0000<html>it works</html>' });
  write(response, answer(call, mood));
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers });
  response.end(body);
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://carrier.invalid');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
