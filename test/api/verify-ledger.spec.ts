import { summaryOf } from '../../src/billing/ledger/verification';
import { verifyLedger } from '../../src/billing/ledger/verification.service';
import { BadDebts } from '../../src/billing/shares/bad-debts.service';
import { aDatabase, bookkeeping } from '../support/bookkeeping';
import { anAccountant, finance, keepsNothing } from '../support/closing-months';

let database: Awaited<ReturnType<typeof aDatabase>>['database'];
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await aDatabase());
  const books = bookkeeping(database);
  const { agree, closeMonth, clock } = anAccountant(database);
  await agree();
  const till = await books.aTill();
  const paid = await books.pays({ till, amountMinor: 12_200n, at: '2026-04-10T10:00:00Z' });
  await books.pays({ till, amountMinor: 6_100n, at: '2026-04-11T10:00:00Z', how: 'single' });
  await books.isRefused({ till, amountMinor: 999n, at: '2026-04-12T10:00:00Z' });
  const { closing, statements } = await closeMonth(till, '2026-04');
  await books.isRefunded(paid, 6_100n, '2026-05-10T10:00:00Z');
  clock.freeze('2026-05-20T10:00:00Z');
  const debt = {
    ...{ closingId: closing.id, lineId: statements[0]?.lines[0]?.id ?? 0, reason: 'not paid' },
    amount: { minor: '500', currency: 'EUR' },
  };
  await new BadDebts(database, clock).writeOff(finance, debt, keepsNothing);
  await closeMonth(till, '2026-05');
});
afterAll(() => close());

