import { brandPayable } from '../../src/billing/ledger/accounts';
import { writeTransfers, type NewTransfer } from '../../src/billing/ledger/ledger.store';
import type { Database } from '../../src/platform/database.service';
import { aDatabase, aTransfer } from '../support/bookkeeping';

let database: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
  await write([
    aTransfer('kept', { kind: 'single' }),
    aTransfer('kept:reserve', { kind: 'pending' }),
    aTransfer('kept:posted', { kind: 'pending' }),
  ]);
  await write([aTransfer('kept:post', { kind: 'post', pendingKey: 'kept:posted' })]);
  await write([aTransfer('kept:kwd', { currency: 'KWD', kind: 'pending' })]);
});
afterAll(() => close());

const write = (transfers: readonly NewTransfer[]): Promise<number[]> =>
  database.transaction((tx) => writeTransfers(tx, transfers));

const rows = async (): Promise<number> => {
  const [row] = await database.sql.query<{ count: number }>({
    text: 'select count(*)::int as count from ledger_transfers',
  });
  return row?.count ?? 0;
};

/** What PostgreSQL says when a statement of somebody's own hand breaks a promise. */
async function refusalOf(text: string): Promise<{ code: string; constraint: string; message: string }> {
  const before = await rows();
  const refused = await database
    .transaction(({ sql }) => sql.run({ text }))
    .then(
      () => null,
      (error: { code?: string; constraint?: string; message: string }) => error,
    );
  expect(await rows()).toBe(before);
  const { code = '', constraint = '', message = '' } = refused ?? {};
  return { code, constraint, message };
}

/** A transfer by hand: like "kept", but for what is given. */
function insert(own: Readonly<Record<string, string>>): string {
  const like = (column: string) => `(select ${column} from ledger_transfers where key = 'kept')`;
  const columns: Record<string, string> = {
    key: `'forged'`,
    kind: `'single'`,
    debit_account: like('debit_account'),
    credit_account: like('credit_account'),
    amount_minor: '100',
    currency: `'EUR'`,
    reason: `'forged'`,
    at: `'2026-04-10Z'`,
    ...own,
  };
  return `insert into ledger_transfers (${Object.keys(columns).join(', ')}) values (${Object.values(columns).join(', ')})`;
}
const idOf = (key: string): string => `(select id from ledger_transfers where key = '${key}')`;
const accountIn = (currency: string, code: string): string =>
  `(select id from ledger_accounts where currency = '${currency}' and code = '${code}')`;
const resolving = (key: string, own: Readonly<Record<string, string>> = {}): string =>
  insert({ kind: `'post'`, pending_id: idOf(key), ...own });

