import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../../access/answer-once.decorator';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { formatMoney, fromJson, money, type MoneyJson } from '../../platform/money';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { badDebt, operatorReceivable } from '../ledger/accounts';
import { writeTransfers } from '../ledger/ledger.store';
import { badDebtKey } from './closing-line';
import { insertBadDebt, lockLine } from './closing-lines.store';
import type { BadDebtDto } from './closings.dto';

export interface WriteOff {
  readonly closingId: number;
  readonly lineId: number;
  readonly amount: MoneyJson;
  readonly reason: string;
}

/** What an operator will not pay of what a month took. The next closing takes it back from whom it was shared with. */
@Injectable()
export class BadDebts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async writeOff(caller: ApiCaller, debt: WriteOff, keep: AnswerOnce): Promise<BadDebtDto> {
    const { closingId, lineId, amount, reason } = debt;
    const amountMinor = fromJson(amount)?.minor ?? 0n;
    if (amountMinor <= 0n) throw invalid([{ path: 'amount.minor', message: 'must be more than nothing' }]);
    return this.database.transaction(async (tx) => {
      const line = await lockLine(tx, closingId, lineId);
      if (!line) throw new Problem('NOT_FOUND', 'There is no such line in this closing.');
      if (line.kind !== 'charges') throw new Problem('CONFLICT', 'Only a line of charges is owed to us.');
      if (line.currency !== amount.currency)
        throw invalid([{ path: 'amount.currency', message: `must be ${line.currency}, as the line is` }]);
      if (amountMinor > line.leftMinor)
        throw new Problem(
          'CONFLICT',
          `Only ${formatMoney(money(line.leftMinor, line.currency))} of this line is left to be paid.`,
        );
      const [actor, at] = [caller.name, this.clock.now()];
      const id = await insertBadDebt(tx, { lineId, amountMinor, reason, actor, at });
      await writeTransfers(tx, [
        {
          key: badDebtKey(id),
          kind: 'single',
          debit: badDebt,
          credit: operatorReceivable(line.operatorId),
          amountMinor,
          currency: line.currency,
          pendingKey: null,
          reason,
          actor,
          at,
        },
      ]);
      const written: BadDebtDto = { id, line: lineId, amount, reason, actor, at };
      await keep(tx.sql, written);
      return written;
    });
  }
}