describe('npm run verify-ledger', () => {
  test('says what it read, and that the books balance', async () => {
    const summary = summaryOf(await verifyLedger(database.sql));
    expect(summary[0]).toMatch(
      /^\d+ transfers between \d+ accounts, \d+ charges and \d+ closed months read\.$/,
    );
    expect(summary).toContain('The books balance.');
    expect(summary.find((line) => line.startsWith('EUR'))).toMatch(/^EUR: debits (\d+\.\d\d), credits \1\.$/);
  });

  /** Does what no constraint lets happen, looks, and undoes it. */
  async function foundAfter(statements: readonly string[]): Promise<readonly string[]> {
    const undo = new Error('undone');
    let found: readonly string[] = [];
    await database
      .transaction(async ({ sql }) => {
        await sql.run({ text: 'set local session_replication_role = replica' });
        for (const text of statements) await sql.run({ text });
        const verification = await verifyLedger(sql);
        found = verification.found.map(({ fault }) => fault);
        expect(summaryOf(verification)).toContain('The books do NOT balance:');
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return found;
  }

  const posted = `(select id from ledger_transfers where key ~ '^charge:[0-9]+:post$' order by id limit 1)`;
  const charged = `(select id from charges where state = 'charged' order by id limit 1)`;
  test.each<[string, string, readonly string[]]>([
    [
      'an amount that was changed',
      'not paid once',
      [`update ledger_transfers set amount_minor = amount_minor - 1 where id = ${posted}`],
    ],
    [
      'more than was reserved',
      'more than reserved',
      [`update ledger_transfers set amount_minor = amount_minor + 1 where id = ${posted}`],
    ],
    [
      'another currency than its accounts',
      'two currencies',
      [`update ledger_transfers set currency = 'KWD' where id = ${posted}`],
    ],
    [
      'a charge that says it was refused',
      'paid and not charged',
      [`update charges set state = 'refused', refunded_minor = 0 where id = ${charged}`],
    ],
    [
      'a payment that was deleted',
      'reservation left',
      [
        `delete from ledger_transfers where id = ${posted}`,
        `update charges set state = 'refused', refunded_minor = 0
         where 'charge:' || id || ':reserve:1' in (select key from ledger_transfers p where kind = 'pending'
           and not exists (select from ledger_transfers r where r.pending_id = p.id))`,
      ],
    ],
    [
      'a charge that says nothing came of it yet',
      'reservation missing',
      [`update charges set state = 'unknown', settled_at = null where state = 'refused'`],
    ],
    [
      'a charge of another service',
      'other accounts',
      [`update charges set service_id = service_id + 1 where id = ${charged}`],
    ],
    ['a charge that is gone', 'no such charge', [`delete from charges where id = ${charged}`]],
    [
      'a refund that is gone',
      'no such refund',
      [`delete from refunds where id = (select min(id) from refunds)`],
    ],
    [
      'a refund of another amount',
      'refund not booked',
      [`update refunds set amount_minor = amount_minor + 1 where id = (select min(id) from refunds)`],
    ],
    [
      'a refund that says it was not given yet',
      'refund booked early',
      [`update refunds set state = 'unknown' where id = (select min(id) from refunds)`],
    ],
    [
      'a charge that forgets what was refunded',
      'refunded sum',
      [
        `update charges set refunded_minor = 0 where id = (select charge_id from refunds order by id limit 1)`,
      ],
    ],
    [
      'a transfer that was counted and is not any more',
      'closing lines',
      [`delete from closing_transfers where transfer_id = (select min(transfer_id) from closing_transfers)`],
    ],
    [
      'a line that was changed',
      'closing lines',
      [
        `update closing_lines set brand_minor = brand_minor + 1, own_minor = own_minor - 1
         where id = (select min(id) from closing_lines)`,
      ],
    ],
    [
      'a share that was never posted',
      'closing postings',
      [`delete from ledger_transfers where key like 'closing:1:%:brand'`],
    ],
    [
      'a post that resolves what is no reservation',
      'no reservation',
      [
        `update ledger_transfers set pending_id = (select min(id) from ledger_transfers where kind = 'single')
         where id = ${posted}`,
      ],
    ],
    [
      'a payment too old for any closing',
      'left out',
      [
        `update ledger_transfers set at = '2020-01-01Z' where id = ${posted}`,
        `delete from closing_transfers where transfer_id = ${posted}`,
      ],
    ],
  ])('finds %s (%s)', async (_, fault, statements) => {
    expect(await foundAfter(statements)).toContain(fault);
  });
});

test.each([
  ['closings', `closed_by = 'nobody'`],
  ['closing_lines', 'count = count + 1'],
  ['closing_transfers', 'closing_id = closing_id'],
  ['share_rules', `created_by = 'nobody'`],
  ['bad_debts', 'amount_minor = 1'],
])('BIL-10 nothing in %s is ever changed, deleted or cleared away', async (table, change) => {
  for (const statement of [
    `update ${table} set ${change}`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ])
    await expect(database.sql.run({ text: statement })).rejects.toThrow(/ is append-only$/);
});

test('BIL-10 a line that does not add up, or is counted twice, cannot be stored', async () => {
  const copy = (column: string, value: string): string =>
    `insert into closing_lines (closing_id, kind, service_id, provider, operator_id, currency, vat_bp, rule_id, count, amount_minor,
       vat_minor, operator_minor, brand_minor, provider_minor, own_minor, receivable_on, payable_on)
     select closing_id, kind, service_id, provider, operator_id, currency, vat_bp, rule_id, count, amount_minor, vat_minor,
       operator_minor, ${column === 'brand_minor' ? value : 'brand_minor'}, provider_minor, own_minor, receivable_on, payable_on
     from closing_lines where kind = 'charges' order by id limit 1`;
  await expect(database.sql.run({ text: copy('brand_minor', 'brand_minor + 1') })).rejects.toMatchObject({
    code: '23514',
  });
  await expect(database.sql.run({ text: copy('', '') })).rejects.toMatchObject({
    constraint: 'closing_lines_once',
  });
  const twice = `insert into closing_transfers select transfer_id, closing_id, kind, rule_id from closing_transfers limit 1`;
  await expect(database.sql.run({ text: twice })).rejects.toMatchObject({
    constraint: 'closing_transfers_pkey',
  });
  const tooMuch = `insert into bad_debts (line_id, amount_minor, reason, actor, at)
    select id, amount_minor + 1, 'forged', 'nobody', '2026-07-01Z' from closing_lines where kind = 'charges' order by id desc limit 1`;
  await expect(database.sql.run({ text: tooMuch })).rejects.toThrow('more is written off than was owed');
  const offRefunds = `insert into bad_debts (line_id, amount_minor, reason, actor, at)
    select id, 1, 'forged', 'nobody', '2026-07-01Z' from closing_lines where kind = 'refunds' limit 1`;
  await expect(database.sql.run({ text: offRefunds })).rejects.toThrow(
    'only a line of charges is owed to us',
  );
});
