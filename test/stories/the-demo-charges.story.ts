import { until } from '../support/code-lots';
import { statementsOf } from '../support/statement-files';
import { createWorld, type World } from '../support/world';

const DAY_MS = 86_400_000;
const NOW = '2026-05-01T08:00:00Z';

interface Charge {
  readonly id: number;
  readonly state: string;
  readonly service: number;
  readonly remoteId: string;
  readonly amount: object;
  readonly refunded: object;
  readonly transfers: readonly { readonly key: string }[];
  readonly refunds: readonly { readonly state: string }[];
}

interface Finding {
  readonly id: number;
  readonly category: string;
  readonly delta: { readonly minor: string };
}

interface Run {
  readonly state: string;
  readonly figures: { readonly matched: number } | null;
}

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: NOW });
});
afterAll(() => world.close());

/** The items of a page, once they are as they are waited for. */
async function items<T>(path: string, isDone: (seen: readonly T[]) => boolean): Promise<readonly T[]> {
  const look = async () => ((await world.api.get(path)).body as { readonly items: readonly T[] }).items;
  return until(look, isDone);
}

/** The only charge of somebody, when the operator has said what became of it. */
async function onlyCharge(msisdn: string): Promise<Charge> {
  const isSettled = (seen: readonly Charge[]) => seen[0]?.state === 'charged';
  const [charge] = await items<Charge>(`/charges?msisdn=${msisdn}`, isSettled);
  return (await world.api.get(`/charges/${charge?.id ?? 0}`)).body as Charge;
}

const paysWith = (msisdn: string, minor: string, currency: string) =>
  world.http.put(`/simulator/handsets/${msisdn}/balance`).send({ minor, currency }).expect(200);

const balanceOf = async (msisdn: string): Promise<string> =>
  ((await world.http.get(`/simulator/handsets/${msisdn}/balance`)).body as { minor: string }).minor;

const hears = (handset: ReturnType<World['subscriber']>, what: RegExp): Promise<readonly string[]> =>
  until(
    () => handset.received(),
    (heard) => heard.some((text) => what.test(text)),
  );

test('SUB-03 BIL-07 REC-06 a daily horoscope is taken, paid, given back, left, and compared with the operator', async () => {
  const sara = world.subscriber('989123334455');
  await paysWith(sara.msisdn, '20000', 'IRR');
  await sara.texts('3070', 'فال');
  expect(await sara.received()).toEqual([
    'عضویت در «فال» از رادیو شهر: روزانه ۵٬۰۰۰ ریال. تایید: بله، لغو: خاموش فال، راهنمایی: راهنما',
  ]);
  await sara.texts('3070', 'بله');
  const charge = await onlyCharge(sara.msisdn);
  expect(charge.amount).toEqual({ minor: '5000', currency: 'IRR' });
  expect(charge.transfers.map(({ key }) => key)).toEqual([
    `charge:${charge.id}:reserve:1`,
    `charge:${charge.id}:post`,
  ]);
  expect(await balanceOf(sara.msisdn)).toBe('15000');
  await hears(sara, /^رسید: ۵٬۰۰۰ ریال/);

  await world.api.post(`/charges/${charge.id}/refunds`, { reason: 'did not mean to subscribe' }).expect(201);
  const refund = `/refunds?charge=${charge.id}`;
  await items<{ state: string }>(refund, ([first]) => first?.state === 'refunded');
  expect(await balanceOf(sara.msisdn)).toBe('20000');
  await sara.texts('3070', 'خاموش فال');
  expect((await sara.received()).at(-1)).toContain('لغو شد');
  const mine = await world.api.get(`/subscribers/${sara.msisdn}/services`);
  expect(mine.body).toEqual({ items: [] });

  const findings = await reconciled(sara.msisdn, charge);
  expect(findings.map(({ category, delta }) => [category, delta.minor])).toEqual([
    ['REFUND_UNMATCHED', '5000'],
    ['MISSING_AT_US', '5000'],
  ]);
  const about = `/findings/${findings[0]?.id ?? 0}`;
  await world.api.post(`${about}/assign`, { assignee: 'Sara', reason: 'mine' }).expect(200);
  const decided = await world.api.post(`${about}/decide`, {
    outcome: 'REJECTED',
    reason: 'it was given back',
  });
  expect(decided.body).toMatchObject({ state: 'REJECTED', adjusted: { minor: '0' } });
  const balance = await world.api.get('/ledger/trial-balance');
  expect(balance.body).toMatchObject({ isBalanced: true });
});