describe('BIL-08 the database keeps the promise too', () => {
  test.each([
    ['nothing', { amount_minor: '0' }, 'ledger_transfers_amount_minor_check'],
    ['a negative amount', { amount_minor: '-1' }, 'ledger_transfers_amount_minor_check'],
    ['a kind of its own', { kind: `'gift'` }, 'ledger_transfers_kind_check'],
    [
      'an account to itself',
      {
        debit_account: accountIn('EUR', 'service-revenue'),
        credit_account: accountIn('EUR', 'service-revenue'),
      },
      'ledger_transfers_check',
    ],
    ['a single that resolves', { pending_id: idOf('kept:reserve') }, 'ledger_transfers_check1'],
    ['a post that resolves nothing', { kind: `'post'` }, 'ledger_transfers_check1'],
    ['a void that resolves nothing', { kind: `'void'` }, 'ledger_transfers_check1'],
  ])('BIL-08 a transfer of %s is refused', async (_, own, constraint) => {
    expect(await refusalOf(insert(own))).toMatchObject({ code: '23514', constraint });
  });

  test('BIL-08 another currency than that of its accounts is refused', async () => {
    const refusal = await refusalOf(insert({ currency: `'KWD'` }));
    expect(refusal).toMatchObject({ code: '23503', constraint: expect.stringMatching(/account_currency/) });
  });

  test.each(['debit_account', 'credit_account'])('BIL-08 a %s that is not there is refused', async (side) => {
    const refusal = await refusalOf(insert({ [side]: '987654321' }));
    expect(refusal).toMatchObject({
      code: '23503',
      constraint: expect.stringMatching(/account_currency/) as string,
    });
  });

  test('BIL-08 one wrong transfer among many right ones spoils the statement, wherever it stands', async () => {
    const kept = `(select debit_account, credit_account from ledger_transfers where key = 'kept') k`;
    const many = (wrong: number): string =>
      `insert into ledger_transfers (key, kind, debit_account, credit_account, amount_minor, currency, reason, at)
       select 'many:' || n, 'single', k.debit_account, k.credit_account, 100, case n when ${wrong} then 'KWD' else 'EUR' end, 'forged',
         '2026-04-10Z' from generate_series(1, 300) n, ${kept}`;
    for (const wrong of [1, 150, 300]) expect(await refusalOf(many(wrong))).toMatchObject({ code: '23503' });
    const before = await rows();
    await database.sql.run({ text: many(0) });
    expect(await rows()).toBe(before + 300);
  });

  test('BIL-08 of many that resolve reservations, one that posts too much spoils the statement', async () => {
    const reserved = Array.from({ length: 40 }, (_, at) =>
      aTransfer(`many:reserve:${at}`, { kind: 'pending' }),
    );
    await write(reserved);
    const posts = (dearer: number): string =>
      `insert into ledger_transfers (key, kind, debit_account, credit_account, amount_minor, currency, pending_id, reason, at)
       select p.key || ':post', 'post', p.debit_account, p.credit_account, p.amount_minor + (p.key = 'many:reserve:${dearer}')::int,
         p.currency, p.id, 'forged', p.at from ledger_transfers p where p.key ~ '^many:reserve:[0-9]+$'`;
    expect(await refusalOf(posts(17))).toMatchObject({
      code: '23514',
      message: 'more is posted than was reserved',
    });
    const before = await rows();
    await database.sql.run({ text: posts(-1) });
    expect(await rows()).toBe(before + 40);
  });

  test('BIL-08 a key is used once', async () => {
    const refusal = await refusalOf(insert({ key: `'kept'` }));
    expect(refusal).toMatchObject({ code: '23505', constraint: 'ledger_transfers_key_key' });
  });

  const NAMES_A_RESERVATION = { code: '23503', constraint: expect.stringMatching(/pending_id/) as string };
  test.each([
    ['what is not there', () => insert({ kind: `'post'`, pending_id: '987654321' })],
    ['a single', () => resolving('kept')],
    ['a posted transfer', () => resolving('kept:post')],
    ['a reservation between other accounts', otherAccounts],
    ['a reservation the other way round', turnedRound],
    [
      'a reservation in another currency',
      () =>
        resolving('kept:kwd', {
          debit_account: accountIn('EUR', 'operator-receivable'),
          credit_account: accountIn('EUR', 'service-revenue'),
        }),
    ],
  ])('BIL-08 to resolve %s is refused', async (_, statement) => {
    expect(await refusalOf(statement())).toMatchObject(NAMES_A_RESERVATION);
  });

  function otherAccounts(): string {
    const account = `(select id from ledger_accounts where currency = 'EUR' and code = 'brand-payable')`;
    return resolving('kept:reserve', { credit_account: account });
  }

  function turnedRound(): string {
    return resolving('kept:reserve', {
      debit_account: accountIn('EUR', 'service-revenue'),
      credit_account: accountIn('EUR', 'operator-receivable'),
    });
  }

  beforeAll(() => write([aTransfer('kept:brand', { credit: brandPayable(1) })]));

  test('BIL-08 the constant column cannot be talked out of it', async () => {
    const refusal = await refusalOf(resolving('kept', { pending_kind: `'single'` }));
    expect(refusal.code).toBe('428C9');
  });

  test('BIL-08 more than was reserved is refused', async () => {
    const refusal = await refusalOf(resolving('kept:reserve', { amount_minor: '101' }));
    expect(refusal).toMatchObject({ code: '23514', message: 'more is posted than was reserved' });
  });

  test.each(['post', 'void'])('BIL-08 to %s what was resolved is refused', async (kind) => {
    const refusal = await refusalOf(resolving('kept:posted', { kind: `'${kind}'` }));
    expect(refusal).toMatchObject({ code: '23505', constraint: 'ledger_transfers_resolved_once' });
  });

  test.each([
    `update ledger_transfers set amount_minor = 1`,
    `update ledger_transfers set reason = 'another' where key = 'kept'`,
    `delete from ledger_transfers where key = 'kept'`,
    `truncate ledger_transfers cascade`,
    `update ledger_accounts set owner = 'nobody'`,
    `delete from ledger_accounts where currency = 'KWD'`,
    `truncate ledger_accounts cascade`,
  ])('BIL-08 %s is refused', async (statement) => {
    const refusal = await refusalOf(statement);
    expect(refusal).toMatchObject({
      code: '23001',
      message: expect.stringMatching(/ is append-only$/) as string,
    });
  });
});
