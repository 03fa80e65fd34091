import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Exchange } from './http-outcomes';

/** One request to a carrier. */
export interface CarrierCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A thousand answers of the generic dialect are a tenth of this. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** Shorter than any server we know keeps an idle connection, so that we seldom write into one that is being closed. */
const IDLE_SOCKET_MS = 4_000;

export type Agent = http.Agent;

/** Connections kept open between requests; requests beyond `concurrency` wait their turn, in order. */
export function agentFor(url: string, concurrency: number): Agent {
  const options = {
    keepAlive: true,
    maxSockets: concurrency,
    maxFreeSockets: concurrency,
    timeout: IDLE_SOCKET_MS,
  };
  return isSecure(url) ? new https.Agent(options) : new http.Agent(options);
}

/**
 * Makes one request, once. It waits half of `timeoutMs` for one of our connections to be free, and then the whole of it for an
 * answer: a request must not be cut off for having waited on us. Before a connection stood, a failure is `unreachable`; from
 * then on bytes may have left, and it is `unknown`.
 */
export function exchange(call: CarrierCall, agent: Agent, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve) => {
    const progress = { hasLeft: false };
    const { method, headers } = call;
    const request = (isSecure(call.url) ? https : http).request(call.url, { method, headers, agent });
    const giveUp = (reason: string) => (): void => void request.destroy(new Error(reason));
    let timer = setTimeout(giveUp('no connection was free in time'), timeoutMs / 2);
    const end = (result: Exchange): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const fail = (error: Error): void =>
      end({ type: progress.hasLeft ? 'unknown' : 'unreachable', reason: reasonOf(error) });
    request.on('socket', (socket) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp('no answer in time'), timeoutMs);
      onConnected(socket, isSecure(call.url), () => (progress.hasLeft = true));
    });
    request.on('response', (answer) => collect(answer, end, fail));
    request.on('error', fail);
    request.end(call.body);
  });
}

function collect(
  answer: http.IncomingMessage,
  end: (result: Exchange) => void,
  fail: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) answer.destroy(new Error('the answer is too large'));
  });
  answer.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    end({ type: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, body });
  });
  answer.on('error', fail);
  answer.on('close', () => fail(new Error('the answer was cut off')));
}

function onConnected(socket: Socket, secure: boolean, note: () => void): void {
  if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', note);
  else note();
}

const isSecure = (url: string): boolean => url.startsWith('https:');

/** The code says what happened; the message may quote the address, and with it whatever a dialect puts into addresses. */
const reasonOf = (error: Error & { code?: string }): string => error.code ?? error.message;
