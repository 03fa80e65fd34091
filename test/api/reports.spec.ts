import { anApprovedService, aSubscriptionOf } from '../support/a-paid-service';
import { aReconciling, PRICE, type Reconciling } from '../support/reconciling';
import { createWorld, type World } from '../support/world';

const NOW = '2026-05-02T05:00:00Z';
const DAY = '2026-05-01';
const AT = '2026-05-01T08:00:00Z';
const INTERVAL = `from=2026-04-30T20:30:00Z&until=2026-05-01T20:30:00Z`;

let world: World;
let office: Reconciling;
beforeAll(async () => {
  world = await createWorld({ now: NOW });
  office = await aReconciling(world.database, NOW);
});
afterAll(() => world.close());

interface Answer<T> {
  readonly items: readonly T[];
}

const report = async <T>(path: string): Promise<readonly T[]> =>
  ((await world.api.get(`/reports/${path}`).expect(200)).body as Answer<T>).items;

interface Totals {
  readonly ours: number;
  readonly submitted: number;
  readonly oursNet: { readonly minor: string };
  readonly theirsNet: { readonly minor: string };
  readonly difference: { readonly minor: string };
}

const sumOf = (rows: readonly Totals[], pick: (row: Totals) => { readonly minor: string }): number =>
  rows.reduce((sum, row) => sum + Number(pick(row).minor), 0);

describe('REC-07 reports foot', () => {
  test('REC-07 control totals are the ledger’s movement of the day, and the difference is the findings’', async () => {
    const carrier = await office.aCarrier();
    const { till } = carrier;
    const at = '2026-05-01T09:00:00Z';
    for (const amountMinor of [5_000n, 7_000n, 11n])
      await office.books.pays({ till, amountMinor, currency: 'IRR', at });
    const back = await office.books.pays({ till, amountMinor: 900n, currency: 'IRR', at, how: 'single' });
    await office.books.isRefunded(back, 400n, at);
    await office.books.isRefused({ till, amountMinor: 5_000n, currency: 'IRR', at });
    await office.books.pays({ till, amountMinor: 1n, currency: 'IRR', at: '2026-05-01T20:30:00Z' });
    await carrier.sends(DAY, [{ txnId: 'Q-1', msisdn: '989120000077', at, amount: 2_500 }]);
    await office.settles();

    const totals = await report<Totals>(`control-totals?operator=${till.operator}&from=${DAY}&to=${DAY}`);
    const [ledger] = await office.query<{ net: number }>(
      `select sum(case when d.code = 'operator-receivable' then t.amount_minor else -t.amount_minor end)::bigint as net
       from ledger_transfers t join ledger_accounts d on d.id = t.debit_account join ledger_accounts c on c.id = t.credit_account
       where t.kind in ('single', 'post') and $1 in (d.owner, c.owner) and t.at >= '2026-04-30T20:30:00Z' and t.at < '2026-05-01T20:30:00Z'`,
      `operator:${till.operatorId}`,
    );
    expect(sumOf(totals, ({ oursNet }) => oursNet)).toBe(ledger?.net);
    expect(ledger?.net).toBe(5_000 + 7_000 + 11 + 900 - 400);
    const [deltas] = await office.query<{ sum: number }>(
      `select sum(delta_minor)::bigint as sum from findings where operator_id = $1 and day = $2 and closed_at is null`,
      till.operatorId,
      DAY,
    );
    expect(sumOf(totals, ({ difference }) => difference)).toBe(deltas?.sum);
    expect(sumOf(totals, ({ theirsNet }) => theirsNet)).toBe(2_500);
  });

  test('REC-07 match rate, success ratio, failures and tries say what was planted', async () => {
    const carrier = await office.aCarrier();
    const { operator } = carrier.till;
    const charges = Array.from({ length: 10 }, (_, at) => ({
      ref: `H${at}`,
      remoteId: `H-${at}`,
      msisdn: `98913000${100 + at}`,
      at: AT,
      state: at < 8 ? ('charged' as const) : ('refused' as const),
    }));
    await carrier.charged(charges);
    await office.query(
      `update charges set failure = 'insufficient' where state = 'refused' and operator_id = $1`,
      carrier.till.operatorId,
    );
    await carrier.sends(
      DAY,
      charges.slice(0, 6).map(({ remoteId, msisdn, at }) => ({ txnId: remoteId, msisdn, at })),
    );
    await office.settles();
    expect(await report(`match-rate?operator=${operator}&from=${DAY}&to=${DAY}`)).toMatchObject([
      {
        submitted: 10,
        charged: 8,
        billed: 6,
        matched: 6,
        matchRateBp: 7_500,
        successBillingRatioBp: 6_000,
        ourSuccessRatioBp: 8_000,
      },
    ]);
    expect(await report(`failures?operator=${operator}&${INTERVAL}`)).toMatchObject([
      { failure: 'insufficient', code: null, charges: 2 },
    ]);
    expect(await report(`attempts?operator=${operator}&${INTERVAL}&zone=Asia/Tehran`)).toEqual([
      { operator, try: 1, hour: 11, submitted: 10, charged: 8, successBp: 8_000 },
    ]);
    expect(await report(`ageing?operator=${operator}`)).toMatchObject([
      { category: 'MISSING_AT_OPERATOR', days: '0-3', findings: 2, delta: { minor: String(-2 * PRICE) } },
    ]);
    const csv = await world.api
      .get(`/reports/ageing?operator=${operator}`)
      .set('accept', 'text/csv')
      .expect(200);
    expect(csv.text.trim().split('\n')).toEqual([
      'operator,category,days,currency,findings,delta',
      `${operator},MISSING_AT_OPERATOR,0-3,IRR,2,${-2 * PRICE}`,
    ]);
  });
});

