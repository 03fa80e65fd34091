import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OUTBOUND_LIMITS, OutboundHttp, type Resolve } from '../../src/platform/outbound-http.client';
import { until } from '../support/waiting';

/** Longer than a test machine stalls; what is to give up says so itself. */
const PATIENT_MS = 60_000;

const opened: { server: Server; http: OutboundHttp }[] = [];
afterEach(async () => {
  for (const { server, http } of opened.splice(0)) {
    http.onApplicationShutdown();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server on 127.0.0.1 under a name of the test's choosing, and a client that is allowed exactly that address. */
async function pair(answer: RequestListener, resolve: Resolve = async () => ['127.0.0.1']) {
  let hits = 0;
  const server = createServer((request, response) => {
    hits++;
    answer(request, response);
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const http = new OutboundHttp(['127.0.0.1'], PATIENT_MS, resolve);
  opened.push({ server, http });
  const url = `http://brand.example:${(server.address() as AddressInfo).port}/in`;
  return {
    hits: () => hits,
    server,
    post: (more: { url?: string; timeoutMs?: number } = {}) =>
      http.call({ method: 'POST', url, headers: { 'x-from': 'us' }, body: 'héllo', ...more }),
  };
}

test('a request arrives whole, and the answer comes back', async () => {
  const { post } = await pair((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      response.writeHead(201).end(`${request.method} ${request.url} ${request.headers.host} ${body}`);
    });
  });
  expect(await post()).toEqual({
    type: 'answered',
    status: 201,
    body: expect.stringMatching(/^POST \/in brand\.example:\d+ héllo$/) as string,
  });
});

test.each([
  ['a private address', ['10.0.0.1']],
  ['a private one beside a public one', ['1.1.1.1', '192.168.0.1']],
  ['the cloud’s metadata', ['169.254.169.254']],
  ['loopback in v6', ['::1']],
  ['loopback, mapped', ['::ffff:127.0.0.2']],
  ['a public address on a port of no web server', ['1.1.1.1']],
])('SEC-03 a name that resolves to %s is not called', async (_, addresses) => {
  const { post, hits } = await pair(
    (_request, response) => response.end(),
    async () => addresses,
  );
  expect(await post()).toEqual({ type: 'forbidden', reason: expect.stringMatching(/^must/) as string });
  expect(hits()).toBe(0);
});

test('SEC-03 a name is resolved once per connection, and the connection goes where that led', async () => {
  const asked: string[] = [];
  const { post, server } = await pair(
    (_, response) => response.end('ok'),
    async (host) => {
      asked.push(host);
      return asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    },
  );
  expect(await post()).toMatchObject({ type: 'answered' });
  expect(asked).toEqual(['brand.example']);
  server.closeAllConnections();
  // Until the closing is noticed the old connection may be tried, which leads nowhere either.
  await until('a new connection is needed', async () => {
    await post();
    return asked.length > 1;
  });
  expect(await post()).toMatchObject({ type: 'forbidden' });
});

test('SEC-03 a redirect is an answer, not an order', async () => {
  const { post, hits } = await pair((_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  );
  expect(await post()).toEqual({ type: 'answered', status: 302, body: '' });
  expect(hits()).toBe(1);
});

test.each([
  ['a literal private address', 'http://10.0.0.1/'],
  ['another protocol', 'gopher://brand.example/'],
  ['a password', 'http://me:secret@brand.example/'],
])('SEC-03 %s is refused without a word to anybody', async (_, url) => {
  const { post } = await pair(
    (_request, response) => response.end(),
    async () => {
      throw new Error('nobody should have asked');
    },
  );
  expect(await post({ url })).toMatchObject({ type: 'forbidden' });
});

test.each<[string, RequestListener]>([
  ['says nothing', () => undefined],
  ['begins and never ends', (_, response) => void response.writeHead(200).write('a')],
  [
    'drips for ever',
    (_, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    },
  ],
])('a server that %s costs its time and no more', async (_, answer) => {
  const { post } = await pair(answer);
  const startedAt = performance.now();
  expect(await post({ timeoutMs: 300 })).toMatchObject({ type: 'unanswered' });
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test('so does a name server that says nothing', async () => {
  const { post } = await pair(
    (_, response) => response.end(),
    () => new Promise(() => undefined),
  );
  expect(await post({ timeoutMs: 300 })).toEqual({ type: 'unanswered', reason: 'no answer within 300 ms' });
});

test.each<[string, Resolve, RegExp]>([
  ['has no address', async () => [], /no address/],
  ['nobody knows', () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })), /ENOTFOUND/],
])('a name that %s is no server', async (_, resolve, reason) => {
  const { post } = await pair((_request, response) => response.end(), resolve);
  expect(await post()).toEqual({ type: 'unanswered', reason: expect.stringMatching(reason) as string });
});

test('an answer larger than 64 KiB keeps its status and loses its body; one of exactly that size does not', async () => {
  const { post } = await pair((request, response) => {
    const bytes = OUTBOUND_LIMITS.answerBytes + (request.url === '/more' ? 1 : 0);
    response.writeHead(200).end('x'.repeat(bytes));
  });
  const fits = await post();
  expect(fits.type === 'answered' && fits.body?.length).toBe(OUTBOUND_LIMITS.answerBytes);
  const { port } = opened[0]?.server.address() as AddressInfo;
  expect(await post({ url: `http://brand.example:${port}/more` })).toEqual({
    type: 'answered',
    status: 200,
    body: null,
  });
});

test('a kept connection that the other side closes as we write is no failure', async () => {
  const { post, hits } = await pair((request, response) => {
    if (hits() === 2) request.socket.resetAndDestroy();
    else response.end('ok');
  });
  expect(await post()).toMatchObject({ status: 200 });
  expect(await post()).toMatchObject({ status: 200 });
  expect(hits()).toBe(3);
});

test('nobody there is no answer', async () => {
  const { post, server } = await pair((_, response) => response.end());
  await new Promise((resolve) => server.close(resolve));
  expect(await post()).toEqual({ type: 'unanswered', reason: 'ECONNREFUSED' });
});