/** The operator's file of the day has the charge, not the refund, and another that nobody here made. @returns what was found */
async function reconciled(msisdn: string, { service, remoteId }: Charge): Promise<readonly Finding[]> {
  const statements = statementsOf(world);
  const profile = await statements.profile('mci', 'mci-daily', {
    layout: { type: 'delimited', delimiter: ';' },
    columnNames: true,
    columns: {
      ...{ operatorTxnId: 'TXN', msisdn: 'MSISDN', service: 'SERVICE', chargedAt: 'TIME', amount: 'RIALS' },
      status: 'STATE',
    },
    time: { format: 'yyyy-MM-dd HH:mm:ss', zone: 'UTC' },
    amount: { unit: 'minor', currency: 'IRR' },
    statuses: { OK: 'charged' },
    services: { FAL: service },
    fileName: { pattern: 'mci_{date}.csv' },
  });
  expect(profile.status).toBe(201);
  const lines = [
    'TXN;MSISDN;SERVICE;TIME;RIALS;STATE',
    `${remoteId};${msisdn};FAL;2026-05-01 08:00:00;5000;OK`,
    'x-1;989120000001;FAL;2026-05-01 08:00:00;5000;OK',
  ];
  const sent = await statements.sent('mci-daily', 'mci_20260501.csv', `${lines.join('\n')}\n`);
  expect(sent).toMatchObject({ state: 'imported', day: '2026-05-01', details: 2, faults: 0 });
  const runs = await items<Run>('/reconciliations?operator=mci', ([run]) => run?.state === 'done');
  expect(runs[0]?.figures).toMatchObject({ ours: 2, theirs: 2, matched: 1 });
  return items<Finding>('/findings?operator=mci', ({ length }) => length > 0);
}

test('OPT-09 a weekly offer is taken with the password that came, and not with a yes', async () => {
  const anna = world.subscriber('393335550001');
  await paysWith(anna.msisdn, '500', 'EUR');
  await anna.texts('48500', 'OFFERTA');
  const [asked = ''] = await anna.received();
  expect(asked).toMatch(/^Abbonamento OFFERTA di Caffè Aurora: 0,99 euro a settimana.*800 442299/);
  await anna.texts('48500', 'SI');
  expect((await world.api.get(`/charges?msisdn=${anna.msisdn}`)).body).toMatchObject({ items: [] });
  await anna.texts('48500', /Rispondi (\d{5}) per/.exec(asked)?.[1] ?? '');
  expect(await onlyCharge(anna.msisdn)).toMatchObject({ amount: { minor: '99', currency: 'EUR' } });
  expect(await balanceOf(anna.msisdn)).toBe('401');
});

test('SUB-01 a monthly service is free for its fortnight, and paid for after it', async () => {
  const huda = world.subscriber('966505550001');
  await paysWith(huda.msisdn, '5000', 'SAR');
  await huda.texts('70070', 'موجز');
  await huda.texts('70070', 'نعم');
  await hears(huda, /مجانا حتى ١٥\/٥\/٢٠٢٦، ثم ١٥٫٠٠ ريال سعودي شهريا/);
  expect((await world.api.get(`/charges?msisdn=${huda.msisdn}`)).body).toMatchObject({ items: [] });
  world.clock.advance(13 * DAY_MS);
  await hears(huda, /تنتهي فترة «موجز» المجانية/);
  world.clock.advance(DAY_MS + DAY_MS);
  expect(await onlyCharge(huda.msisdn)).toMatchObject({ amount: { minor: '1500', currency: 'SAR' } });
  expect(await balanceOf(huda.msisdn)).toBe('3500');
});

test('SUB-12 a handset of another operator is told that it cannot have it, and pays nothing', async () => {
  const navid = world.subscriber('989355550001');
  await navid.texts('3070', 'FAL');
  expect((await navid.received())[0]).toMatch(/not available on your network.*not been charged/);
});
