import { IRAN, subscribing, type Subscribing } from '../support/subscribing';
import { createWorld, type World } from '../support/world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Point {
  readonly id: number;
  readonly amount: { readonly minor: string; readonly currency: string };
  readonly effectiveUntil: string | null;
}

let world: World;
let services: Subscribing;
let people = 0;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  world.clock.freeze('2026-05-01T08:00:00Z');
  services = await subscribing(world, IRAN);
});
afterEach(() => world.api.delete('/operators/mci/price-points').expect(204));
afterAll(() => world.close());

const rials = (minor: string) => ({ amount: { minor, currency: 'IRR' } });
const approve = (...minors: string[]) =>
  world.api.post('/operators/mci/price-points', { points: minors.map(rials) });
const points = async (): Promise<readonly Point[]> =>
  ((await world.api.get('/operators/mci/price-points').expect(200)).body as { items: Point[] }).items;
const pointOf = async (minor: string): Promise<number> =>
  (await points()).find(({ amount }) => amount.minor === minor)?.id ?? 0;
const withdraw = async (minor: string, body: object = {}) =>
  world.api.post(`/operators/mci/price-points/${await pointOf(minor)}/withdraw`, body);
const adds = (
  serviceId: number,
  minor: string,
  from: Date = new Date(world.clock.now().getTime() + HOUR_MS),
) => world.api.post(`/services/${serviceId}/tariffs`, { ...rials(minor), effectiveFrom: from.toISOString() });

async function joins(keyword: string): Promise<string> {
  const person = world.subscriber(`98912${String(++people).padStart(7, '0')}`);
  await person.texts('2050', keyword);
  await person.texts('2050', 'YES');
  await services.works();
  return person.msisdn;
}

describe('BIL-09 publishing a price', () => {
  test('BIL-09 an operator without a list approves every price, as it always did', async () => {
    const { serviceId } = await services.offers({ name: 'FREE', price: { minor: '4711', currency: 'IRR' } });
    expect(await points()).toEqual([]);
    await adds(serviceId, '4712').expect(201);
    expect(await services.chargesOf(await joins('FREE'))).toMatchObject([
      { state: 'charged', amount: 4_711 },
    ]);
  });

  test('BIL-09 a price outside the list is refused by name, with the nearest that are on it', async () => {
    const { serviceId } = await services.offers({ name: 'LISTED' });
    expect((await approve('4000', '5000', '6000', '9000').expect(200)).body).toMatchObject({
      unapproved: expect.not.arrayContaining([expect.objectContaining({ service: serviceId })]) as object[],
    });
    const refused = await adds(serviceId, '6500');
    expect([refused.status, refused.body]).toMatchObject([
      422,
      {
        code: 'PRICE_NOT_APPROVED',
        detail: 'mci has not approved 6500 IRR; it approves 6000 and 9000.',
        operator: 'mci',
        nearest: [
          { minor: '6000', currency: 'IRR' },
          { minor: '9000', currency: 'IRR' },
        ],
        errors: [{ path: 'amount.minor' }],
      },
    ]);
    await adds(serviceId, '6000').expect(201);
  });

  test('BIL-09 a price is measured at the instant from which it is charged', async () => {
    const { serviceId } = await services.offers({ name: 'FUTURE' });
    await approve('5000', '7000').expect(200);
    const july = new Date('2026-07-01T00:00:00Z');
    await world.api
      .post('/operators/mci/price-points', {
        points: [{ ...rials('8000'), effectiveFrom: july.toISOString() }],
      })
      .expect(200);
    expect((await withdraw('7000', { effectiveUntil: july.toISOString() })).status).toBe(200);
    expect((await adds(serviceId, '8000')).status).toBe(422);
    expect((await adds(serviceId, '7000', july)).status).toBe(422);
    await adds(serviceId, '7000').expect(201);
    await adds(serviceId, '8000', july).expect(201);
  });

  test('BIL-09 an operator does not take on a service at a price it has not approved, nor is one approved with it', async () => {
    await approve('6000').expect(200);
    const draft = (
      await world.api.post('/services', {
        ...{ brand: 'radio-shahr', shortcode: '2050', name: 'DEAR', cycle: 'week', provider: 'Setareh' },
        settings: IRAN.settings,
      })
    ).body as { readonly id: number };
    await world.api
      .post(`/services/${draft.id}/tariffs`, { ...rials('5000'), effectiveFrom: '2026-01-01T00:00:00Z' })
      .expect(201);
    const offered = { gateway: 'mci-paper', isApproved: true };
    const refused = await world.api.put(`/services/${draft.id}/operators/mci`, offered);
    expect(refused.body).toMatchObject({ code: 'PRICE_NOT_APPROVED', operator: 'mci' });
    await world.api.delete('/operators/mci/price-points').expect(204);
    await world.api.put(`/services/${draft.id}/operators/mci`, offered).expect(200);
    await approve('6000').expect(200);
    const { body } = await world.api.get(`/services/${draft.id}/faults`);
    expect((body as { errors: object[] }).errors).toContainEqual({
      path: 'tariffs',
      message: 'mci has not approved 5000 IRR; it approves 6000',
    });
  });
});

