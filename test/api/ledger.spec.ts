import { parse } from 'csv-parse/sync';
import { bookkeeping, type Till } from '../support/bookkeeping';
import { createWorld, type World } from '../support/world';

let world: World;
let till: Till;
let financeKey: string;
beforeAll(async () => {
  world = await createWorld({ demo: false, now: '2026-05-05T08:00:00Z' });
  const books = bookkeeping(world.database);
  till = await books.aTill();
  const paid = await books.pays({ till, amountMinor: 12_200n, at: '2026-04-10T10:00:00Z' });
  await books.pays({ till, amountMinor: 6_100n, at: '2026-04-11T10:00:00Z', how: 'single' });
  await books.pays({ till, amountMinor: 125n, currency: 'KWD', at: '2026-04-12T10:00:00Z', vatBp: 0 });
  await books.isRefused({ till, amountMinor: 999n, at: '2026-04-12T10:00:00Z' });
  await books.isRefunded(paid, 1_220n, '2026-04-20T10:00:00Z');
  financeKey = await aKey('finance');
});
afterAll(() => world.close());

let made = 0;
async function aKey(role: string, own: object = {}): Promise<string> {
  const { body } = await world.api.post('/api-keys', { name: `key ${++made}`, role, ...own }).expect(201);
  return (body as { key: string }).key;
}

const as = (key: string) => ({
  get: (path: string) => world.http.get(`/api/v1${path}`).set('authorization', `Bearer ${key}`),
  post: (path: string, body: object) =>
    world.http.post(`/api/v1${path}`).set('authorization', `Bearer ${key}`).send(body),
});

const aRule = (own: object = {}) => ({
  currency: 'EUR',
  effectiveFrom: '2026-01-01T00:00:00Z',
  tiers: [{ fromMinor: '0', operatorBp: 3000, brandBp: 4000, providerBp: 1000, ownBp: 2000 }],
  operatorDays: 60,
  partnerDays: 75,
  ...own,
});
const aMonth = (own: object = {}) => ({ month: '2026-04', zone: 'Europe/Rome', brand: till.brand, ...own });

interface Account {
  readonly id: number;
  readonly code: string;
  readonly balance: { readonly minor: string; readonly currency: string };
}
interface Closed {
  readonly id: number;
  readonly statements: readonly { readonly lines: readonly { readonly id: number }[] }[];
}
const itemsOf = <T>(body: unknown): readonly T[] => (body as { items: readonly T[] }).items;

describe('API-01 who may see the books', () => {
  test.each(['accounts', 'transfers', 'trial-balance', 'share-rules', 'closings', 'closings/1'])(
    'API-01 /ledger/%s is for administrators and finance',
    async (path) => {
      const refused = [await aKey('care'), await aKey('brand', { brand: till.brand })];
      for (const key of refused)
        expect((await as(key).get(`/ledger/${path}`)).body).toMatchObject({ code: 'FORBIDDEN' });
      for (const key of [financeKey, world.adminKey])
        expect([200, 404]).toContain((await as(key).get(`/ledger/${path}`)).status);
    },
  );

  test('API-01 finance and care are let in by name only', async () => {
    for (const role of ['finance', 'care'])
      for (const path of ['/campaigns', '/connectors', '/api-keys'])
        expect((await as(await aKey(role)).get(path)).status).toBe(403);
  });

  test('a key of finance or care is of no brand', async () => {
    for (const role of ['finance', 'care'])
      await world.api.post('/api-keys', { name: 'of a brand', role, brand: till.brand }).expect(422);
  });
});

