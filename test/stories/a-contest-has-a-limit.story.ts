import fc from 'fast-check';
import type { ChargeRequest } from '../../src/billing/charge';
import { aChargingHouse, NOON, type ChargingHouse } from '../support/charging';

const HOUR_MS = 3_600_000;

let house: ChargingHouse;
let people = 0;
let drawn = 0;
beforeEach(async () => {
  house = await aChargingHouse();
});
afterEach(() => house.close());

const aPerson = () => house.aPerson(`3933377${String(++people).padStart(5, '0')}`);
type Person = Awaited<ReturnType<typeof aPerson>>;

type Own = Partial<ChargeRequest>;
const owes = (person: Person, own: Own = {}) => {
  const once = { periodStart: null, periodEnd: null, purpose: 'message' } as const;
  return house.owes(person, { key: `charge ${++drawn}`, ...once, ...own });
};

/** Pays something at an hour after noon. @returns what became of it */
async function pays(person: Person, hours: number, own: Own = {}): Promise<string> {
  house.clock.freeze(new Date(Date.parse(NOON) + hours * HOUR_MS));
  const id = await owes(person, own);
  await house.works();
  return (await house.charge(id)).state;
}

const CONTEST = { window: 'day', scope: 'campaign', campaign: 5, limitMinor: '200' };
const LAST_DAY = { window: 'day', rolling: true, scope: 'service', limitMinor: '200' };

test('BIL-06 one contest has a limit of its own, whatever else the person pays for', async () => {
  await house.capAt([CONTEST]);
  const alice = await aPerson();
  const states: string[] = [];
  for (const campaignId of [5, 6, 5, null, 5, 6]) states.push(await pays(alice, 0, { campaignId }));
  expect(states).toEqual(['charged', 'charged', 'charged', 'charged', 'refused', 'charged']);
  expect(await house.query('select cap, spent_minor from spendings')).toEqual([
    { cap: 'campaign:5:day', spent_minor: 200 },
  ]);
  expect(await pays(await aPerson(), 0, { campaignId: 5 })).toBe('charged');
});

test('BIL-06 two charges race for the last of a contest, and for the last of a rolling day: one passes', async () => {
  for (const cap of [CONTEST, LAST_DAY]) {
    await house.capAt([{ ...cap, limitMinor: '150' }]);
    const alice = await aPerson();
    const ids = [await owes(alice, { campaignId: 5 }), await owes(alice, { campaignId: 5 })];
    const workers = [house.worker().charging, house.worker().charging];
    await Promise.all(workers.map((charging) => charging.charge(house.till.gatewayId, 1)));
    await house.works();
    const charges = await Promise.all(ids.map(house.charge));
    expect(charges.map(({ state, failure }) => [state, failure]).sort()).toEqual([
      ['charged', null],
      ['refused', 'our cap'],
    ]);
    expect(house.operator.netOf(alice.msisdn)).toBe(100n);
  }
});

test('BIL-06 a rolling day knows no midnight: what was paid counts for twenty-four hours, and not a moment longer', async () => {
  await house.capAt([LAST_DAY]);
  const alice = await aPerson();
  const states: string[] = [];
  // Midnight in Rome lies between the second and the third.
  for (const hours of [0, 9, 11, 23, 24, 32, 33]) states.push(await pays(alice, hours));
  expect(states).toEqual(['charged', 'charged', 'refused', 'refused', 'charged', 'refused', 'charged']);
});

test('BIL-06 what an operator refuses is given back to a rolling cap, too', async () => {
  await house.capAt([LAST_DAY]);
  const alice = await aPerson();
  house.operator.takes(() => ({ refuses: 'insufficient' }));
  expect(await pays(alice, 0)).toBe('refused');
  expect(await pays(alice, 1)).toBe('refused');
  house.operator.takes(() => 'takes it');
  expect([await pays(alice, 2), await pays(alice, 3), await pays(alice, 4)]).toEqual([
    'charged',
    'charged',
    'refused',
  ]);
});

test('BIL-06 whenever somebody pays, no twenty-four hours ever hold more than the cap', async () => {
  await house.capAt([{ ...LAST_DAY, limitMinor: '300' }]);
  const anyTry = fc.record({
    afterHours: fc.integer({ min: 0, max: 15 }),
    amountMinor: fc.bigInt({ min: 10n, max: 200n }),
  });
  let from = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyTry, { minLength: 3, maxLength: 12 }), async (tries) => {
      const alice = await aPerson();
      const paid: { readonly at: number; readonly minor: bigint }[] = [];
      const within = (at: number) =>
        paid.filter((one) => one.at > at - 24).reduce((sum, { minor }) => sum + minor, 0n);
      for (const { afterHours, amountMinor } of tries) {
        from += afterHours;
        const wouldFit = within(from) + amountMinor <= 300n;
        const state = await pays(alice, from, { amountMinor });
        expect(state).toBe(wouldFit ? 'charged' : 'refused');
        if (state === 'charged') paid.push({ at: from, minor: amountMinor });
      }
    }),
    { numRuns: 12 },
  );
});
