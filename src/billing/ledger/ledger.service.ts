import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.service';
import { money, toJson } from '../../platform/money';
import { pageOf, type Page } from '../../platform/page';
import { ACCOUNT_CODES } from './accounts';
import {
  readAccounts,
  readTransfers,
  readTrialBalance,
  type AccountRow,
  type TransferRow,
} from './balances.store';
import type {
  AccountDto,
  AccountsQuery,
  TransferDto,
  TransfersQuery,
  TrialBalanceDto,
  TrialBalanceQuery,
} from './ledger.dto';
import { isBalanced, trialBalance } from './trial-balance';

/** The books, to be read: nobody writes a transfer by hand. */
@Injectable()
export class Ledger {
  constructor(private readonly database: Database) {}

  async accounts(query: AccountsQuery): Promise<Page<AccountDto>> {
    const { code = null, owner = null, currency = null, after, limit } = query;
    const rows = await readAccounts(this.database.sql, { code, owner, currency }, after, limit + 1);
    return pageOf(rows, limit, shownAccount);
  }

  async transfers(query: TransfersQuery): Promise<Page<TransferDto>> {
    const { account = null, kind = null, currency = null, key: keys = null, after, limit } = query;
    const from = instant(query.from);
    const until = instant(query.until);
    const filter = { account, kind, currency, keys, from, until };
    return pageOf(await readTransfers(this.database.sql, filter, after, limit + 1), limit, shownTransfer);
  }

  async trialBalance({ until }: TrialBalanceQuery): Promise<TrialBalanceDto> {
    const currencies = trialBalance(await readTrialBalance(this.database.sql, instant(until)));
    return { until: until ?? null, isBalanced: isBalanced(currencies), currencies };
  }
}

const instant = (given: string | undefined): Date | null => (given === undefined ? null : new Date(given));

function shownAccount({ id, code, owner, currency, debits, credits, reserved }: AccountRow): AccountDto {
  const more = BigInt(debits) - BigInt(credits);
  const growsOnDebit = Object.hasOwn(ACCOUNT_CODES, code)
    ? ACCOUNT_CODES[code as keyof typeof ACCOUNT_CODES] === 'debit'
    : true;
  return {
    id,
    code,
    owner,
    debits: { minor: debits, currency },
    credits: { minor: credits, currency },
    balance: toJson(money(growsOnDebit ? more : -more, currency)),
    reserved: { minor: reserved, currency },
  };
}

function shownTransfer(row: TransferRow): TransferDto {
  const { id, key, kind, amountMinor, currency, pending, reason, actor, at } = row;
  return {
    id,
    key,
    kind,
    debit: { code: row.debit, owner: row.debitOwner },
    credit: { code: row.credit, owner: row.creditOwner },
    amount: { minor: amountMinor, currency },
    pending,
    reason,
    actor,
    at,
  };
}
