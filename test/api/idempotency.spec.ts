import { Body, Controller, Get, HttpCode, Module, Post, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Server } from 'node:http';
import supertest from 'supertest';
import { AccessModule } from '../../src/access/access.module';
import { AccessService } from '../../src/access/access.service';
import { Caller, type ApiCaller } from '../../src/access/caller.decorator';
import { Idempotent } from '../../src/access/idempotent.decorator';
import { Clock, SystemClock } from '../../src/platform/clock.service';
import { DatabaseModule } from '../../src/platform/database.module';
import { Database } from '../../src/platform/database.service';
import { Problem } from '../../src/platform/problem';
import { ProblemFilter } from '../../src/platform/problem.filter';
import { Public } from '../../src/platform/public.decorator';
import { validationPipe } from '../../src/platform/validation.pipe';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/waiting';

describe('API-01 the same Idempotency-Key gives the same answer', () => {
  let database: TestDatabase;
  let app: INestApplication;
  let done = 0;
  let wait = Promise.resolve();

  @Controller('api/v1/probe')
  class ProbeController {
    @Post()
    @HttpCode(202)
    @Idempotent()
    async act(
      @Caller() { name }: ApiCaller,
      @Body() body: { refuse?: boolean; fail?: boolean },
    ): Promise<object> {
      await wait;
      done++;
      if (body.refuse) throw new Problem('RECIPIENT_OPTED_OUT');
      if (body.fail) throw new Error('a bug');
      return { done, name };
    }

    @Get()
    @Public()
    open(): object {
      return { open: true };
    }
  }

  @Module({ imports: [AccessModule], controllers: [ProbeController] })
  class ProbeModule {}

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = {
      module: class ClockModule {},
      global: true,
      providers: [{ provide: Clock, useClass: SystemClock }],
      exports: [Clock],
    };
    const module = await Test.createTestingModule({
      imports: [clock, DatabaseModule.at(database.url, 60_000), ProbeModule],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useGlobalPipes(validationPipe());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
    await app.get(AccessService).ensureAdministrator('pk_first');
    await app.get(AccessService).ensureAdministrator('pk_second');
  });
  beforeEach(() => {
    done = 0;
    wait = Promise.resolve();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const post = (idempotencyKey: string, body: object) =>
    supertest(app.getHttpServer() as Server)
      .post('/api/v1/probe')
      .set('authorization', 'Bearer pk_first')
      .set('idempotency-key', idempotencyKey)
      .send(body);
  const age = (key: string, seconds: number) =>
    app.get(Database).sql.run({
      text: `update idempotency_keys set created_at = now() - make_interval(secs => $2) where key = $1`,
      values: [key, seconds],
    });

  test('the key an engine is started with works, and so does the one it was started with before', async () => {
    const namesOf = (key: string) =>
      supertest(app.getHttpServer() as Server)
        .post('/api/v1/probe')
        .set('authorization', `Bearer ${key}`)
        .send({})
        .expect(202)
        .then(({ body }) => (body as { name: string }).name);
    expect(await namesOf('pk_first')).toBe('administrator');
    expect(await namesOf('pk_second')).toMatch(/^administrator [0-9a-f]{8}$/);
  });

  test('a route that says it is public asks for nothing', async () => {
    await supertest(app.getHttpServer() as Server)
      .get('/api/v1/probe')
      .expect(200);
  });

  test('the same request again is answered with the same status and body, and done once', async () => {
    const first = await post('once', { a: 1 }).expect(202);
    const again = await post('once', { a: 1 }).expect(202);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(done).toBe(1);
  });

  test('another request under the same key is refused', async () => {
    await post('mixed', { a: 1 }).expect(202);
    expect((await post('mixed', { a: 2 }).expect(422)).body).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(done).toBe(1);
  });

  test('while the first is running, the second is told to wait', async () => {
    let go = (): void => undefined;
    wait = new Promise((resolve) => (go = resolve));
    const first = post('slow', { a: 1 }).then((answer) => answer);
    await until('the first is running', async () => {
      const text = `select 1 from idempotency_keys where key = 'slow'`;
      return (await app.get(Database).sql.query({ text })).length > 0;
    });
    expect((await post('slow', { a: 1 }).expect(409)).body).toMatchObject({
      code: 'IDEMPOTENCY_IN_PROGRESS',
    });
    go();
    expect((await first).status).toBe(202);
    expect(done).toBe(1);
  });

  test('a refusal did nothing, and may be tried again', async () => {
    await post('refused', { refuse: true }).expect(422);
    await post('refused', { refuse: true }).expect(422);
    await post('refused', {}).expect(202);
    expect(done).toBe(3);
  });

  test('after a failure nobody knows what was done, until the claim lapses', async () => {
    await post('broken', { fail: true }).expect(500);
    await post('broken', { fail: true }).expect(409);
    await age('broken', 61);
    expect((await post('broken', { fail: false }).expect(422)).body).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    await post('broken', { fail: true }).expect(500);
    expect(done).toBe(2);
  });

  test('an answer is kept for a day', async () => {
    await post('old', { a: 1 }).expect(202);
    await age('old', 23 * 3_600);
    await post('old', { a: 1 }).expect(202);
    expect(done).toBe(1);
    await age('old', 25 * 3_600);
    await post('old', { a: 2 }).expect(202);
    expect(done).toBe(2);
  });

  test('without a key nothing is remembered; a key of blanks or of 300 characters is refused', async () => {
    const plain = () =>
      supertest(app.getHttpServer() as Server)
        .post('/api/v1/probe')
        .set('authorization', 'Bearer pk_first')
        .send({});
    await plain().expect(202);
    await plain().expect(202);
    expect(done).toBe(2);
    await post('a b', {}).expect(422);
    await post('x'.repeat(300), {}).expect(422);
  });
});
