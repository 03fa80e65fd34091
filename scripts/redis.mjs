import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 5_000;
const POLL_MS = 50;

/** A Redis of our own on a free port that keeps nothing, or undefined where no redis-server is installed. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'parola-redis-'));
  const port = await freePort();
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args.map(String), { stdio: 'ignore' });
  const stop = () => {
    process.removeListener('exit', stop);
    server.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  const isThere = await new Promise((resolve) => {
    server.once('spawn', () => resolve(true));
    server.once('error', () => resolve(false)); // not on the PATH
  });
  if (isThere && (await answersWithin(port, READY_MS))) return { url: `redis://127.0.0.1:${port}`, stop };
  stop();
  if (isThere) throw new Error(`redis-server did not answer on port ${port} within ${READY_MS} ms.`);
  return undefined;
}

async function answersWithin(port, waitMs) {
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    if (await answers(port)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (isUp) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('data', (reply) => finish(reply.toString().startsWith('+PONG')));
    socket.once('error', () => finish(false));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
