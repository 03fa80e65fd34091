import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { ChargingService } from '../../src/billing/charges/charging.service';
import { GatewayCatalogue } from '../../src/billing/gateways/gateway-catalogue.service';
import { createGatewayTypes } from '../../src/billing/gateways/gateway-types.service';
import { GATEWAY_TYPES } from '../../src/billing/gateways/gateway-types.token';
import { ChargeGatewaysController } from '../../src/billing/gateways/gateways.controller';
import { ChargeGateways } from '../../src/billing/gateways/gateways.service';
import { NoticeDoor } from '../../src/billing/gateways/notice-door.service';
import { noticeAddress } from '../../src/billing/gateways/notice-proof';
import { NoticesController } from '../../src/billing/gateways/notices.controller';
import { takeOperatorNotices } from '../../src/billing/gateways/operator-driven/operator-notices.store';
import { Unsubscriber } from '../../src/billing/gateways/operator-driven/unsubscriber.service';
import { requestUnsubscriptions } from '../../src/billing/gateways/operator-driven/unsubscriptions.store';
import { Clock } from '../../src/platform/clock.service';
import { Database } from '../../src/platform/database.service';
import { Doorbell } from '../../src/platform/doorbell';
import { ENGINE_URL } from '../../src/platform/engine-url.token';
import { EventInterest } from '../../src/platform/events-interest.service';
import { Identity, sha256 } from '../../src/platform/identity.service';
import { InProcessDoorbell } from '../../src/platform/in-process-doorbell.service';
import { Metrics } from '../../src/platform/metrics.service';
import { ProblemFilter } from '../../src/platform/problem.filter';
import { validationPipe } from '../../src/platform/validation.pipe';
import { startStubServer } from '../support/gateways/camara-server';
import { aGatewayHouse, type GatewayHouse } from '../support/gateways/gateway-house';
import { until } from '../support/waiting';

let house: GatewayHouse;
let app: INestApplication;

