import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long what somebody sends may take to arrive. */
export interface ArrivalLimits {
  /** A request in all, headers and body. */
  readonly requestMs: number;
  /** Between two pieces of a file: a slow line is no fault, a silent one is. */
  readonly silenceMs: number;
  /** A file in all: of two gigabytes, half a megabyte a second. */
  readonly fileMs: number;
}

export const ARRIVAL_LIMITS: ArrivalLimits = {
  requestMs: 30_000,
  silenceMs: 30_000,
  fileMs: 60 * 60_000,
};

/** A limit is kept to within so much of it. */
const LOOKS = 10;
/** As Node says it by itself. */
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

/** What arrives on one connection, and since when. */
interface Arrival {
  request: IncomingMessage;
  response: ServerResponse;
  isFile: boolean;
  waitedMs: number;
  bytes: number;
}

const arrivals = new WeakMap<Socket, Arrival>();

/**
 * Holds every request to its time. Node knows one limit for all requests alike, which is set to the longest; here the few
 * connections are looked at from time to time, so that the thousands of requests a second on them cost next to nothing.
 */
export function holdToTime(server: Server, limits: ArrivalLimits = ARRIVAL_LIMITS): void {
  server.headersTimeout = limits.requestMs;
  server.requestTimeout = limits.fileMs;
  const open = new Map<Socket, Arrival>();
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    if (!open.has(socket)) socket.once('close', () => open.delete(socket));
    const arrival = { request, response, isFile: false, waitedMs: 0, bytes: socket.bytesRead };
    open.set(socket, arrival);
    arrivals.set(socket, arrival);
  });
  const everyMs = Math.min(limits.requestMs, limits.silenceMs) / LOOKS;
  const timer = setInterval(() => {
    for (const [socket, arrival] of open) if (isLate(socket, arrival, limits, everyMs)) end(socket, arrival);
  }, everyMs);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

/** What comes from here on is a file: it may take its time, as long as it goes on coming. */
export function expectFile(request: IncomingMessage): void {
  const arrival = arrivals.get(request.socket);
  if (arrival?.request !== request) return;
  arrival.isFile = true;
  arrival.waitedMs = 0;
}

function isLate(socket: Socket, arrival: Arrival, limits: ArrivalLimits, passedMs: number): boolean {
  const { request, isFile } = arrival;
  if (request.complete || socket.destroyed) return false;
  if (isFile && (socket.bytesRead !== arrival.bytes || request.readableLength > 0)) {
    // What has arrived and is not read yet is ours to hurry with, not the sender's.
    arrival.bytes = socket.bytesRead;
    arrival.waitedMs = 0;
    return false;
  }
  arrival.waitedMs += passedMs;
  return arrival.waitedMs >= (isFile ? limits.silenceMs : limits.requestMs);
}

/** Whoever reads the request hears that its sender has gone. */
function end(socket: Socket, { response }: Arrival): void {
  if (socket.writable && !response.headersSent) socket.write(TOO_SLOW, 'latin1');
  socket.destroy();
}