describe('BIL-08 the books', () => {
  test('BIL-08 accounts, each on the side it grows on', async () => {
    const { body } = await as(financeKey).get('/ledger/accounts').expect(200);
    const balances = itemsOf<Account>(body).map(({ code, balance }) => [
      code,
      balance.minor,
      balance.currency,
    ]);
    expect(balances.sort()).toEqual([
      ['operator-receivable', '125', 'KWD'],
      ['operator-receivable', '17080', 'EUR'],
      ['refunds-given', '1220', 'EUR'],
      ['service-revenue', '125', 'KWD'],
      ['service-revenue', '18300', 'EUR'],
    ]);
  });

  test('accounts are found by code, owner and currency, page by page', async () => {
    const owner = `service:${till.serviceId}`;
    const first = await as(financeKey).get(`/ledger/accounts?owner=${owner}&limit=2`);
    const { next } = first.body as { next: string };
    const second = await as(financeKey).get(`/ledger/accounts?owner=${owner}&limit=2&cursor=${next}`);
    const codes = [first, second].flatMap(({ body }) => itemsOf<Account>(body).map(({ code }) => code));
    expect(codes.sort()).toEqual(['refunds-given', 'service-revenue', 'service-revenue']);
    const kwd = await as(financeKey).get('/ledger/accounts?code=service-revenue&currency=KWD');
    expect(itemsOf<Account>(kwd.body)).toHaveLength(1);
  });

  test.each(['code=gold', 'currency=XXX', 'owner=', 'limit=0', 'account=1'])(
    'accounts by %s are nonsense',
    async (query) => {
      expect((await as(financeKey).get(`/ledger/accounts?${query}`)).status).toBe(422);
    },
  );

  test('transfers by account, kind, currency, key and time', async () => {
    const countOf = async (query: string): Promise<number> =>
      itemsOf((await as(financeKey).get(`/ledger/transfers?${query}`).expect(200)).body).length;
    expect(await countOf('')).toBe(8);
    expect(await countOf('kind=void')).toBe(1);
    expect(await countOf('currency=KWD')).toBe(2);
    expect(await countOf('key=refund:')).toBe(1);
    expect(await countOf('from=2026-04-11T00:00:00Z&until=2026-04-12T00:00:00Z')).toBe(1);
    const { body } = await as(financeKey).get('/ledger/accounts?code=refunds-given');
    expect(await countOf(`account=${itemsOf<Account>(body)[0]?.id}`)).toBe(1);
    const [post] = itemsOf((await as(financeKey).get('/ledger/transfers?kind=post')).body);
    expect(post).toMatchObject({
      key: expect.stringMatching(/^charge:\d+:post$/) as string,
      pending: expect.stringMatching(/:reserve:1$/) as string,
      debit: { code: 'operator-receivable', owner: `operator:${till.operatorId}` },
      amount: { minor: '12200', currency: 'EUR' },
    });
    for (const query of ['account=x', 'kind=gift', 'key=', 'from=yesterday'])
      expect((await as(financeKey).get(`/ledger/transfers?${query}`)).status).toBe(422);
  });

  test('BIL-08 the trial balance is zero in every currency, now and as it stood', async () => {
    const now = await as(financeKey).get('/ledger/trial-balance').expect(200);
    expect(now.body).toMatchObject({
      until: null,
      isBalanced: true,
      currencies: [
        { currency: 'EUR', debits: '19520', credits: '19520' },
        { currency: 'KWD', debits: '125', credits: '125' },
      ],
    });
    const then = await as(financeKey).get('/ledger/trial-balance?until=2026-04-11T00:00:00Z');
    expect(then.body).toMatchObject({ currencies: [{ currency: 'EUR', debits: '12200' }] });
  });
});

