import { requestCharges } from '../../src/billing/charges/charges.store';
import { aChargingHouse, type ChargingHouse } from '../support/charging';

const PEOPLE = 300;
const WORKERS = 20;

let house: ChargingHouse;
beforeEach(async () => {
  house = await aChargingHouse();
});
afterEach(async () => {
  expect(await house.faults()).toEqual([]);
  await house.close();
});

const numberOf = (at: number): string => `39333${1_000_000 + at}`;

test('BIL-03 twenty workers race on the same due rows: everybody pays once', async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => house.aPerson(numberOf(at))));
  await house.database.transaction((tx) =>
    requestCharges(
      tx,
      people.map((person) => house.requestOf(person)),
    ),
  );
  const workers = Array.from({ length: WORKERS }, () => house.worker().charging);
  const drain = async ({ charge }: { charge: () => Promise<number> }): Promise<void> => {
    while ((await charge()) > 0);
  };
  await Promise.all(
    workers.map((charging) => drain({ charge: () => charging.charge(house.till.gatewayId, 7) })),
  );
  // Rows that somebody held in the very moment are found in the next round.
  await house.works();
  expect(house.operator.heard).toHaveLength(PEOPLE);
  expect(house.operator.payments.size).toBe(PEOPLE);
  expect(new Set(house.operator.heard.map(({ msisdn }) => msisdn)).size).toBe(PEOPLE);
  expect(await house.query(`select count(*) from charges where state = 'charged'`)).toEqual([
    { count: PEOPLE },
  ]);
  expect(await house.query('select max(attempts) as most from charges')).toEqual([{ most: 1 }]);
  expect(await house.owedByOperator()).toBe(PEOPLE * 100);
  expect(await house.news()).toHaveLength(PEOPLE);
});

test('BIL-03 twenty ask for the same period of one person at once: one charge', async () => {
  const alice = await house.aPerson(numberOf(0));
  await Promise.all(
    Array.from({ length: WORKERS }, (_, at) =>
      house.database.transaction((tx) =>
        requestCharges(tx, [
          house.requestOf(alice, { key: at % 2 === 0 ? 'renewal:same' : `renewal:other:${at}` }),
        ]),
      ),
    ),
  );
  await house.works();
  expect(house.operator.payments.size).toBe(1);
  expect(await house.query('select state from charges')).toEqual([{ state: 'charged' }]);
});

test('BIL-03 a period that was refused may be asked for again, one that is paid may not', async () => {
  const alice = await house.aPerson(numberOf(1));
  house.operator.takes(() => ({ refuses: 'insufficient' }));
  const first = await house.owes(alice, { key: 'renewal:1:1' });
  await house.works();
  house.operator.takes(() => 'takes it');
  const second = await house.owes(alice, { key: 'renewal:1:2' });
  await house.works();
  const third = await house.owes(alice, { key: 'renewal:1:3' });
  await house.works();
  expect((await house.charge(first)).state).toBe('refused');
  expect((await house.charge(second)).state).toBe('charged');
  expect(third).toBe(0);
  expect(house.operator.payments.size).toBe(1);
});

test('BIL-03 workers, askers and the operator’s own notices at once: still once each, and the books agree', async () => {
  const people = await Promise.all(Array.from({ length: 60 }, (_, at) => house.aPerson(numberOf(at))));
  await house.database.transaction((tx) =>
    requestCharges(
      tx,
      people.map((person) => house.requestOf(person)),
    ),
  );
  house.operator.takes(({ msisdn }) => (Number(msisdn) % 3 === 0 ? 'takes it silently' : 'takes it'));
  const tell = async (): Promise<void> => {
    const notices = [...house.operator.payments.values()].map((payment) => house.operator.noticeOf(payment));
    await house.charging.noticed(house.till.gatewayId, notices);
  };
  const workers = Array.from({ length: 6 }, () => house.worker().charging);
  await Promise.all([
    ...workers.map(async (charging) => {
      while ((await charging.charge(house.till.gatewayId, 5)) > 0) await tell();
    }),
    ...workers.map((charging) => charging.ask(house.till.gatewayId)),
  ]);
  house.clock.advance(60_000);
  await house.works();
  await tell();
  expect(house.operator.payments.size).toBe(60);
  expect(await house.query(`select state, count(*) from charges group by state`)).toEqual([
    { state: 'charged', count: 60 },
  ]);
  expect(await house.query('select 1 from charge_events')).toEqual([]);
});

