import * as fc from 'fast-check';
import { BadDebts } from '../../src/billing/shares/bad-debts.service';
import type { ClosedMonth } from '../../src/billing/shares/closings.service';
import { NOTHING, sumOf } from '../../src/billing/shares/share';
import { aDatabase, bookkeeping } from '../support/bookkeeping';
import { anAccountant, finance, keepsNothing } from '../support/closing-months';

let database: Awaited<ReturnType<typeof aDatabase>>['database'];
let close: () => Promise<void>;
let books: ReturnType<typeof bookkeeping>;
let accountant: ReturnType<typeof anAccountant>;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
  books = bookkeeping(database);
  accountant = anAccountant(database);
});
afterAll(() => close());

test('BIL-10 REC-09 a month is closed and stays what it was; what is refunded later is taken back in the next', async () => {
  await accountant.agree();
  const till = await books.aTill();
  const paid = await books.pays({ till, amountMinor: 12_200n, at: '2026-04-10T10:00:00Z' });
  await books.pays({ till, amountMinor: 24_400n, at: '2026-04-30T21:59:59.999Z', how: 'single' });
  await books.pays({ till, amountMinor: 6_100n, at: '2026-04-30T22:00:00Z' });
  await books.isRefused({ till, amountMinor: 999n, at: '2026-04-12T10:00:00Z' });

  const april = await accountant.closeMonth(till, '2026-04');
  expect(april.closing).toMatchObject({ month: '2026-04', transfers: 2, closedBy: 'finance' });
  expect(april.statements).toMatchObject([
    {
      party: till.brand,
      totals: {
        chargedMinor: 36_600n,
        refundedMinor: 0n,
        parts: { vat: 6_600n, operator: 9_000n, brand: 12_000n, provider: 3_000n, own: 6_000n },
      },
      balance: { dueMinor: 12_000n },
      lines: [{ kind: 'charges', count: 2, receivableOn: '2026-06-29', payableOn: '2026-07-14' }],
    },
  ]);
  expect(await accountant.balanceOf('service-revenue', `service:${till.serviceId}`)).toBe(-6_100n);
  expect(await accountant.balanceOf('brand-payable', `brand:${till.brandId}`)).toBe(-12_000n);

  await books.isRefunded(paid, 12_200n, '2026-05-20T10:00:00Z');
  await books.pays({ till, amountMinor: 3n, at: '2026-04-02T10:00:00Z' });
  expect(await accountant.closeMonth(till, '2026-04')).toEqual(april);

  const may = await accountant.closeMonth(till, '2026-05');
  expect(may.closing.transfers).toBe(3);
  const [statement] = may.statements;
  expect(statement?.totals).toMatchObject({ chargedMinor: 6_103n, refundedMinor: 12_200n });
  expect(statement?.lines.find(({ kind }) => kind === 'refunds')).toMatchObject({
    ofMonth: '2026-04',
    parts: { vat: 2_200n, operator: 3_000n, brand: 4_000n, provider: 1_000n, own: 2_000n },
  });
  expect(statement?.balance.dueMinor).toBe(0n);
  expect(statement?.balance.carriedForwardMinor).toBe(statement?.totals.parts.brand);

  await books.pays({ till, amountMinor: 122_000n, at: '2026-06-15T10:00:00Z' });
  const [june] = (await accountant.closeMonth(till, '2026-06')).statements;
  expect(june?.balance).toMatchObject({
    broughtForwardMinor: statement?.balance.carriedForwardMinor,
    ofMonthMinor: 40_000n,
    dueMinor: 40_000n + (statement?.balance.carriedForwardMinor ?? 0n),
  });
  expect(await accountant.closeMonth(till, '2026-05')).toEqual(may);
  for (const code of ['service-revenue', 'refunds-given'])
    expect(await accountant.balanceOf(code, `service:${till.serviceId}`)).toBe(0n);
  expect(await accountant.faults()).toEqual([]);
});

