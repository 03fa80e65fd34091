import type { RefundWish } from '../../src/billing/refunds/refund-plan';
import { Refunds } from '../../src/billing/refunds/refunds.service';
import { NOBODY_LISTENS } from '../../src/platform/events';
import { InProcessDoorbell } from '../../src/platform/in-process-doorbell.service';
import { aChargingHouse, type ChargingHouse } from '../support/charging';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

let house: ChargingHouse;
let refunds: Refunds;
beforeEach(async () => {
  house = await aChargingHouse();
  refunds = new Refunds(house.database, house.clock, NOBODY_LISTENS, new InProcessDoorbell());
});
afterEach(async () => {
  expect(await house.faults()).toEqual([]);
  await house.close();
});

const wish = (chargeId: number, amountMinor: bigint | null, own: Partial<RefundWish> = {}): RefundWish => ({
  key: `api:${chargeId}:${String(amountMinor)}`,
  chargeId,
  amountMinor,
  currency: amountMinor === null ? null : 'EUR',
  reason: 'did not mean to',
  actor: 'care',
  ...own,
});

/** @returns what each was granted, or the name of why not. */
async function ask(...wishes: RefundWish[]): Promise<(bigint | string)[]> {
  const answers = await refunds.ask(wishes, async () => undefined);
  return answers.map((answer) =>
    answer.type === 'refund' ? answer.refund.amountMinor : answer.problem.code,
  );
}

async function somebodyPaid(msisdn: string) {
  const person = await house.aPerson(msisdn);
  const id = await house.owes(person);
  await house.works();
  return { id, person };
}

const states = () => house.query('select state, attempts, failure from refunds order by id');

test('BIL-07 60 and then 50 of 100: the second is refused', async () => {
  const { id, person } = await somebodyPaid('393330000201');
  expect(await ask(wish(id, 60n))).toEqual([60n]);
  expect(await ask(wish(id, 50n))).toEqual(['CONFLICT']);
  await house.works();
  expect(house.operator.netOf(person.msisdn)).toBe(40n);
  expect(await house.owedByOperator()).toBe(40);
  expect(await ask(wish(id, null))).toEqual([40n]);
  await house.works();
  expect(house.operator.netOf(person.msisdn)).toBe(0n);
  expect(await ask(wish(id, null, { key: 'again' }))).toEqual(['CONFLICT']);
});

test('BIL-07 the over-refund says by name what it is, and what is left', async () => {
  const { id } = await somebodyPaid('393330000202');
  await ask(wish(id, 60n));
  const [answer] = await refunds.ask([wish(id, 41n)], async () => undefined);
  if (answer?.type !== 'problem') throw new Error('it was granted');
  expect(answer.problem.toJson()).toMatchObject({
    status: 409,
    reason: 'REFUND_EXCEEDS_CHARGE',
    left: { minor: '40', currency: 'EUR' },
    detail: expect.stringContaining('0.40 EUR') as string,
  });
});

test('BIL-07 the same key again is the same refund; with another amount it is another act', async () => {
  const { id, person } = await somebodyPaid('393330000203');
  expect(await ask(wish(id, 30n, { key: 'k' }), wish(id, 30n, { key: 'k' }))).toEqual([30n, 30n]);
  await house.works();
  expect(await ask(wish(id, 30n, { key: 'k' }))).toEqual([30n]);
  expect(await ask(wish(id, 31n, { key: 'k' }))).toEqual(['CONFLICT']);
  await house.works();
  expect(house.operator.netOf(person.msisdn)).toBe(70n);
});

test('BIL-07 twenty colleagues give back at once: never more than was taken', async () => {
  const { id, person } = await somebodyPaid('393330000204');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => ask(wish(id, 30n, { key: `colleague-${at}` }))),
  );
  expect(answers.flat().filter((answer) => answer === 30n)).toHaveLength(3);
  await house.works();
  expect(house.operator.netOf(person.msisdn)).toBe(10n);
});

test('BIL-07 in bulk each is granted or refused for itself', async () => {
  const paid = await Promise.all(
    ['393330000205', '393330000206'].map(async (msisdn) => {
      const person = await house.aPerson(msisdn);
      return { person, id: await house.owes(person) };
    }),
  );
  await house.works();
  const [first, second] = paid.map(({ id }) => id);
  const unpaid = await house.owes(await house.aPerson('393330000207'), { dueAt: new Date('2027-01-01Z') });
  expect(
    await ask(
      wish(first ?? 0, 100n),
      wish(first ?? 0, 1n),
      wish(second ?? 0, 10n, { currency: 'KWD' }),
      wish(second ?? 0, 0n),
      wish(second ?? 0, 10n),
      wish(unpaid, 10n),
      wish(999_999, 10n),
    ),
  ).toEqual([100n, 'CONFLICT', 'CONFLICT', 'VALIDATION_FAILED', 10n, 'CONFLICT', 'NOT_FOUND']);
  await house.works();
  expect(paid.map(({ person }) => house.operator.netOf(person.msisdn))).toEqual([0n, 90n]);
});

