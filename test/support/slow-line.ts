import { connect, type Socket } from 'node:net';
import type { World } from './world';

/** A connection over which a request's body comes a few bytes at a time. */
export interface SlowLine {
  /** The next few bytes. */
  drip(): void;
  /** All that is left. */
  rest(): void;
  /** Whether the other side has answered or hung up. */
  isOver(): boolean;
  /** What the other side said before it hung up; status 0 where it said nothing. */
  readonly answer: Promise<{ readonly status: number; readonly body: string }>;
}

const DRIP_BYTES = 3;

/**
 * Opens a line of its own to an engine, and sends the head of a request over it.
 * @param target method and path
 */
export function slowLine(world: World, target: string, type: string, body: string): SlowLine {
  const { hostname, port } = new URL(world.url);
  const bytes = Buffer.from(body);
  const socket = connect(Number(port), hostname);
  // Hung up on while it writes: the answer tells.
  socket.on('error', () => undefined);
  let said = '';
  let isOver = false;
  socket.on('data', (piece: Buffer) => {
    said += piece.toString();
    isOver = true;
  });
  const answer = new Promise<{ status: number; body: string }>((resolve) =>
    socket.once('close', () => {
      isOver = true;
      resolve(answerIn(said));
    }),
  );
  writeHead(socket, world, target, type, bytes.length);
  let sent = 0;
  const send = (count: number): void => {
    const piece = bytes.subarray(sent, sent + count);
    sent += piece.length;
    if (piece.length > 0 && socket.writable) socket.write(piece);
  };
  return { drip: () => send(DRIP_BYTES), rest: () => send(bytes.length), isOver: () => isOver, answer };
}

function writeHead(socket: Socket, world: World, target: string, type: string, bytes: number): void {
  const head = [
    `${target} HTTP/1.1`,
    'host: localhost',
    `authorization: Bearer ${world.adminKey}`,
    `content-type: ${type}`,
    `content-length: ${bytes}`,
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
}

function answerIn(said: string): { status: number; body: string } {
  const [head = '', body = ''] = said.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), body };
}
