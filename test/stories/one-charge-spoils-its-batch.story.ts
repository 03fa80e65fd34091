import { gatewaysWithWork } from '../../src/billing/charges/gateways.store';
import { writeTransfers } from '../../src/billing/ledger/ledger.store';
import { aTransfer } from '../support/bookkeeping';
import { until } from '../support/waiting';
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

describe('BIL-02 the queue of a gateway', () => {
  const charged = async (): Promise<number> =>
    (await house.query(`select 1 from charges where state = 'charged'`)).length;

  test('BIL-02 one that cannot be reserved is put off, and what stands behind it is charged', async () => {
    const spoiled = await house.owes(await house.aPerson('393330000021'));
    await house.database.transaction((tx) =>
      writeTransfers(tx, [
        aTransfer(`charge:${spoiled}:reserve:1`, {
          kind: 'pending',
          amountMinor: 7n,
          debit: { code: 'operator-receivable', owner: `operator:${house.till.operatorId}` },
          credit: { code: 'service-revenue', owner: `service:${house.till.serviceId}` },
        }),
      ]),
    );
    for (let at = 0; at < 5; at++) await house.owes(await house.aPerson(`39333000003${at}`));
    const queue = house.queue();
    await until('the others were charged', async () => {
      queue.wake();
      return (await charged()) === 5;
    });
    await queue.stop();
    const { state, dueAt } = await house.charge(spoiled);
    expect(state).toBe('requested');
    expect(dueAt.getTime()).toBeGreaterThan(house.clock.now().getTime());
  });

  test('BIL-02 it goes no faster than the operator sold us', async () => {
    await house.query(
      `update charge_gateways set settings = '{"tps": 5}' where id = $1`,
      house.till.gatewayId,
    );
    for (let at = 0; at < 8; at++) await house.owes(await house.aPerson(`39333000004${at}`));
    const heardAfterMs: number[] = [];
    const began = performance.now();
    house.operator.takes(() => {
      heardAfterMs.push(Math.ceil(performance.now() - began));
      return 'takes it';
    });
    const queue = house.queue();
    queue.wake();
    await until('all were charged', async () => (await charged()) === 8);
    await queue.stop();
    // However slow the machine: five at the most leave within the first second, counted from before the first one left.
    expect(heardAfterMs).toHaveLength(8);
    expect(heardAfterMs.filter((ms) => ms < 1_000).length).toBeLessThanOrEqual(5);
  });

  test('BIL-02 what is on the wire when it stops is written, and nothing new leaves', async () => {
    const id = await house.owes(await house.aPerson('393330000051'));
    const { waits, release } = house.operator.holdsItsAnswers();
    const queue = house.queue();
    queue.wake();
    await waits;
    const stopped = queue.stop();
    const later = await house.owes(await house.aPerson('393330000052'));
    release();
    await stopped;
    queue.wake();
    expect(await house.charge(id)).toMatchObject({ state: 'charged' });
    expect(await house.charge(later)).toMatchObject({ state: 'requested' });
  });

  test('BIL-02 a suspended gateway is sent nothing, but is asked of what may have happened', async () => {
    const id = await house.owes(await house.aPerson('393330000061'));
    house.operator.takes(() => 'takes it silently');
    await house.works();
    const waiting = await house.owes(await house.aPerson('393330000062'));
    await house.query(`update charge_gateways set state = 'suspended' where id = $1`, house.till.gatewayId);
    house.clock.advance(MINUTE_MS);
    const queue = house.queue();
    queue.wake();
    await until('it was healed', async () => (await house.charge(id)).state === 'charged');
    await queue.stop();
    expect(await house.charge(waiting)).toMatchObject({ state: 'requested', attempts: 0 });
  });

  test('BIL-02 through a suspended gateway nothing leaves, and what came too late is told so', async () => {
    await house.query(`update charge_gateways set state = 'suspended' where id = $1`, house.till.gatewayId);
    const expiresAt = new Date(house.clock.now().getTime() + MINUTE_MS);
    const late = await house.owes(await house.aPerson('393330000071'), { expiresAt });
    const early = await house.owes(await house.aPerson('393330000072'));
    const waiting = () => gatewaysWithWork(house.database.sql, house.clock.now());
    expect(await waiting()).toEqual([]);
    house.clock.advance(MINUTE_MS);
    expect(await waiting()).toEqual([house.till.gatewayId]);
    const queue = house.queue();
    queue.wake();
    await until('it was told', async () => (await house.charge(late)).state === 'refused');
    await queue.stop();
    expect(await house.charge(late)).toMatchObject({ failure: 'expired' });
    expect(await house.charge(early)).toMatchObject({ state: 'requested' });
    expect(await waiting()).toEqual([]);
    expect(house.operator.heard).toEqual([]);
  });
});