test('BIL-07 given back and the answer lost: sent again under the same name, given once', async () => {
  const { id, person } = await somebodyPaid('393330000208');
  house.operator.givesBack(() => 'gives it silently');
  await ask(wish(id, 60n));
  await house.works();
  expect(await states()).toEqual([{ state: 'unknown', attempts: 1, failure: null }]);
  expect(await house.owedByOperator()).toBe(100);
  house.operator.givesBack(() => 'refunded');
  house.clock.advance(MINUTE_MS);
  await house.works();
  expect(await states()).toEqual([{ state: 'refunded', attempts: 2, failure: null }]);
  expect(house.operator.refunds.size).toBe(1);
  expect(house.operator.netOf(person.msisdn)).toBe(40n);
  expect(await house.owedByOperator()).toBe(40);
});

test('BIL-07 a process that dies with it: somebody else sends it again', async () => {
  const { id } = await somebodyPaid('393330000209');
  await ask(wish(id, 60n));
  house.operator.givesBack(() => {
    throw new Error('a bug in the gateway');
  });
  await house.works();
  await house.query(
    `update refunds set state = 'sending', lease = gen_random_uuid(), leased_until = clock_timestamp()`,
  );
  house.operator.givesBack(() => 'refunded');
  house.clock.advance(MINUTE_MS);
  await house.works();
  expect(await states()).toMatchObject([{ state: 'refunded' }]);
});

test('BIL-07 what the operator refuses may be given back some other way', async () => {
  const { id } = await somebodyPaid('393330000210');
  house.operator.givesBack(() => 'refused');
  await ask(wish(id, 60n));
  expect((await house.charge(id)).refundedMinor).toBe(60);
  await house.works();
  expect(await states()).toEqual([{ state: 'refused', attempts: 1, failure: 'not refundable' }]);
  expect((await house.charge(id)).refundedMinor).toBe(0);
  house.operator.givesBack(() => 'refunded');
  expect(await ask(wish(id, 100n))).toEqual([100n]);
});

test('BIL-07 an operator without refunds makes it somebody’s task, which is closed by hand and booked then', async () => {
  const { id } = await somebodyPaid('393330000211');
  house.operator.givesBack(() => 'manual');
  await ask(wish(id, 60n));
  await house.works();
  const [card] = await refunds.page({ state: 'manual', after: 0, limit: 10 });
  expect(card).toMatchObject({ chargeId: id, state: 'manual', settledAt: null });
  expect(await house.owedByOperator()).toBe(100);
  const end = { outcome: 'refunded', remoteId: 'CR-1', note: 'by letter' } as const;
  const close = () => refunds.settle(card?.id ?? 0, end, 'Rosa', async () => undefined);
  expect(await close()).toMatchObject({ state: 'refunded', remoteId: 'CR-1' });
  expect(await close()).toMatchObject({ state: 'refunded' });
  expect(await house.owedByOperator()).toBe(40);
  await expect(
    refunds.settle(card?.id ?? 0, { ...end, outcome: 'refused' }, 'Rosa', async () => undefined),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('BIL-07 one that is never cleared up is tried for hours and then becomes somebody’s task', async () => {
  const { id } = await somebodyPaid('393330000212');
  house.operator.givesBack(() => 'unknown');
  await ask(wish(id, 60n));
  for (let hours = 0; hours < 24; hours++) {
    await house.works();
    house.clock.advance(HOUR_MS);
  }
  expect(await states()).toEqual([
    { state: 'manual', attempts: 20, failure: 'not cleared up in 20 attempts' },
  ]);
});

test('BIL-07 the database itself keeps refunds within the charge', async () => {
  const { id } = await somebodyPaid('393330000213');
  const over = house.query('update charges set refunded_minor = 101 where id = $1', id);
  await expect(over).rejects.toMatchObject({ code: '23514' });
  const unpaid = await house.owes(await house.aPerson('393330000214'), { dueAt: new Date('2027-01-01Z') });
  const early = house.query('update charges set refunded_minor = 1 where id = $1', unpaid);
  await expect(early).rejects.toMatchObject({ code: '23514' });
});