describe('BIL-09 a price whose approval ends', () => {
  test('BIL-09 it is charged up to that instant and not after; the refusal names it', async () => {
    await services.offers({ name: 'ENDS' });
    await approve('5000').expect(200);
    const alice = await joins('ENDS');
    expect(await services.chargesOf(alice)).toMatchObject([{ state: 'charged' }]);
    const answer = await withdraw('5000');
    expect((answer.body as { unapproved: object[] }).unapproved).toContainEqual(
      expect.objectContaining({ name: 'ENDS', amount: { minor: '5000', currency: 'IRR' } }),
    );
    const bob = await joins('ENDS');
    expect(await services.chargesOf(bob)).toMatchObject([{ state: 'refused' }]);
    world.clock.advance(6 * DAY_MS);
    await services.renews();
    world.clock.advance(DAY_MS + HOUR_MS);
    await services.renews();
    await services.works();
    const failures = await services.query<{ state: string; failure: string | null }>(
      `select c.state, c.failure from charges c join subscribers p on p.id = c.subscriber_id where p.msisdn = any($1) order by c.id`,
      [alice, bob],
    );
    expect(failures).toEqual([
      { state: 'charged', failure: null },
      { state: 'refused', failure: 'price not approved' },
      { state: 'refused', failure: 'price not approved' },
    ]);
    expect(services.operator.netOf(alice)).toBe(5_000n);
    expect(services.operator.netOf(bob)).toBe(0n);
  });

  test('BIL-09 what is approved again is charged again, and what was withdrawn stays on record', async () => {
    await services.offers({ name: 'AGAIN' });
    await approve('5000').expect(200);
    await withdraw('5000');
    world.clock.advance(HOUR_MS);
    await approve('5000', '5000').expect(200);
    expect((await points()).map(({ effectiveUntil }) => effectiveUntil === null)).toEqual([false, true]);
    expect(await services.chargesOf(await joins('AGAIN'))).toMatchObject([{ state: 'charged' }]);
  });
});

describe('BIL-09 what is no list of prices', () => {
  test.each([
    [{ points: [] }],
    [{ points: [rials('0')] }],
    [{ points: [{ amount: { minor: '-5', currency: 'IRR' } }] }],
    [{ points: [{ amount: { minor: '5', currency: 'XXX' } }] }],
    [{ points: [{ ...rials('5'), effectiveFrom: 'soon' }] }],
    [{ points: Array.from({ length: 201 }, () => rials('5')) }],
    [{}],
  ])('BIL-09 %j is refused', async (wish) => {
    expect((await world.api.post('/operators/mci/price-points', wish)).body).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  test('BIL-09 nobody withdraws the past, another operator’s price, or one there is not', async () => {
    await approve('5000').expect(200);
    expect((await withdraw('5000', { effectiveUntil: '2026-04-01T00:00:00Z' })).status).toBe(422);
    const id = await pointOf('5000');
    for (const path of [
      `irancell/price-points/${id}`,
      'mci/price-points/999999999999',
      'nobody/price-points/1',
    ])
      expect((await world.api.post(`/operators/${path}/withdraw`, {})).body).toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});
