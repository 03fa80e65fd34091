import fc from 'fast-check';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ demo: false });
});
afterAll(() => world.close());

describe('bad input', () => {
  const bodies = [
    ['a list where one is asked for', []],
    ['a number', 5],
    ['nothing', {}],
    ['NUL', { code: 'x', name: 'a\0b' }],
    ['half a character', { code: 'x', name: 'a\ud800' }],
    ['wrong types', { code: ['x'], name: { a: 1 } }],
    ['a text that is too long', { code: 'x', name: 'a'.repeat(100_000) }],
    ['a prototype', JSON.parse('{"code":"x","name":"y","__proto__":{"a":1},"constructor":1}')],
  ] as const;

  test.each(bodies)('%s is a named problem', async (_, body) => {
    const answer = await world.http
      .post('/api/v1/brands')
      .set('authorization', `Bearer ${world.adminKey}`)
      .set('content-type', 'application/json')
      .send(JSON.stringify(body));
    expect([400, 422]).toContain(answer.status);
    expect(answer.type).toBe('application/problem+json');
  });

  test('broken JSON, a body of 2 MB and a body nested without end are named problems', async () => {
    const send = (body: string) =>
      world.http
        .post('/api/v1/connectors')
        .set('authorization', `Bearer ${world.adminKey}`)
        .set('content-type', 'application/json')
        .send(body);
    expect((await send('{"name":')).body).toMatchObject({ code: 'MALFORMED' });
    expect((await send(`{"name":"${'x'.repeat(2_000_000)}"}`)).body).toMatchObject({ code: 'TOO_LARGE' });
    const deep = `{"name":"deep","protocol":"http","settings":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
    expect((await send(deep)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('whatever a colleague posts, it is answered, and never by a fault of ours', async () => {
    const path = fc.constantFrom(
      '/brands',
      '/operators',
      '/connectors',
      '/shortcodes',
      '/keywords',
      '/campaigns',
      '/api-keys',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.jsonValue({ stringUnit: 'binary' }), async (at, body) => {
        const answer = await world.http
          .post(`/api/v1${at}`)
          .set('authorization', `Bearer ${world.adminKey}`)
          .set('content-type', 'application/json')
          .send(JSON.stringify(body) ?? 'null');
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });

  test('whatever stands in a path, it is answered', async () => {
    const path = fc.constantFrom(
      'brands',
      'operators',
      'connectors',
      'shortcodes',
      'keywords',
      'campaigns',
      'profiles',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (at, raw) => {
        fc.pre(!/[\ud800-\udfff]/.test(raw) && raw !== '.' && raw !== '..');
        const { status } = await world.api.get(`/${at}/${encodeURIComponent(raw)}`);
        expect([200, 400, 404, 422]).toContain(status);
      }),
      { numRuns: 60 },
    );
  });
});
