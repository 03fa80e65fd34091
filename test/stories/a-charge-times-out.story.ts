import { aChargingHouse, type ChargingHouse } from '../support/charging';

const MINUTE_MS = 60_000;

let house: ChargingHouse;
beforeEach(async () => {
  house = await aChargingHouse();
});
afterEach(async () => {
  expect(await house.faults()).toEqual([]);
  await house.close();
});

describe('BIL-02 the operator charges, and its answer is lost', () => {
  test('BIL-02 mo8 nobody knows until it is asked; then it is charged, once', async () => {
    const alice = await house.aPerson('393330000001');
    const id = await house.owes(alice);
    house.operator.takes(() => 'takes it silently');
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(await house.news()).toEqual([]);

    await house.works();
    expect(house.operator.asked).toEqual([]);
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 1, remoteId: 'P1' });
    expect(house.operator.payments.size).toBe(1);
    expect(house.operator.heard).toHaveLength(1);
    expect(await house.owedByOperator()).toBe(100);
    expect(await house.news()).toMatchObject([
      { chargeId: id, state: 'charged', failure: null, amountMinor: 100n, stoppedAt: null },
    ]);
    expect(await house.news()).toEqual([]);
  });

  test('BIL-02 mo8 what never arrived is sent again under the same name, and is charged once', async () => {
    const alice = await house.aPerson('393330000002');
    const id = await house.owes(alice);
    house.operator.takes(() => 'loses it');
    await house.works();
    const correlator = await house.correlatorOf(id);
    house.operator.takes(() => 'takes it');
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(house.operator.asked).toEqual([correlator]);
    expect([...house.operator.payments.keys()]).toEqual([correlator]);
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 1 });
  });

  test('BIL-02 one that was unknown once keeps its name, even when the next try certainly was not heard', async () => {
    const alice = await house.aPerson('393330000003');
    const id = await house.owes(alice);
    house.operator.takes(() => 'loses it');
    await house.works();
    house.operator.takes(() => 'is away');
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'requested', attempts: 1 });
    house.operator.takes(() => 'takes it');
    house.clock.advance(10 * MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 1 });
    expect(house.operator.payments.has(await house.correlatorOf(id))).toBe(true);
  });

  test('BIL-02 what certainly was not heard is a new attempt under a new name, and its reservation was let go', async () => {
    const alice = await house.aPerson('393330000004');
    const id = await house.owes(alice);
    house.operator.takes(() => 'is away');
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'requested', attempts: 1 });
    expect(await house.faults()).toEqual([]);
    const open = await house.query(
      `select 1 from ledger_transfers p where p.kind = 'pending' and not exists (select 1 from ledger_transfers r where r.pending_id = p.id)`,
    );
    expect(open).toEqual([]);
    house.operator.takes(() => 'takes it');
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 2 });
    expect([...house.operator.payments.keys()]).toEqual([await house.correlatorOf(id, 2)]);
  });

  test('BIL-02 a process that dies after the call is healed: the operator is asked, nothing is sent blindly', async () => {
    const alice = await house.aPerson('393330000005');
    const id = await house.owes(alice);
    const { leaving } = await house.charging.reserve(house.till.gatewayId, 10);
    await house.operator.charge(leaving.items.map(({ attempt }) => attempt));
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'reserved' });
    await house.leasesLapse();
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 1 });
    expect(house.operator.heard).toHaveLength(1);
    // It was not dead after all: what it says now changes nothing.
    await house.charging.send(house.till.gatewayId, leaving);
    expect(house.operator.payments.size).toBe(1);
    expect(await house.owedByOperator()).toBe(100);
  });

  test('BIL-02 a process that dies before the call leaves nothing behind: it is charged once, later', async () => {
    const alice = await house.aPerson('393330000006');
    const id = await house.owes(alice);
    await house.charging.reserve(house.till.gatewayId, 10);
    await house.leasesLapse();
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged', attempts: 1 });
    expect(house.operator.payments.size).toBe(1);
  });

  test('BIL-02 a gateway that throws is a bug, and what it was given is unknown', async () => {
    const alice = await house.aPerson('393330000007');
    const id = await house.owes(alice);
    house.operator.takes(() => {
      throw new Error('a bug in the gateway');
    });
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'unknown' });
    house.operator.takes(() => 'takes it');
    house.clock.advance(MINUTE_MS);
    await house.works();
    expect(await house.charge(id)).toMatchObject({ state: 'charged' });
  });
});

