import { asBrand } from '../support/campaigns';
import { anApprovedService, aDraft } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
let from: number;
let to: number;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  from = await anApprovedService(world, { name: 'OLD' });
  to = await anApprovedService(world, { name: 'NEW' });
});
afterAll(() => world.close());

const begin = (target: unknown, source: number | string = from) =>
  world.api.post(`/services/${source}/migrations`, { to: target } as object);

describe('SUB-14 a migration', () => {
  test.each([
    ['a word', 'NEW'],
    ['nothing', null],
    ['no service', 999_999],
    ['more than a service can be', 2 ** 40],
  ])('SUB-14 to %s is refused', async (_, target) => {
    const { body } = await begin(target);
    expect(body).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', errors: [{ path: 'to' }] });
  });

  test('SUB-14 needs two services that are open, and a campaign through which people say yes', async () => {
    const draft = await aDraft(world, { name: 'DRAFT' });
    const once = await anApprovedService(world, { name: 'ONCE', cycle: 'one-off' });
    for (const [target, message] of [
      [from, 'is the same service'],
      [draft, 'is draft'],
      [once, 'is not paid for by the day'],
      [to, 'is reached by no campaign'],
    ] as const)
      expect((await begin(target)).body).toMatchObject({
        ...{ status: 422, errors: [{ path: 'to', message: expect.stringContaining(message) as unknown }] },
      });
    expect((await begin(to, draft)).body).toMatchObject({ status: 409, why: 'no subscribers' });
    expect((await begin(to, 999_999)).status).toBe(404);
    expect((await begin(to, 'OLD')).status).toBe(404);
  });

  test('SUB-14 belongs to its brand: nobody else begins, sees or stops it', async () => {
    const keyword = { brand: 'radio-shahr', shortcode: '2050', language: 'en', word: 'NEW' };
    await world.api.post('/keywords', { ...keyword, leasedFrom: '2026-01-01T00:00:00Z' }).expect(201);
    const { body: campaign } = await world.api
      .post('/campaigns', {
        ...{ brand: 'radio-shahr', shortcode: '2050', timezone: 'Asia/Tehran', language: 'fa', name: 'NEW' },
        ...{
          kind: 'subscribe',
          keywords: ['NEW'],
          opensAt: '2026-01-01T00:00:00Z',
          settings: { service: to },
        },
      })
      .expect(201);
    await world.api.post(`/campaigns/${(campaign as { readonly id: number }).id}/publish`).expect(200);
    await world.api.post(`/services/${to}/suspend`).expect(200);
    expect((await begin(to)).status).toBe(422);
    await world.api.post(`/services/${to}/resume`).expect(200);
    const own = await asBrand(world, 'radio-shahr');
    const other = await asBrand(world, 'kafe-naderi');
    const path = `/services/${from}/migrations`;
    expect((await other.post(path, { to })).status).toBe(404);
    const { body, status } = await own.post(path, { to });
    const { id } = body as { readonly id: number };
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ from, to, asked: 0, moved: 0, notAsked: [] }),
    ]);
    expect((await other.get(`${path}/${id}`)).status).toBe(404);
    expect((await other.post(`${path}/${id}/cancel`)).status).toBe(404);
    expect((await own.get(`/services/${to}/migrations/${id}`)).status).toBe(404);
    expect((await own.get(`${path}/${id}`)).status).toBe(200);
    expect((await own.post(path, { to })).body).toMatchObject({ status: 409, why: 'asking', migration: id });
  });
});