describe('BIL-06 caps', () => {
  const cap = (limitMinor: string, own: object = {}) => [
    { window: 'day', scope: 'service', limitMinor, ...own },
  ];

  test('BIL-06 mo13 two charges race for the last of a cap: one passes', async () => {
    await house.capAt(cap('150'));
    const alice = await house.aPerson(numberOf(2));
    const ids = [
      await house.owes(alice, { key: 'a', periodStart: null, periodEnd: null, purpose: 'message' }),
      await house.owes(alice, { key: 'b', periodStart: null, periodEnd: null, purpose: 'message' }),
    ];
    const workers = [house.worker().charging, house.worker().charging];
    await Promise.all(workers.map((charging) => charging.charge(house.till.gatewayId, 1)));
    await house.works();
    const charges = await Promise.all(ids.map(house.charge));
    expect(charges.map(({ state }) => state).sort()).toEqual(['charged', 'refused']);
    expect(charges.find(({ state }) => state === 'refused')?.failure).toBe('our cap');
    expect(house.operator.heard).toHaveLength(1);
    expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 100 }]);
  });

  test('BIL-06 two in one batch do not both fit either, and each person has a cap of their own', async () => {
    await house.capAt(cap('100'));
    const [alice, bob] = [await house.aPerson(numberOf(3)), await house.aPerson(numberOf(4))];
    const own = { periodStart: null, periodEnd: null, purpose: 'message' } as const;
    await house.owes(alice, { ...own, key: 'a1' });
    await house.owes(alice, { ...own, key: 'a2' });
    await house.owes(bob, { ...own, key: 'b1' });
    await house.works();
    expect(house.operator.netOf(alice.msisdn)).toBe(100n);
    expect(house.operator.netOf(bob.msisdn)).toBe(100n);
  });

  test('BIL-06 what was refused or not heard is given back to the very window it was counted in', async () => {
    await house.capAt(cap('100'));
    const alice = await house.aPerson(numberOf(5));
    house.operator.takes(() => ({ refuses: 'insufficient' }));
    await house.owes(alice, { key: 'r1' });
    await house.works();
    expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 0 }]);
    house.operator.takes(() => 'is away');
    const id = await house.owes(alice, { key: 'r2' });
    await house.works();
    expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 0 }]);
    house.operator.takes(() => 'takes it silently');
    house.clock.advance(60_000);
    await house.works();
    expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 100 }]);
    house.clock.advance(60_000);
    await house.works();
    expect((await house.charge(id)).state).toBe('charged');
    expect(await house.query('select spent_minor from spendings')).toEqual([{ spent_minor: 100 }]);
  });

  test('BIL-06 tomorrow, local time, is another day; a month is not', async () => {
    await house.capAt([...cap('100'), ...cap('200', { window: 'month', scope: 'all' })]);
    const alice = await house.aPerson(numberOf(6));
    const states: string[] = [];
    // 12:00, 21:00, 23:00 (after midnight in Rome), and the day after.
    for (const hours of [0, 9, 11, 35]) {
      house.clock.freeze(new Date(Date.parse('2026-05-01T12:00:00Z') + hours * 3_600_000));
      const own = { periodStart: null, periodEnd: null, purpose: 'message' } as const;
      const id = await house.owes(alice, { ...own, key: `m${hours}` });
      await house.works();
      states.push((await house.charge(id)).state);
    }
    expect(states).toEqual(['charged', 'refused', 'charged', 'refused']);
  });

  test('BIL-06 a cap that cannot be read lets nothing through', async () => {
    await house.capAt([{ window: 'fortnight', limitMinor: 'much' }]);
    const alice = await house.aPerson(numberOf(7));
    const id = await house.owes(alice);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'refused', failure: 'our cap' });
    expect(house.operator.heard).toEqual([]);
  });
});

describe('what is not sent at all', () => {
  test('BIL-04 what came too late is refused as expired, what nobody is there for as not found', async () => {
    const [late, gone, erased] = [
      await house.aPerson(numberOf(8)),
      await house.aPerson(numberOf(9)),
      await house.aPerson(numberOf(10)),
    ];
    const ids = [
      await house.owes(late, { expiresAt: house.clock.now() }),
      await house.owes(gone),
      await house.owes(erased),
    ];
    await house.query(
      'update subscribers set ended_at = $2 where id = $1',
      gone.subscriberId,
      house.clock.now(),
    );
    await house.query('update subscribers set msisdn = null where id = $1', erased.subscriberId);
    await house.works();
    const charges = await Promise.all(ids.map(house.charge));
    expect(charges.map(({ state, failure }) => [state, failure])).toEqual([
      ['refused', 'expired'],
      ['refused', 'not found'],
      ['refused', 'not found'],
    ]);
    expect(house.operator.heard).toEqual([]);
    expect(await house.news()).toHaveLength(3);
  });

  test('BIL-04 while a service is suspended nothing is sent for it', async () => {
    const id = await house.owes(await house.aPerson(numberOf(11)));
    await house.query(`update services set state = 'suspended' where id = $1`, house.till.serviceId);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'refused', failure: 'temporary fault' });
    expect(house.operator.heard).toEqual([]);
  });

  test('BIL-04 a gateway of which nothing is heard is left alone, and tried again', async () => {
    house.operator.takes(() => 'is away');
    for (let at = 20; at < 23; at++) {
      await house.owes(await house.aPerson(numberOf(at)));
      await house.charging.charge(house.till.gatewayId);
    }
    const health = () =>
      house.query('select failing, resume_at from charge_gateways where id = $1', house.till.gatewayId);
    expect(await health()).toEqual([
      { failing: 3, resume_at: new Date(house.clock.now().getTime() + 5_000) },
    ]);
    house.operator.takes(() => 'takes it');
    house.clock.advance(10 * 60_000);
    await house.works();
    expect(await health()).toEqual([{ failing: 0, resume_at: null }]);
    expect(house.operator.payments.size).toBe(3);
  });
});
