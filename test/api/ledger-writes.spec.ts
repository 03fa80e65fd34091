import * as fc from 'fast-check';
import { operatorReceivable, serviceRevenue } from '../../src/billing/ledger/accounts';
import { readAccounts, readTrialBalance } from '../../src/billing/ledger/balances.store';
import { writeTransfers, type NewTransfer } from '../../src/billing/ledger/ledger.store';
import { isBalanced, trialBalance } from '../../src/billing/ledger/trial-balance';
import type { Database } from '../../src/platform/database.service';
import { aDatabase, aTransfer } from '../support/bookkeeping';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
});
afterAll(() => close());

const write = (transfers: readonly NewTransfer[]): Promise<number[]> =>
  database.transaction((tx) => writeTransfers(tx, transfers));

const keysOf = async (ids: readonly number[]): Promise<string[]> => {
  const rows = await database.sql.query<{ id: number; key: string }>({
    text: 'select id, key from ledger_transfers where id = any($1::bigint[])',
    values: [ids],
  });
  return ids.map((id) => rows.find((row) => row.id === id)?.key ?? '?');
};

const accountOf = async (owner: string) =>
  (await readAccounts(database.sql, { code: null, owner, currency: null }, 0, 10))[0];

describe('BIL-08 writing transfers', () => {
  test('BIL-08 ids come back in the order given, whatever order they are written in', async () => {
    const keys = ['z', 'a', 'm', 'a', 'b'].map((key) => `order:${key}`);
    expect(await keysOf(await write(keys.map((key) => aTransfer(key))))).toEqual(keys);
    expect(await write([])).toEqual([]);
  });

  test('BIL-08 the same key is the same act, in a batch, after it and at once', async () => {
    const acts = ['again:1', 'again:2', 'again:3'].map((key) => aTransfer(key, { amountMinor: 7n }));
    const [first, second] = acts;
    if (!first || !second) throw new Error('there are three');
    const known = await write([second]);
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(() => write([...acts, first])));
    expect(new Set(all.map((ids) => ids.join()))).toHaveProperty('size', 1);
    expect(all[0]?.[1]).toBe(known[0]);
    expect(all[0]?.[3]).toBe(all[0]?.[0]);
    const [row] = await database.sql.query<{ count: number }>({
      text: `select count(*)::int as count from ledger_transfers where key like 'again:%'`,
    });
    expect(row?.count).toBe(3);
  });

  test.each<Partial<NewTransfer>>([
    { amountMinor: 101n },
    { currency: 'KWD' },
    { credit: serviceRevenue(2) },
    { kind: 'pending' },
  ])(
    'BIL-08 a key that exists and moved something else is refused, and nothing is written (%#)',
    async (own) => {
      await write([aTransfer('taken')]);
      const attempt = write([aTransfer('beside the point'), aTransfer('taken', own)]);
      await expect(attempt).rejects.toThrow('transfer taken exists and moved something else');
      const [row] = await database.sql.query<{ count: number }>({
        text: `select count(*)::int as count from ledger_transfers where key = 'beside the point'`,
      });
      expect(row?.count).toBe(0);
    },
  );

  test('BIL-08 a reservation and what resolves it may come together, in any order', async () => {
    const reserve = aTransfer('both:reserve', { kind: 'pending', credit: serviceRevenue(70) });
    const post = { ...reserve, key: 'both:post', kind: 'post' as const, amountMinor: 60n };
    const ids = await write([{ ...post, pendingKey: 'both:reserve' }, reserve]);
    expect(await keysOf(ids)).toEqual(['both:post', 'both:reserve']);
    expect(await accountOf('service:70')).toMatchObject({ credits: '60', debits: '0', reserved: '0' });
  });

  test('BIL-08 what was reserved is seen until it is posted or let go, and then is not', async () => {
    const reserve = (key: string) => aTransfer(key, { kind: 'pending', credit: serviceRevenue(71) });
    await write([reserve('seen:1'), reserve('seen:2')]);
    expect(await accountOf('service:71')).toMatchObject({ credits: '0', reserved: '200' });
    await write([{ ...reserve('seen:1:void'), kind: 'void', pendingKey: 'seen:1' }]);
    expect(await accountOf('service:71')).toMatchObject({ credits: '0', reserved: '100' });
    await write([{ ...reserve('seen:2:post'), kind: 'post', pendingKey: 'seen:2' }]);
    expect(await accountOf('service:71')).toMatchObject({ credits: '100', reserved: '0' });
  });

  test('a reservation nobody made cannot be resolved', async () => {
    const attempt = write([aTransfer('ghost:post', { kind: 'post', pendingKey: 'ghost' })]);
    await expect(attempt).rejects.toMatchObject({ code: '23514' });
  });

  test('BIL-08 0.125 KWD and the largest sum there is are kept to the unit', async () => {
    const most = 10n ** 18n - 1n;
    await write([
      aTransfer('fine:kwd', { currency: 'KWD', amountMinor: 125n, credit: serviceRevenue(72) }),
      aTransfer('fine:irr', { currency: 'IRR', amountMinor: most, credit: serviceRevenue(73) }),
      aTransfer('fine:more', { currency: 'IRR', amountMinor: most, credit: serviceRevenue(73) }),
    ]);
    expect(await accountOf('service:72')).toMatchObject({ credits: '125', currency: 'KWD' });
    expect(await accountOf('service:73')).toMatchObject({ credits: (2n * most).toString() });
  });

  test('an account whose opening was rolled back is opened again', async () => {
    const first = aTransfer('rolled back', { debit: operatorReceivable(901), credit: serviceRevenue(901) });
    const attempt = database.transaction(async (tx) => {
      await writeTransfers(tx, [first]);
      throw new Error('the process thinks better of it');
    });
    await expect(attempt).rejects.toThrow('thinks better');
    expect(await accountOf('service:901')).toBeUndefined();
    const [id] = await write([first]);
    expect(await keysOf([id ?? 0])).toEqual(['rolled back']);
  });

  test('twenty who open the same accounts at once open each of them once, and nobody fails', async () => {
    const all = Array.from({ length: 20 }, (_, at) =>
      write(
        [3, 1, 2].map((account) =>
          aTransfer(`race:${at}:${account}`, { credit: serviceRevenue(800 + account) }),
        ),
      ),
    );
    expect((await Promise.all(all)).flat()).toHaveLength(60);
    for (const owner of ['service:801', 'service:802', 'service:803'])
      expect(await accountOf(owner)).toMatchObject({ credits: '2000' });
  });

  test('names with quotes, commas and braces are kept as they are', async () => {
    const owner = `provider:O'Brien {"a", \\b}`;
    await write([aTransfer('odd:"key",{}', { credit: { code: 'provider-payable', owner } })]);
    expect(await accountOf(owner)).toMatchObject({ owner, credits: '100' });
  });

  test('BIL-08 after any history the trial balance is zero in every currency', async () => {
    let histories = 0;
    const act = fc.record({
      kind: fc.constantFrom('single', 'reserve', 'post', 'void'),
      from: fc.integer({ min: 1, max: 4 }),
      to: fc.integer({ min: 1, max: 4 }),
      currency: fc.constantFrom('EUR', 'KWD', 'IRR'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 30 }), async (acts) => {
        const name = `history:${histories++}`;
        await write(
          acts.flatMap(({ kind, from, to, currency, amount }, at) => {
            const [debit, credit] = [operatorReceivable(from), serviceRevenue(to)];
            const own = { debit, credit, currency, amountMinor: amount };
            const key = `${name}:${at}`;
            const reserve = aTransfer(`${key}:reserve`, { ...own, kind: 'pending' });
            if (kind === 'single') return [aTransfer(key, own)];
            if (kind === 'reserve') return [reserve];
            return [
              reserve,
              aTransfer(key, { ...own, kind: kind === 'post' ? 'post' : 'void', pendingKey: reserve.key }),
            ];
          }),
        );
        const currencies = trialBalance(await readTrialBalance(database.sql, null));
        expect(isBalanced(currencies)).toBe(true);
      }),
      { numRuns: 25 },
    );
    expect(isBalanced([{ currency: 'EUR', accounts: [], debits: '1', credits: '2' }])).toBe(false);
  });
});
