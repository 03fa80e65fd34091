import { aPublished, asBrand } from '../support/campaigns';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
});
afterAll(() => world.close());

let people = 0;
const somebody = () => world.subscriber(`39333${9_200_000 + ++people}`);
const codeIn = (text: string | undefined): string =>
  /[0-9A-Z]{4,}[0-9A-Z-]*[0-9A-Z]/.exec(text ?? '')?.[0] ?? '';

describe('CPN-01 coupons from a pool', () => {
  test('CPN-01 of 20 coupons everybody gets one of their own, the 21st hears that they are gone', async () => {
    const id = await aPublished(world, 'coupon', ['BUONO'], {
      source: 'pool',
      texts: { given: { it: 'Ecco: {coupon}' }, again: { it: 'Hai: {coupon}' }, soldOut: { it: 'Finiti' } },
    });
    const till = await asBrand(world, 'caffe-aurora');
    const codes = Array.from({ length: 20 }, (_, at) => `ESPRESSO-${100 + at}`);
    const csv = ['code', ...codes, 'x', codes[0], ''].join('\n');
    const imported = await world.api
      .post(`/campaigns/${id}/coupons`)
      .set('content-type', 'text/csv')
      .send(csv);
    expect([imported.status, imported.body]).toEqual([
      200,
      {
        ...{ imported: 20, known: 0, rejected: 2 },
        faults: [
          { line: 22, fault: 'shape' },
          { line: 23, fault: 'repeated' },
        ],
      },
    ]);
    expect((await till.post(`/campaigns/${id}/coupons`, codes.slice(0, 3))).body).toMatchObject({ known: 3 });

    const guests = Array.from({ length: 25 }, somebody);
    await Promise.all(guests.map((guest) => guest.texts('48400', 'BUONO')));
    const heard = await Promise.all(guests.map((guest) => guest.received()));
    const given = heard.flat().filter((text) => text.startsWith('Ecco: '));
    expect(new Set(given).size).toBe(20);
    expect(heard.flat().filter((text) => text === 'Finiti')).toHaveLength(5);
    expect((await till.get(`/campaigns/${id}/coupons`)).body).toEqual({ total: 20, given: 20, redeemed: 0 });

    const lucky = guests.find((_, at) => heard[at]?.[0]?.startsWith('Ecco'));
    const own = (await lucky?.received())?.[0] ?? '';
    await lucky?.texts('48400', 'buono');
    expect(await lucky?.received()).toEqual([own, own.replace('Ecco', 'Hai')]);
  });
});

describe('CPN-02 a till', () => {
  async function aCoupon(settings: object = {}): Promise<string> {
    const word = `SCONTO${++people}`;
    await aPublished(world, 'coupon', [word], { source: 'generated', stock: 5, ...settings });
    const guest = somebody();
    await guest.texts('48400', word);
    return codeIn((await guest.received())[0]?.replace('Il tuo coupon di Caffè Aurora', ''));
  }
  const sale = (code: string, reference = 'scontrino 1') => ({
    code,
    till: 'milano-2',
    reference,
    amountMinor: 250,
  });

  test('CPN-02 a coupon is taken once, however it is typed, and the second till hears of the first', async () => {
    const till = await asBrand(world, 'caffe-aurora');
    const code = await aCoupon();
    const typed = `${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase();
    const first = await till.post('/coupons/redeem', sale(typed));
    expect([first.status, first.body]).toEqual([
      200,
      expect.objectContaining({ code, state: 'redeemed', reversals: 0 }),
    ]);
    const second = await till.post('/coupons/redeem', sale(code, 'scontrino 2'));
    expect([second.status, second.body]).toEqual([
      409,
      expect.objectContaining({
        code: 'CONFLICT',
        redemption: expect.objectContaining({
          reference: 'scontrino 1',
          till: 'milano-2',
          amountMinor: 250,
        }) as object,
      }),
    ]);
  });

  test('CPN-02 the same Idempotency-Key is the same sale', async () => {
    const till = await asBrand(world, 'caffe-aurora');
    const code = await aCoupon();
    const sell = () => till.post('/coupons/redeem', sale(code)).set('idempotency-key', 'sale-88');
    const [one, two] = [await sell(), await sell()];
    expect([one.status, two.status, two.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(two.body).toEqual(one.body);
  });

  test('CPN-02 ten tills at once: one takes it, nine hear of that one', async () => {
    const till = await asBrand(world, 'caffe-aurora');
    const code = await aCoupon();
    const sales = await Promise.all(
      Array.from({ length: 10 }, (_, at) => till.post('/coupons/redeem', sale(code, `r${at}`))),
    );
    const won = sales.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const { reference } = (won[0]?.body as { redemption: { reference: string } }).redemption;
    const told = sales
      .filter(({ status }) => status === 409)
      .map(({ body }) => body as { redemption: { reference: string } });
    expect(told.map(({ redemption }) => redemption.reference)).toEqual(Array(9).fill(reference));
  });

  test('CPN-02 a sale that is taken back stays on record, and the coupon is good again', async () => {
    const till = await asBrand(world, 'caffe-aurora');
    const code = await aCoupon();
    const { id } = (await till.post('/coupons/redeem', sale(code))).body as { id: number };
    const reversed = await till.post(`/coupons/${id}/reverse`, { reason: 'merce resa' });
    expect(reversed.body).toMatchObject({ state: 'given', redemption: null, reversals: 1 });
    expect((await till.post(`/coupons/${id}/reverse`, { reason: 'again' })).status).toBe(409);
    expect((await till.post('/coupons/redeem', sale(code, 'later'))).status).toBe(200);
    expect((await till.get(`/coupons?code=${code}`)).body).toMatchObject({
      state: 'redeemed',
      redemption: { reference: 'later' },
    });
  });

  test('CPN-02 a coupon that has expired, or is another brand’s, is not taken', async () => {
    const till = await asBrand(world, 'caffe-aurora');
    const stranger = await asBrand(world, 'radio-shahr');
    const code = await aCoupon({ expiresAt: '2026-05-01T09:00:00Z' });
    expect((await stranger.post('/coupons/redeem', sale(code))).status).toBe(404);
    expect((await stranger.get(`/coupons?code=${code}`)).status).toBe(404);
    world.clock.set('2026-05-01T09:00:00Z');
    const late = await till.post('/coupons/redeem', sale(code));
    expect([late.status, late.body]).toEqual([
      409,
      expect.objectContaining({ expiredAt: '2026-05-01T09:00:00.000Z' }),
    ]);
    expect((await till.post('/coupons/redeem', sale('NOBODYS-1'))).status).toBe(404);
    world.clock.set('2026-05-01T08:00:00Z');
  });

  test('CPN-01 only a pool of the brand’s own takes codes', async () => {
    const stranger = await asBrand(world, 'radio-shahr');
    const generated = await aPublished(world, 'coupon', ['FATTO'], { source: 'generated', stock: 5 });
    expect((await world.api.post(`/campaigns/${generated}/coupons`, ['ABCD-1'])).status).toBe(409);
    expect((await stranger.post(`/campaigns/${generated}/coupons`, ['ABCD-1'])).status).toBe(404);
    expect((await world.api.post('/campaigns/999999999999/coupons', ['ABCD-1'])).status).toBe(404);
    expect((await world.api.post(`/campaigns/${generated}/coupons`, { codes: [] })).status).toBe(422);
  });
});
