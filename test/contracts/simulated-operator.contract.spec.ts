import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { openGateway } from '../support/gateways/gateway-peers';
import { aGatewayHouse, operatorOn, type GatewayHouse } from '../support/gateways/gateway-house';
import { PRICE } from '../support/gateways/gateway-peer';
import { until } from '../support/waiting';

const MINUTE_MS = 60_000;
const PATIENT = { timeoutMs: 30_000 };

let house: GatewayHouse;
beforeEach(async () => {
  house = await aGatewayHouse();
});
afterEach(() => house.close());

async function payers(count: number, minor = 1_000n) {
  const attempts = [];
  for (let at = 0; at < count; at++) {
    const attempt = await house.anAttempt();
    await house.hasMoney(attempt, minor);
    attempts.push(attempt);
  }
  return attempts;
}

const balanceOf = async (msisdn: string): Promise<bigint> =>
  BigInt((await house.network.balanceOf(msisdn)).minor);

test('SUB-12 who may not pay is known before anybody is asked', async () => {
  const attempts = await payers(5);
  const [barred, minor, firm, unknown, fine] = attempts.map(({ msisdn }) => msisdn);
  await house.operator.setCondition(barred ?? '', 'barred');
  await house.operator.setCondition(minor ?? '', 'under age');
  await house.operator.setCondition(firm ?? '', 'corporate');
  await house.operator.setCondition(unknown ?? '', 'not found');
  const gateway = openGateway(house, 'simulated', PATIENT);
  const wanted = ['barred', 'under age', 'barred', 'not found', 'eligible'];
  const asked = [barred, minor, firm, unknown, fine].map((msisdn) => msisdn ?? '');
  expect(await gateway.eligible?.(asked)).toEqual(wanted);
  await house.operator.setCondition(barred ?? '', null);
  expect(await gateway.eligible?.([barred ?? '', '390000000000'])).toEqual(['eligible', 'eligible']);
});

test('a balance never goes below zero: what one payment takes is not there for the next of the same batch', async () => {
  const [attempt] = await payers(1, 250n);
  if (!attempt) throw new Error('nobody pays');
  const attempts = Array.from({ length: 4 }, () => ({ ...attempt, correlator: randomUUID() }));
  const gateway = openGateway(house, 'simulated', PATIENT);
  const outcomes = await gateway.charge(attempts);
  expect(outcomes.map(({ type }) => type)).toEqual(['charged', 'charged', 'refused', 'refused']);
  expect(outcomes[3]).toEqual({ type: 'refused', failure: 'insufficient', remoteCode: '393' });
  expect(await balanceOf(attempt.msisdn)).toBe(50n);
});

test('the operator refuses in the words of its table, and above its highest price', async () => {
  const [attempt] = await payers(1, 10_000n);
  if (!attempt) throw new Error('nobody pays');
  const dear = openGateway(house, 'simulated', { ...PATIENT, mostMinor: '99', codes: 'telia' });
  expect(await dear.charge([attempt])).toEqual([
    { type: 'refused', failure: 'amount not allowed', remoteCode: '385' },
  ]);
  const danish = openGateway(house, 'simulated', { ...PATIENT, codes: 'denmark' });
  await house.operator.setCondition(attempt.msisdn, 'not found');
  expect(await danish.charge([{ ...attempt, correlator: randomUUID() }])).toEqual([
    { type: 'refused', failure: 'not found', remoteCode: '5001' },
  ]);
  const own = openGateway(house, 'simulated', {
    ...PATIENT,
    codes: 'denmark',
    failures: { '5001': 'blacklisted' },
  });
  expect(await own.charge([{ ...attempt, correlator: randomUUID() }])).toMatchObject([
    { failure: 'blacklisted' },
  ]);
});

test('twenty processes race for the same charges: each is paid once, and nobody waits for ever', async () => {
  const attempts = await payers(40);
  const gateways = Array.from({ length: 20 }, () => openGateway(house, 'simulated', PATIENT));
  const results = await Promise.all(
    gateways.map((gateway, at) => gateway.charge(at % 2 ? attempts : [...attempts].reverse())),
  );
  for (const outcomes of results)
    expect(new Set(outcomes.map(({ type }) => type))).toEqual(new Set(['charged']));
  for (const { msisdn } of attempts) expect(await balanceOf(msisdn)).toBe(1_000n - PRICE);
});