test('REC-09 what an operator will not pay is taken back from everybody it was shared with', async () => {
  const till = await books.aTill();
  await books.pays({ till, amountMinor: 12_200n, at: '2026-04-10T10:00:00Z' });
  const { closing, statements } = await accountant.closeMonth(till, '2026-04');
  const lineId = statements[0]?.lines[0]?.id ?? 0;
  accountant.clock.freeze('2026-07-01T08:00:00Z');
  const writeOff = (minor: string) =>
    new BadDebts(database, accountant.clock).writeOff(
      finance,
      { closingId: closing.id, lineId, amount: { minor, currency: 'EUR' }, reason: 'not paid' },
      keepsNothing,
    );
  await writeOff('6100');
  await expect(writeOff('6101')).rejects.toThrow('Only 61.00 of this line is left to be paid.');
  expect(await accountant.balanceOf('operator-receivable', `operator:${till.operatorId}`)).toBe(6_100n);

  for (const month of ['2026-05', '2026-06'])
    expect((await accountant.closeMonth(till, month)).statements).toEqual([]);
  const [july] = (await accountant.closeMonth(till, '2026-07')).statements;
  expect(july).toMatchObject({
    totals: { badDebtMinor: 6_100n },
    balance: { carriedForwardMinor: -2_000n },
    lines: [
      { kind: 'bad debt', ofMonth: '2026-04', parts: { vat: 1_100n, operator: 1_500n, brand: 2_000n } },
    ],
  });
  expect(await accountant.faults()).toEqual([]);
});

/** Everything to one. */
const all = (to: 'operatorBp' | 'brandBp' | 'providerBp' | 'ownBp') => ({
  tiers: [{ fromMinor: '0', operatorBp: 0, brandBp: 0, providerBp: 0, ownBp: 0, [to]: 10_000 }],
});

test('BIL-10 mo1 the rule that says most, and was in force when it was paid, is the one that counts', async () => {
  const till = await books.aTill({ provider: 'Zephyr' });
  await accountant.agree({ ...all('operatorBp'), operator: till.operator });
  await accountant.agree({ ...all('providerBp'), provider: 'Zephyr', effectiveFrom: '2026-04-10T00:00:00Z' });
  await accountant.agree({
    ...all('brandBp'),
    service: till.serviceId,
    effectiveFrom: '2026-04-20T00:00:00Z',
  });
  await accountant.agree({ ...all('ownBp'), service: till.serviceId, effectiveFrom: '2026-04-25T00:00:00Z' });
  await accountant.agree({ ...all('operatorBp'), effectiveFrom: '2026-04-29T00:00:00Z' });
  for (const [at, amountMinor] of Object.entries({ '09': 1n, 10: 10n, 20: 100n, 25: 1_000n, 30: 10_000n }))
    await books.pays({ till, amountMinor, vatBp: 0, at: `2026-04-${at}T00:00:00Z` });
  const [april] = (await accountant.closeMonth(till, '2026-04')).statements;
  expect(april?.totals.parts).toEqual({ vat: 0n, operator: 1n, provider: 10n, brand: 100n, own: 11_000n });
  const again = accountant.agree({ ...all('ownBp'), operator: till.operator });
  await expect(again).rejects.toThrow('A rule for the same begins at the same instant.');
});

test('BIL-10 mo2 where no rule names the provider, the rule without one counts', async () => {
  const till = await books.aTill({ provider: 'Boreas' });
  await accountant.agree({ ...all('ownBp'), operator: till.operator });
  await accountant.agree({ ...all('providerBp'), provider: 'Notus' });
  await books.pays({ till, amountMinor: 100n, vatBp: 0, at: '2026-04-10T00:00:00Z' });
  const [april] = (await accountant.closeMonth(till, '2026-04')).statements;
  expect(april?.totals.parts).toEqual({ vat: 0n, operator: 0n, provider: 0n, brand: 0n, own: 100n });
});

