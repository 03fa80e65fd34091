import { randomUUID } from 'node:crypto';
import { openGateway } from '../support/gateways/gateway-peers';
import { startStubServer } from '../support/gateways/camara-server';
import { aGatewayHouse, type GatewayHouse } from '../support/gateways/gateway-house';

type Answering = Parameters<typeof startStubServer>[0];

let house: GatewayHouse;
let answering: Answering = () => ({ status: 500 });
let server: Awaited<ReturnType<typeof startStubServer>>;

beforeAll(async () => {
  house = await aGatewayHouse();
  server = await startStubServer((call) => answering(call));
});
afterAll(async () => {
  await server.close();
  await house.close();
});
beforeEach(() => void server.asked.splice(0));

const open = (own: object = {}) =>
  openGateway(house, 'camara', {
    url: `${server.url}/v0.4/`,
    token: 's3cret-token',
    timeoutMs: 8_000,
    ...own,
  });
const shown = (correlator: string, paymentStatus: string) => ({
  paymentId: `P-${correlator}`,
  paymentStatus,
  amountTransaction: { clientCorrelator: correlator },
});

test('one step: one POST with the token, and the root of the API as it was set', async () => {
  const attempt = await house.anAttempt();
  answering = () => ({ status: 201, body: shown(attempt.correlator, 'succeeded') });
  expect(await open().charge([attempt])).toEqual([{ type: 'charged', remoteId: `P-${attempt.correlator}` }]);
  expect(server.asked).toMatchObject([
    { method: 'POST', path: '/v0.4/payments', authorization: 'Bearer s3cret-token' },
  ]);
  expect(JSON.parse(server.asked[0]?.body ?? '')).toMatchObject({
    amountTransaction: { phoneNumber: `+${attempt.msisdn}`, clientCorrelator: attempt.correlator },
  });
});

test('two steps: prepared, confirmed, and believed only when the payment says so', async () => {
  const attempt = await house.anAttempt();
  answering = ({ method, path }) => {
    if (path === '/v0.4/payments/prepare')
      return { status: 201, body: shown(attempt.correlator, 'reserved') };
    if (method === 'POST') return { status: 202 };
    return { status: 200, body: [shown(attempt.correlator, 'processing')] };
  };
  expect(await open({ steps: 'two' }).charge([attempt])).toEqual([
    { type: 'processing', remoteId: `P-${attempt.correlator}` },
  ]);
  expect(server.asked.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
    'POST /v0.4/payments/prepare',
    `POST /v0.4/payments/P-${attempt.correlator}/confirm`,
    'GET /v0.4/payments',
  ]);
});

test('a payment that waits for a code of the person is not confirmed by us', async () => {
  const attempt = await house.anAttempt();
  answering = () => ({ status: 201, body: shown(attempt.correlator, 'pending_validation') });
  expect(await open({ steps: 'two' }).charge([attempt])).toMatchObject([{ type: 'processing' }]);
  expect(server.asked).toHaveLength(1);
});

test.each([
  ['CARRIER_BILLING.PAYMENT_CONFIRMED', 'charged'],
  ['CARRIER_BILLING.PAYMENT_CANCELLED', 'refused'],
])('a confirmation that comes too late is told by the operator: %s', async (code, type) => {
  const attempt = await house.anAttempt();
  const status = type === 'charged' ? 'succeeded' : 'cancelled';
  answering = ({ path }) => {
    if (path.endsWith('/prepare')) return { status: 201, body: shown(attempt.correlator, 'reserved') };
    if (path.endsWith('/confirm')) return { status: 409, body: { code, status: 409, message: '' } };
    return { status: 200, body: [shown(attempt.correlator, status)] };
  };
  expect(await open({ steps: 'two' }).charge([attempt])).toMatchObject([{ type }]);
});

test('a correlator that exists is looked up, never sent under another name', async () => {
  const attempt = await house.anAttempt();
  answering = ({ method }) =>
    method === 'POST'
      ? { status: 409, body: { code: 'ALREADY_EXISTS', status: 409, message: '' } }
      : { status: 200, body: [shown(attempt.correlator, 'succeeded')] };
  expect(await open().charge([attempt])).toEqual([{ type: 'charged', remoteId: `P-${attempt.correlator}` }]);
  answering = ({ method }) =>
    method === 'POST'
      ? { status: 409, body: { code: 'ALREADY_EXISTS', status: 409, message: '' } }
      : { status: 200, body: [] };
  expect(await open().charge([attempt])).toEqual([{ type: 'unknown' }]);
});

test('a list that was not filtered proves nothing about what is missing in it', async () => {
  const stranger = randomUUID();
  answering = () => ({ status: 200, body: [shown('somebody-else', 'succeeded')] });
  expect(await open().ask([stranger])).toEqual([{ type: 'unknown' }]);
  answering = () => ({ status: 200, body: [] });
  expect(await open().ask([stranger])).toEqual([{ type: 'never heard' }]);
  for (const status of [401, 404, 429, 500, 503]) {
    answering = () => ({ status });
    expect(await open().ask([stranger])).toEqual([{ type: 'unknown' }]);
  }
});

test('correlators are asked about together where the operator allows it', async () => {
  const correlators = ['a', 'b', 'c', 'd', 'e'];
  answering = ({ path }) => {
    const asked = new URL(path, server.url).searchParams.get('clientCorrelator')?.split(',') ?? [];
    return { status: 200, body: asked.filter((one) => one !== 'c').map((one) => shown(one, 'succeeded')) };
  };
  const told = await open({ askedAtOnce: 2 }).ask(correlators);
  expect(told.map(({ type }) => type)).toEqual(['charged', 'charged', 'never heard', 'charged', 'charged']);
  expect(server.asked).toHaveLength(3);
});

test('an answer that is nonsense is unknown, and a redirect is not followed', async () => {
  const attempts = [await house.anAttempt()];
  answering = () => ({ status: 201, body: 'it works' });
  expect(await open().charge(attempts)).toEqual([{ type: 'unknown' }]);
  answering = () => ({ status: 302, headers: { location: `${server.url}/elsewhere` } });
  expect(await open().charge(attempts)).toMatchObject([{ type: 'not heard' }]);
  expect(server.asked).toHaveLength(2);
});

test('a refund that exists is looked up by its correlator', async () => {
  const attempt = await house.anAttempt();
  const refund = {
    ...attempt,
    correlator: 'back-1',
    chargeCorrelator: attempt.correlator,
    remoteId: 'P1',
    amountMinor: 10n,
  };
  const status = { now: 'processing' };
  answering = ({ method }) =>
    method === 'POST'
      ? { status: 409, body: { code: 'ALREADY_EXISTS' } }
      : {
          status: 200,
          body: [
            { refundId: 'R0', refundStatus: 'succeeded', amountTransaction: { clientCorrelator: 'other' } },
            { refundId: 'R1', refundStatus: status.now, amountTransaction: { clientCorrelator: 'back-1' } },
          ],
        };
  expect(await open().refund([refund])).toEqual([{ type: 'unknown' }]);
  status.now = 'succeeded';
  expect(await open().refund([refund])).toEqual([{ type: 'refunded', remoteId: 'R1' }]);
  status.now = 'denied';
  expect(await open().refund([refund])).toEqual([{ type: 'refused', failure: 'REFUND_DENIED' }]);
});

test('no outcome holds the token, whatever the operator repeats', async () => {
  const attempt = await house.anAttempt();
  answering = () => ({ status: 422, body: { code: 'Bearer s3cret-token', message: 's3cret-token' } });
  expect(JSON.stringify(await open().charge([attempt]))).not.toContain('s3cret-token');
});