describe('BIL-10 shares and closings', () => {
  test.each<[string, object]>([
    ['shares that are not the whole', { tiers: [{ ...aRule().tiers[0], ownBp: 1 }] }],
    ['no tiers', { tiers: [] }],
    ['a first tier above zero', { tiers: [{ ...aRule().tiers[0], fromMinor: '5' }] }],
    ['a tier that is no amount', { tiers: [{ ...aRule().tiers[0], fromMinor: '-5' }] }],
    ['a share above the whole', { tiers: [{ ...aRule().tiers[0], ownBp: 10_001 }] }],
    ['an operator that pays too soon', { operatorDays: 29 }],
    ['an operator that pays too late', { operatorDays: 91, partnerDays: 100 }],
    ['partners before the operator', { partnerDays: 59 }],
    ['a currency we do not bill in', { currency: 'XXX' }],
    ['a negative fee', { feeMinor: '-1' }],
    ['an operator nobody knows', { operator: 'nobody' }],
    ['a service nobody knows', { service: 999_999 }],
  ])('a rule with %s is refused', async (_, own) => {
    const { status, body } = await as(financeKey).post('/ledger/share-rules', aRule(own));
    expect([status, (body as { code: string }).code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  test('BIL-10 a month is closed, read, read again, and told to each party', async () => {
    const early = await as(financeKey).post('/ledger/closings', aMonth()).expect(409);
    expect(early.body).toMatchObject({ unruled: [{ service: till.serviceId, operator: till.operator }, {}] });
    await as(financeKey).post('/ledger/share-rules', aRule()).expect(201);
    await as(financeKey).post('/ledger/share-rules', aRule()).expect(409);
    await as(financeKey)
      .post('/ledger/share-rules', aRule({ currency: 'KWD' }))
      .expect(201);
    const rules = await as(financeKey).get('/ledger/share-rules').expect(200);
    expect(itemsOf(rules.body)).toMatchObject([
      { currency: 'EUR', service: null, operator: null, feeMinor: '0', createdBy: 'key 1' },
      { currency: 'KWD' },
    ]);

    const closed = await as(financeKey).post('/ledger/closings', aMonth()).expect(200);
    expect(closed.body).toMatchObject({
      brand: till.brand,
      month: '2026-04',
      startsAt: '2026-03-31T22:00:00.000Z',
      closedBy: 'key 1',
      transfers: 4,
      per: 'brand',
      statements: [
        {
          party: till.brand,
          currency: 'EUR',
          charged: { minor: '18300', currency: 'EUR' },
          refunded: { minor: '1220' },
          parts: { vat: { minor: '3080' }, brand: { minor: '5600' }, own: { minor: '2800' } },
          balance: { due: { minor: '5600' }, carriedForward: { minor: '0' } },
        },
        { currency: 'KWD', charged: { minor: '125' }, parts: { brand: { minor: '51' } } },
      ],
    });
    const { id } = closed.body as Closed;
    const again = await as(financeKey).post('/ledger/closings', aMonth()).expect(200);
    const read = await as(financeKey).get(`/ledger/closings/${id}`).expect(200);
    expect([again.body, read.body]).toEqual([closed.body, closed.body]);
    const provider = await as(financeKey).get(`/ledger/closings/${id}?per=provider`).expect(200);
    expect(provider.body).toMatchObject({
      statements: [{ party: 'Aurora', balance: { due: { minor: '1400' } } }, {}],
    });
    const operator = await as(financeKey).get(`/ledger/closings/${id}?per=operator`).expect(200);
    expect(operator.body).toMatchObject({
      statements: [{ party: till.operator, balance: { due: { minor: String(17_080 - 4_200) } } }, {}],
    });
    const listed = await as(financeKey).get(`/ledger/closings?brand=${till.brand}&month=2026-04`);
    expect(itemsOf(listed.body)).toMatchObject([{ id, transfers: 4 }]);
    expect(itemsOf((await as(financeKey).get('/ledger/closings?month=2026-03')).body)).toEqual([]);
  });

  test('BIL-10 a statement is a file for whoever asks for one', async () => {
    const { text, headers } = await as(financeKey)
      .get('/ledger/closings/1?per=operator')
      .set('accept', 'text/csv')
      .expect(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers['content-disposition']).toContain(`statement-${till.brand}-2026-04-operator.csv`);
    const rows = parse<Record<string, string>>(text, { columns: true });
    expect(rows.map((row) => [row['kind'], row['currency'], row['amount']])).toEqual([
      ['charges', 'EUR', '183.00'],
      ['refunds', 'EUR', '-12.20'],
      ['brought forward', 'EUR', '0.00'],
      ['due', 'EUR', '128.80'],
      ['carried forward', 'EUR', '0.00'],
      ['charges', 'KWD', '0.125'],
      ['brought forward', 'KWD', '0.000'],
      ['due', 'KWD', expect.any(String)],
      ['carried forward', 'KWD', '0.000'],
    ]);
    expect(rows[1]).toMatchObject({
      vat: '-2.20',
      brand: '-4.00',
      party: till.operator,
      of_month: '2026-04',
    });
  });

  test('REC-09 what is not paid is written off once, however often it is said', async () => {
    const { body } = await as(financeKey).get('/ledger/closings/1');
    const line = (body as Closed).statements[0]?.lines[0]?.id;
    const debt = { line, amount: { minor: '100', currency: 'EUR' }, reason: 'not paid' };
    const said = () =>
      as(financeKey).post('/ledger/closings/1/bad-debts', debt).set('idempotency-key', 'letter-1');
    const [first, second] = [await said().expect(201), await said().expect(201)];
    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ line, actor: 'key 1', amount: debt.amount });
    const booked = await as(financeKey).get('/ledger/transfers?key=bad-debt:');
    expect(itemsOf(booked.body)).toHaveLength(1);
    for (const [own, status] of [
      [{ amount: { minor: '999999', currency: 'EUR' } }, 409],
      [{ amount: { minor: '1', currency: 'KWD' } }, 422],
      [{ amount: { minor: '0', currency: 'EUR' } }, 422],
      [{ line: 999_999 }, 404],
    ] as const)
      await as(financeKey)
        .post('/ledger/closings/1/bad-debts', { ...debt, ...own })
        .expect(status);
  });

  test.each<[string, object, number]>([
    ['a month that is not over', { month: '2026-05' }, 409],
    ['a month out of turn', { month: '2026-03' }, 409],
    ['a closed month in another zone', { zone: 'Asia/Tehran' }, 409],
    ['no month', { month: '2026-13' }, 422],
    ['a day', { month: '2026-04-01' }, 422],
    ['no zone', { zone: 'Mars/Olympus' }, 422],
    ['a brand nobody knows', { brand: 'nobody' }, 422],
  ])('%s is not closed', async (_, own, status) => {
    await as(financeKey).post('/ledger/closings', aMonth(own)).expect(status);
  });

  test.each(['/ledger/closings/99', '/ledger/closings/x', '/ledger/closings/1?per=sun'])(
    '%s is not found or not understood',
    async (path) => {
      expect([404, 422]).toContain((await as(financeKey).get(path)).status);
    },
  );
});