test('months follow one another, and takings without a rule stop a closing before anything is written', async () => {
  const till = await books.aTill();
  await books.pays({ till, amountMinor: 500n, currency: 'KWD', at: '2026-03-10T10:00:00Z' });
  await expect(accountant.closeMonth(till, '2026-04')).rejects.toThrow(
    'There are takings of 2026-03: close that month first.',
  );
  await expect(accountant.closeMonth(till, '2026-03')).rejects.toThrow(
    `No share rule was in force for service ${till.serviceId} at ${till.operator} in KWD on 2026-03-10T10:00:00.000Z.`,
  );
  await accountant.agree({ currency: 'KWD' });
  const march = await accountant.closeMonth(till, '2026-03');
  expect(sumOf(march.statements[0]?.totals.parts ?? NOTHING)).toBe(500n);
  await expect(accountant.closeMonth(till, '2026-05')).rejects.toThrow(
    '2026-03 is the last month that is closed; 2026-04 is next.',
  );
  await expect(accountant.closeMonth(till, '2026-03', 'Asia/Tehran')).rejects.toThrow(
    '2026-03 is closed, in the zone Europe/Rome.',
  );
  accountant.clock.freeze('2026-04-30T21:59:59Z');
  const early = accountant.closings.close(finance, {
    brand: till.brand,
    month: '2026-04',
    zone: 'Europe/Rome',
  });
  await expect(early).rejects.toThrow('2026-04 is not over yet in Europe/Rome.');
});

test('two who close the same month at once close it once', async () => {
  const till = await books.aTill();
  await books.pays({ till, amountMinor: 12_200n, at: '2026-04-10T10:00:00Z' });
  const all = await Promise.all([1, 2, 3, 4].map(() => accountant.closeMonth(till, '2026-04')));
  for (const one of all) expect(one).toEqual(all[0]);
  expect(await accountant.balanceOf('brand-payable', `brand:${till.brandId}`)).toBe(-4_000n);
});

test('BIL-08 BIL-10 after any months of payments and refunds the books balance and every month equals itself', async () => {
  const month = (at: number): string => `2026-${String(at).padStart(2, '0')}`;
  const event = fc.record({
    month: fc.integer({ min: 1, max: 6 }),
    day: fc.integer({ min: 1, max: 28 }),
    till: fc.integer({ min: 0, max: 1 }),
    amountMinor: fc.bigInt({ min: 1n, max: 100_000n }),
    vatBp: fc.constantFrom(0, 900, 2_200),
    how: fc.constantFrom('reserved' as const, 'single' as const),
    refunds: fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 100 })), {
      maxLength: 3,
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
      const first = await books.aTill();
      const tills = [first, await books.aTill({ brand: first.brand, operator: first.operator })];
      for (const { month: paidIn, day, till: at, refunds, ...payment } of events) {
        const on = (later: number) => `${month(paidIn + later)}-${String(day).padStart(2, '0')}T10:00:00Z`;
        const paid = await books.pays({ ...payment, till: tills[at] ?? first, at: on(0) });
        let left = payment.amountMinor;
        for (const [later, percent] of refunds) {
          const given = (payment.amountMinor * BigInt(percent)) / 100n;
          if (given === 0n || given > left) continue;
          await books.isRefunded(paid, given, on(later));
          left -= given;
        }
      }
      const closed: ClosedMonth[] = [];
      for (let at = 1; at <= 11; at++) closed.push(await accountant.closeMonth(first, month(at)));
      for (let at = 1; at <= 11; at++)
        expect(await accountant.closeMonth(first, month(at))).toEqual(closed[at - 1]);
      for (const { serviceId } of tills)
        for (const code of ['service-revenue', 'refunds-given'])
          expect(await accountant.balanceOf(code, `service:${serviceId}`)).toBe(0n);
      const due = closed.reduce((sum, { statements }) => sum + (statements[0]?.balance.dueMinor ?? 0n), 0n);
      const carried = closed.at(-1)?.statements[0]?.balance.carriedForwardMinor ?? 0n;
      expect(await accountant.balanceOf('brand-payable', `brand:${first.brandId}`)).toBe(-(due + carried));
      expect(await accountant.faults()).toEqual([]);
    }),
    { numRuns: 6 },
  );
});