beforeAll(async () => {
  house = await aGatewayHouse();
  const { database, clock, operator, post } = house;
  const doorbell = new InProcessDoorbell();
  const types = createGatewayTypes({ operator, post, database, clock, doorbell });
  const module = await Test.createTestingModule({
    controllers: [ChargeGatewaysController, NoticesController],
    providers: [
      ...[GatewayCatalogue, ChargeGateways, ChargingService, NoticeDoor, Unsubscriber],
      ...[EventInterest, Metrics],
      { provide: Database, useValue: database },
      { provide: Clock, useValue: clock },
      { provide: Doorbell, useValue: doorbell },
      { provide: GATEWAY_TYPES, useValue: types },
      { provide: ENGINE_URL, useValue: { value: 'https://parola.example' } },
      { provide: Identity, useValue: new Identity(Buffer.alloc(32, 7)) },
    ],
  }).compile();
  app = module.createNestApplication({ logger: false });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const http = () => request(app.getHttpServer());
const PATH = '/api/v1/charge-gateways';
const CAMARA = { url: 'https://operator.example/carrier-billing/v0.4', token: 'abc', steps: 'two' };
const create = async (own: object) =>
  http()
    .post(PATH)
    .send({ type: 'camara', operator: house.till.operator, settings: CAMARA, ...own });

test('a gateway is made with a key that is shown once, and its secret never', async () => {
  const made = await create({ name: 'dcb' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    name: 'dcb',
    type: 'camara',
    operator: house.till.operator,
    settings: { ...CAMARA, token: '••••' },
    state: 'active',
    key: expect.stringMatching(/^ck_/),
  });
  const shown = await http().get(`${PATH}/dcb`);
  expect(shown.body).toEqual(expect.not.objectContaining({ key: expect.anything() }));
  expect(JSON.stringify(shown.body)).not.toContain('abc');
  const [row] = await house.query<{ settings: object }>(
    `select settings from charge_gateways where name = 'dcb'`,
  );
  expect(JSON.stringify(row?.settings)).not.toContain('abc');
  expect((await http().get(`${PATH}/${String(made.body.id)}`)).body.name).toBe('dcb');
});

test('settings change as a whole; a mask keeps the secret, and what is left out is gone', async () => {
  await create({ name: 'changing' });
  const kept = await http()
    .patch(`${PATH}/changing`)
    .send({ settings: { ...CAMARA, token: '••••', steps: 'one' }, state: 'suspended' });
  expect(kept.body).toMatchObject({ settings: { token: '••••', steps: 'one' }, state: 'suspended' });
  const without = await http()
    .patch(`${PATH}/changing`)
    .send({ settings: { url: CAMARA.url } });
  expect(without.body.settings).toEqual({ url: CAMARA.url });
  const left = await house.query(
    `select 1 from secrets where name like 'charge gateway %' and value = 'abc'`,
  );
  expect(left.length).toBe(1); // of the first test's gateway
});

test.each([
  ['a name that is taken', { name: 'dcb' }, 409],
  ['no such type', { name: 'x1', type: 'barter' }, 422],
  ['no such operator', { name: 'x2', operator: 'nobody' }, 422],
  ['a setting of another type', { name: 'x3', settings: { ...CAMARA, connector: 'x' } }, 422],
  ['a mask for a secret that is not kept', { name: 'x4', settings: { ...CAMARA, token: '••••' } }, 422],
  ['a field nobody knows', { name: 'x5', secret: 'x' }, 422],
  ['settings that are null', { name: 'x6', settings: null }, 422],
])('%s is refused', async (_, own, status) => {
  expect((await create(own)).status).toBe(status);
});

test('lists come by pages, and what is not there is not found', async () => {
  const first = await http().get(PATH).query({ limit: 1 });
  expect(first.body.items).toHaveLength(1);
  const next = await http().get(PATH).query({ limit: 200, cursor: first.body.next });
  expect(next.body.items.map(({ name }: { name: string }) => name)).toContain('dcb');
  expect((await http().get(`${PATH}/nobody`)).status).toBe(404);
});

describe('the door of the operators', () => {
  const event = (correlator: string) => ({
    id: 'e1',
    source: '/x',
    specversion: '1.0',
    type: 'org.camaraproject.carrier-billing.v0.payment-completed',
    data: { paymentId: `P-${correlator}`, status: 'succeeded', clientCorrelator: correlator },
  });
  const door = (name: string) => http().post(`/operators/${name}/notices`);
  let key: string;
  let gatewayId: number;

  beforeAll(async () => {
    const { body } = await create({ name: 'noticing' });
    key = body.key;
    gatewayId = body.id;
  });

  /** A charge that has left us through this gateway. */
  const onItsWay = async () => {
    const attempt = await house.anAttempt();
    await house.query(
      `update charges set gateway_id = $2, state = 'unknown', attempts = 1, failure = null where id = $1`,
      ...[attempt.chargeId, gatewayId],
    );
    return attempt;
  };
  const eventsOf = (correlator: string) =>
    house.query('select type from charge_events where correlator = $1', correlator);

  test('asks for a key, and for a gateway that there is', async () => {
    expect((await door('nobody').send({})).status).toBe(404);
    expect((await door('noticing').send({})).status).toBe(401);
    expect((await door('noticing').set('authorization', 'Bearer wrong').send({})).status).toBe(401);
    const odd = await door('noticing').set('authorization', `Bearer ${key}`).send({ hello: 1 });
    expect(odd.status).toBe(400);
    const nul = await door('noticing').set('authorization', `Bearer ${key}`).send(event('a\0b'));
    expect(nul.status).toBe(400);
  });

  test('keeps what it is told of nobody’s payment, once', async () => {
    for (let times = 0; times < 2; times++) {
      const told = await door('noticing')
        .set('authorization', `Bearer ${key}`)
        .set('content-type', 'application/cloudevents+json')
        .send(JSON.stringify(event('stray')));
      expect(told.status).toBe(204);
    }
    expect(await eventsOf('stray')).toEqual([{ type: 'unmatched' }]);
  });

  test('takes an address of ours for the one payment it was given for', async () => {
    const { correlator } = await onItsWay();
    const own = { name: 'noticing', keyHash: sha256(key) };
    const path = (of: string) => (noticeAddress(own, 'http://x', of) ?? '').replace('http://x', '');
    expect((await http().post(path(correlator)).send(event('another'))).status).toBe(403);
    const forged = path(correlator).replace(correlator, 'another');
    expect((await http().post(forged).send(event('another'))).status).toBe(401);
    expect(await eventsOf('another')).toEqual([]);
    const known = await http().post(path('of-nobody')).send(event('of-nobody'));
    expect(known.status).toBe(204);
    expect(await eventsOf('of-nobody')).toEqual([{ type: 'unmatched' }]);
  });

  test('a new key shuts out the old one', async () => {
    const { body } = await http().post(`${PATH}/noticing/key`);
    expect((await door('noticing').set('authorization', `Bearer ${key}`).send([])).status).toBe(401);
    key = body.key;
    const fresh = await door('noticing').set('authorization', `Bearer ${key}`).send(event('stray'));
    expect(fresh.status).toBe(204);
  });
});

describe('an operator that owns the clock', () => {
  const notice = (own: object) => ({
    id: 'n-1',
    event: 'renewed',
    msisdn: '+393330000001',
    service: 'NEWS',
    amount: { minor: '300', currency: 'EUR' },
    at: '2026-05-01T08:00:00Z',
    ...own,
  });

  test('tells of people who may be new to us; the same again is the same, and our wish to end one rests when it says so', async () => {
    const told: string[] = [];
    const server = await startStubServer(({ body }) => {
      told.push(body);
      return { status: 200 };
    });
    const settings = { unsubscribeUrl: `${server.url}/unsubscribe`, token: 'op-token' };
    const { body: made } = await create({ name: 'sdp', type: 'operator-driven', settings });
    const post = (...notices: object[]) =>
      http()
        .post('/operators/sdp/notices')
        .set('authorization', `Bearer ${String(made.key)}`)
        .send(notices);

    expect((await post(notice({}), notice({ id: 'n-2', event: 'failed', amount: null }))).status).toBe(204);
    expect((await post(notice({}))).status).toBe(204);
    expect((await post(notice({ id: 'n-3', event: 'gone' }))).status).toBe(400);
    const { database, clock } = house;
    const news = await database.transaction((tx) => takeOperatorNotices(tx, 10, clock.now()));
    expect(news).toMatchObject([
      { remoteId: 'n-1', event: 'renewed', amountMinor: 300n, currency: 'EUR', gatewayId: made.id },
      { remoteId: 'n-2', event: 'failed', amountMinor: null },
    ]);
    expect(await database.transaction((tx) => takeOperatorNotices(tx, 10, clock.now()))).toEqual([]);

    const subscriberId = news[0]?.subscriberId ?? 0;
    const wish = { subscriptionId: 77, gatewayId: made.id, subscriberId, service: 'NEWS' };
    await database.transaction((tx) => requestUnsubscriptions(tx, [wish, wish], clock.now()));
    // It goes its rounds by itself as well: what counts is what the operator heard.
    const hears = async (times: number): Promise<void> => {
      await app.get(Unsubscriber).tellDue();
      await until(`it was told ${times} times`, () => told.length >= times);
      await new Promise((again) => setTimeout(again, 100)); // for one too many
      expect(told).toHaveLength(times);
    };
    await hears(1);
    await hears(1);
    clock.advance(3_601_000);
    await hears(2);
    expect(told.map((body) => JSON.parse(body) as object)).toEqual(
      Array(2).fill({ id: 'unsubscribe-77', msisdn: '+393330000001', service: 'NEWS' }),
    );
    expect(server.asked[0]?.authorization).toBe('Bearer op-token');

    expect((await post(notice({ id: 'n-4', event: 'unsubscribed', amount: null }))).status).toBe(204);
    clock.advance(3_601_000);
    await hears(2);
    await server.close();
  });
});