describe('BIL-02 the operator tells by itself', () => {
  test('BIL-02 before its answer, and twice: one payment, one news', async () => {
    const alice = await house.aPerson('393330000011');
    const id = await house.owes(alice);
    const { waits, release } = house.operator.holdsItsAnswers();
    const working = house.works();
    await waits;
    const [payment] = [...house.operator.payments.values()];
    if (!payment) throw new Error('nothing was paid');
    const notice = house.operator.noticeOf(payment);
    await house.charging.noticed(house.till.gatewayId, [notice, notice]);
    expect(await house.charge(id)).toMatchObject({ state: 'charged', remoteId: payment.remoteId });
    await house.charging.noticed(house.till.gatewayId, [notice]);
    release();
    await working;
    expect(await house.charge(id)).toMatchObject({ state: 'charged' });
    expect(await house.owedByOperator()).toBe(100);
    expect(await house.news()).toHaveLength(1);
    expect(await house.query('select 1 from charge_events')).toEqual([]);
  });

  test('BIL-02 what it thinks about is asked of, less and less often, until it tells', async () => {
    const alice = await house.aPerson('393330000012');
    const id = await house.owes(alice);
    house.operator.takes(() => 'thinks about it');
    await house.works();
    const waits: number[] = [];
    for (let times = 0; times < 4; times++) {
      const { state, dueAt } = await house.charge(id);
      expect(state).toBe('unknown');
      waits.push(dueAt.getTime() - house.clock.now().getTime());
      house.clock.freeze(dueAt);
      await house.works();
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000]);
    const notice = house.operator.decides(await house.correlatorOf(id));
    await house.charging.noticed(house.till.gatewayId, [notice]);
    expect(await house.charge(id)).toMatchObject({ state: 'charged' });
  });

  test('BIL-02 another result than before moves no money, and is kept for whoever reconciles', async () => {
    const [alice, bob] = [await house.aPerson('393330000013'), await house.aPerson('393330000014')];
    const [paid, refused] = [await house.owes(alice), await house.owes(bob)];
    house.operator.takes(({ msisdn }) => (msisdn === bob.msisdn ? { refuses: 'insufficient' } : 'takes it'));
    await house.works();
    const [ofPaid, ofRefused] = [await house.correlatorOf(paid), await house.correlatorOf(refused)];
    const refusal = { type: 'refused', failure: 'barred', remoteCode: '5002' } as const;
    const payment = { type: 'charged', remoteId: 'P99' } as const;
    const notices = [
      { correlator: ofPaid, remoteId: null, outcome: refusal },
      { correlator: ofRefused, remoteId: null, outcome: payment },
      { correlator: 'nobody-knows', remoteId: null, outcome: payment },
    ];
    await house.charging.noticed(house.till.gatewayId, notices);
    await house.charging.noticed(house.till.gatewayId, notices);
    expect(await house.charge(paid)).toMatchObject({ state: 'charged' });
    expect(await house.charge(refused)).toMatchObject({ state: 'refused', failure: 'insufficient' });
    expect(
      await house.query('select charge_id, type, outcome from charge_events order by charge_id nulls last'),
    ).toEqual([
      { charge_id: paid, type: 'other result', outcome: 'refused' },
      { charge_id: refused, type: 'other result', outcome: 'charged' },
      { charge_id: null, type: 'unmatched', outcome: 'charged' },
    ]);
    expect(await house.owedByOperator()).toBe(100);
  });

  test('BIL-02 a notice through another gateway settles nothing of this one', async () => {
    const alice = await house.aPerson('393330000015');
    const id = await house.owes(alice);
    house.operator.takes(() => 'thinks about it');
    await house.works();
    const [other] = await house.query<{ id: number }>(
      `insert into charge_gateways (name, type, operator_id, created_at) values ('elsewhere', 'paper', $1, now()) returning id`,
      house.till.operatorId,
    );
    const notice = house.operator.decides(await house.correlatorOf(id));
    await house.charging.noticed(other?.id ?? 0, [notice]);
    expect(await house.charge(id)).toMatchObject({ state: 'unknown' });
  });

  test('BIL-02 an early attempt that was paid after all is booked, though a later one is on its way', async () => {
    const alice = await house.aPerson('393330000016');
    const id = await house.owes(alice);
    house.operator.takes(() => 'is away');
    await house.works();
    const first = await house.correlatorOf(id);
    const outcome = { type: 'charged', remoteId: 'LATE-1' } as const;
    await house.charging.noticed(house.till.gatewayId, [{ correlator: first, remoteId: null, outcome }]);
    expect(await house.charge(id)).toMatchObject({ state: 'charged', remoteId: 'LATE-1' });
    expect(await house.owedByOperator()).toBe(100);
  });
});