describe('REC-08 what moved', () => {
  const stretch = (from: string, until: string) =>
    `from=2026-05-${from}T00:00:00Z&until=2026-05-${until}T00:00:00Z`;

  interface Movement {
    readonly service: number;
    readonly opening: number;
    readonly new: number;
    readonly reactivated: number;
    readonly voluntary: number;
    readonly involuntary: number;
    readonly closing: number;
    readonly foots: boolean;
  }

  test('REC-08 the base foots over any interval, and two intervals are as good as one', async () => {
    const serviceId = await anApprovedService(world, { name: 'BASE' });
    const lives: readonly (readonly [
      person: string,
      events: readonly (readonly [day: number, to: string])[],
    ])[] = [
      [
        '989125550001',
        [
          [3, 'pending'],
          [3, 'activating'],
          [3, 'active'],
          [10, 'renewing'],
          [10, 'active'],
        ],
      ],
      [
        '989125550002',
        [
          [4, 'pending'],
          [4, 'trial'],
          [11, 'activating'],
          [11, 'active'],
          [12, 'unsubscribed'],
        ],
      ],
      [
        '989125550003',
        [
          [5, 'pending'],
          [6, 'expired'],
        ],
      ],
      [
        '989125550004',
        [
          [5, 'pending'],
          [5, 'activating'],
          [6, 'failed'],
        ],
      ],
      [
        '989125550005',
        [
          [7, 'pending'],
          [7, 'active'],
          [9, 'grace'],
          [14, 'suspended'],
          [20, 'churned'],
        ],
      ],
      [
        '989125550002',
        [
          [15, 'pending'],
          [15, 'activating'],
          [15, 'active'],
        ],
      ],
    ];
    for (const [msisdn, events] of lives) {
      const ended = ['unsubscribed', 'expired', 'failed', 'churned'].includes(events.at(-1)?.[1] ?? '');
      const id = await aSubscriptionOf(world, serviceId, msisdn, { state: 'unsubscribed' });
      await office.query(
        `insert into subscription_events (subscription_id, event, from_state, to_state, at)
         select $1, 'test', lag(g.to_state) over (order by g.place), g.to_state, '2026-05-01Z'::timestamptz + (g.day - 1) * interval '1 day 1 minute'
         from unnest($2::int[], $3::text[]) with ordinality as g(day, to_state, place) order by g.place`,
        id,
        events.map(([day]) => day),
        events.map(([, to]) => to),
      );
      if (!ended) expect(events.at(-1)?.[1]).toBe('active');
    }
    const of = async (from: string, until: string) =>
      (await report<Movement>(`base-movement?service=${serviceId}&${stretch(from, until)}`))[0];
    expect(await of('01', '31')).toEqual({
      ...{ service: serviceId, opening: 0, new: 4, reactivated: 1, voluntary: 1, involuntary: 2, closing: 2 },
      foots: true,
    });
    for (const middle of ['04', '06', '07', '10', '13', '15', '16', '21']) {
      const [first, second] = [await of('01', middle), await of(middle, '31')];
      expect([first?.foots, second?.foots]).toEqual([true, true]);
      expect(second?.opening).toBe(first?.closing);
      expect(second?.closing).toBe(2);
    }
  });
});
