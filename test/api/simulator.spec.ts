import { ValidationPipe, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Pool } from 'pg';
import request from 'supertest';
import type { Connector } from '../../src/connectors/connector';
import { SimulatedNetwork } from '../../src/connectors/simulator/network.service';
import { NetworkStore } from '../../src/connectors/simulator/network.store';
import { ReportPost } from '../../src/connectors/simulator/report-post.service';
import { SIMULATOR_POOL, SIMULATOR_RANDOM } from '../../src/connectors/simulator/simulator-pool';
import { SimulatorController } from '../../src/connectors/simulator/simulator.controller';
import { Clock, SystemClock } from '../../src/platform/clock.service';
import { ProblemFilter } from '../../src/platform/problem.filter';
import { anEar, openLink } from '../support/carriers/connector-peers';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let pool: Pool;
let app: INestApplication;
let link: Connector;
const ear = anEar();

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url, max: 5 });
  pool.on('error', () => undefined);
  const providers = [
    NetworkStore,
    ReportPost,
    SimulatedNetwork,
    { provide: SIMULATOR_POOL, useValue: pool },
    { provide: SIMULATOR_RANDOM, useValue: () => 0 },
    { provide: Clock, useClass: SystemClock },
  ];
  const module = await Test.createTestingModule({ controllers: [SimulatorController], providers }).compile();
  app = module.createNestApplication({ logger: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
  link = openLink('simulator', {}, app.get(SimulatedNetwork), ear);
});
afterAll(async () => {
  await link.close();
  await app.close();
  await pool.end();
  await database.drop();
});

const http = () => request(app.getHttpServer());
const handset = '/simulator/handsets/989121234567';

test("a handset texts, and is told the engine's id of its text", async () => {
  const said = await http()
    .post('/simulator/handsets/+989121234567/texts')
    .send({ to: '2050', text: 'رأی ۲' });
  expect(said.body).toEqual({ id: 't0' });
  expect(ear.texts).toMatchObject([{ from: '989121234567', to: '2050', text: 'رأی ۲' }]);
});

test('a handset reads what it received, a page at a time, with its segments', async () => {
  const text = (id: string, words: string) => ({
    id,
    from: '2050',
    to: '989121234567',
    text: words,
    class: 'reply' as const,
  });
  await link.submit([text('o-1', 'Welcome'), text('o-2', 'س'.repeat(71))]);
  const page = await http().get(`${handset}/texts`);
  expect(page.body.items).toMatchObject([
    {
      from: '2050',
      text: 'Welcome',
      segments: 1,
      billedMinor: '0',
      at: expect.stringMatching(/Z$/),
      id: expect.stringMatching(/^\d+$/),
    },
    { segments: 2 },
  ]);
  const next = await http().get(`${handset}/texts`).query({ after: page.body.next });
  expect(next.body).toEqual({ items: [], next: page.body.next });
  expect((await http().get('/simulator/counters')).body).toEqual({ received: 2, resent: 0 });
});

test('a balance is what it was set to', async () => {
  const balance = { minor: '50000', currency: 'IRR' };
  expect((await http().put(`${handset}/balance`).send(balance)).body).toEqual(balance);
  expect((await http().get(`${handset}/balance`)).body).toEqual(balance);
});

test('faults are switched on, and what is left out is well again', async () => {
  const all = {
    throttle: 0.3,
    lose: 0,
    duplicate: 0.1,
    timeoutAfterCharge: 0.5,
    delayMs: [0, 50],
    reports: 'hex',
  };
  expect((await http().put('/simulator/faults').send(all)).body).toEqual(all);
  const well = {
    throttle: 0,
    lose: 0,
    duplicate: 0,
    timeoutAfterCharge: 0,
    delayMs: [0, 0],
    reports: 'normal',
  };
  expect((await http().put('/simulator/faults').send({})).body).toEqual(well);
});

test.each([
  ['put', '/simulator/faults', { throttle: 1.1 }],
  ['put', '/simulator/faults', { reports: 'never' }],
  ['put', '/simulator/faults', { delayMs: [5] }],
  ['put', '/simulator/faults', { delayMs: [50, 5] }],
  ['put', '/simulator/faults', { lost: 1 }],
  ['put', `${handset}/balance`, { minor: '1.5', currency: 'IRR' }],
  ['put', `${handset}/balance`, { minor: 100, currency: 'IRR' }],
  ['post', `${handset}/texts`, { to: '', text: 'x' }],
  ['post', `${handset}/texts`, { to: '2050' }],
  ['post', `${handset}/texts`, { to: '2050', text: 'x'.repeat(10_001) }],
  ['post', '/simulator/handsets/nobody/texts', { to: '2050', text: 'x' }],
  ['get', `${handset}/texts?after=-1`, undefined],
  ['get', `${handset}/texts?after=9223372036854775808`, undefined],
] as const)('%s %s with %j is refused, not a crash', async (method, path, body) => {
  const answer = await http()[method](path).send(body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test('without a simulator connector there is no network', async () => {
  await link.close();
  expect((await http().get(`${handset}/texts`)).status).toBe(404);
  expect((await http().post(`${handset}/texts`).send({ to: '2050', text: 'x' })).status).toBe(404);
});