test('a reservation that nobody confirms lapses: it was never a payment, and the money is back', async () => {
  const [attempt, next] = await payers(2);
  if (!attempt || !next) throw new Error('nobody pays');
  const gateway = openGateway(house, 'simulated-two-step', PATIENT);
  house.clock.freeze('2026-05-01T12:00:00Z');
  await house.network.setFaults({ ...(await house.network.currentFaults()), timeoutAfterCharge: 1 });
  expect(await gateway.charge([attempt])).toEqual([{ type: 'unknown' }]);
  await house.network.setFaults({ ...(await house.network.currentFaults()), timeoutAfterCharge: 0 });
  expect(await balanceOf(attempt.msisdn)).toBe(1_000n - PRICE);
  expect(await gateway.ask([attempt.correlator])).toMatchObject([{ type: 'processing' }]);
  expect(await house.inTheBooks(attempt)).toBe(0n);

  house.clock.advance(11 * MINUTE_MS);
  const lapsed = { type: 'refused', failure: 'temporary fault', remoteCode: 'RESERVATION_LAPSED' };
  expect(await gateway.ask([attempt.correlator])).toEqual([lapsed]);
  expect(await gateway.charge([attempt])).toEqual([lapsed]);
  await gateway.charge([next]);
  expect(await balanceOf(attempt.msisdn)).toBe(1_000n);
  expect(await house.inTheBooks(attempt)).toBe(0n);
});

test('a confirmation that is turned away is said again', async () => {
  const attempts = await payers(30);
  const gateway = openGateway(house, 'simulated-two-step', PATIENT);
  await house.network.setFaults({ ...(await house.network.currentFaults()), throttle: 0.3 });
  const outcomes = await gateway.charge(attempts);
  expect(outcomes.some(({ type }) => type === 'not heard')).toBe(true);
  expect(outcomes.filter(({ type }) => type === 'charged').length).toBeGreaterThan(10);
  for (const [at, attempt] of attempts.entries()) {
    const isCharged = outcomes[at]?.type === 'charged';
    expect(await house.inTheBooks(attempt)).toBe(isCharged ? PRICE : 0n);
  }
});

test('callbacks outlive the process that owed them', async () => {
  const [attempt] = await payers(1);
  if (!attempt) throw new Error('nobody pays');
  const gateway = openGateway(house, 'simulated', { ...PATIENT, answers: 'later' });
  await house.network.setFaults({ ...(await house.network.currentFaults()), delayMs: [100, 100] });
  expect(await gateway.charge([attempt])).toMatchObject([{ type: 'processing' }]);
  await gateway.close();
  await house.post.onModuleDestroy();

  const { post, operator } = operatorOn(house.database.pool, house.clock);
  const heard: unknown[] = [];
  const next = openGateway(
    { ...house, post },
    'simulated',
    { ...PATIENT, answers: 'later' },
    {
      operator,
      hear: async (notices) => void heard.push(...notices),
    },
  );
  await until('the callback is heard', () => heard.length > 0);
  expect(heard).toMatchObject([{ correlator: attempt.correlator, outcome: { type: 'charged' } }]);
  await next.close();
  await post.onModuleDestroy();
});

test('whatever goes wrong, in whatever order: what is charged was paid once, what people have is what they had less that', async () => {
  const gateways = ['simulated', 'simulated-two-step'].map((type) => openGateway(house, type, PATIENT));
  const act = fc.record({
    payer: fc.nat(3),
    name: fc.nat(5),
    gateway: fc.nat(1),
    fault: fc.constantFrom('none', 'throttle', 'lose', 'timeoutAfterCharge'),
    refunds: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      const people = await payers(4, 450n);
      const correlators = Array.from({ length: 24 }, () => randomUUID());
      for (const { payer, name, gateway, fault, refunds } of acts) {
        const person = people[payer];
        const correlator = correlators[payer * 6 + name] ?? '';
        if (!person) continue;
        const calm = await house.network.currentFaults();
        await house.network.setFaults({ ...calm, throttle: 0, lose: 0, timeoutAfterCharge: 0, [fault]: 0.5 });
        await gateways[gateway]?.charge([{ ...person, correlator }]);
        if (!refunds) continue;
        const refund = { correlator: `r-${correlator}`, chargeCorrelator: correlator, remoteId: null };
        await gateways[gateway]?.refund([{ ...person, ...refund, amountMinor: 70n }]);
      }
      for (const [at, { msisdn }] of people.entries()) {
        let heldOrPaid = 0n;
        for (const correlator of correlators.slice(at * 6, at * 6 + 6)) {
          const [row] = await house.query<{ net: string }>(
            `select coalesce(sum(amount_minor - refunded_minor), 0)::text as net from simulator.payments
             where correlator = $1 and state in ('reserved', 'succeeded')`,
            correlator,
          );
          heldOrPaid += BigInt(row?.net ?? 0);
        }
        expect(await balanceOf(msisdn)).toBe(450n - heldOrPaid);
        expect(await balanceOf(msisdn)).toBeGreaterThanOrEqual(0n);
      }
    }),
    { numRuns: 15 },
  );
});
