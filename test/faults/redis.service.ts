import { spawn } from 'node:child_process';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RedisUnderTest {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_MS = 90_000;
const POLL_MS = 20;

/** A Redis of our own that keeps nothing, or null where no redis-server is installed. */
export async function startRedis(folder: string): Promise<RedisUnderTest | null> {
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const isThere = await new Promise<boolean>((resolve) => {
    server.once('spawn', () => resolve(true));
    server.once('error', () => resolve(false)); // not on the PATH
  });
  if (!isThere) return null;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const onExit = (): boolean => server.kill('SIGTERM');
  process.once('exit', onExit);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', onExit);
    server.kill('SIGTERM');
    await ended;
  };
  for (const giveUpAt = Date.now() + READY_MS; !(await answers(port)); await sleep(POLL_MS)) {
    if (Date.now() < giveUpAt) continue;
    await stop();
    throw new Error(`redis-server did not answer on port ${port} within ${READY_MS} ms.`);
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('data', (reply) => finish(reply.toString().startsWith('+PONG')));
    socket.once('error', () => finish(false));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
