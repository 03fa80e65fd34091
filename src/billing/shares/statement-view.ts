import { money, toJson } from '../../platform/money';
import type { ClosedMonth } from './closings.service';
import type {
  BalanceDto,
  ClosedMonthDto,
  ClosingDto,
  PartsDto,
  StatementDto,
  StatementLineDto,
} from './closings.dto';
import type { ClosingRow } from './closings.store';
import type { Parts } from './share';
import type { Balance, Party, Statement, StatementLine } from './statement';

export function shownClosing({ brandId: _, ...closing }: ClosingRow): ClosingDto {
  return closing;
}

export function shownMonth({ closing, statements }: ClosedMonth, per: Party): ClosedMonthDto {
  return { ...shownClosing(closing), per, statements: statements.map(shownStatement) };
}

function shownStatement({ party, currency, lines, totals, balance }: Statement): StatementDto {
  const amount = (minor: bigint) => toJson(money(minor, currency));
  return {
    party,
    currency,
    charged: amount(totals.chargedMinor),
    refunded: amount(totals.refundedMinor),
    badDebt: amount(totals.badDebtMinor),
    parts: shownParts(totals.parts, currency),
    balance: shownBalance(balance, currency),
    lines: lines.map(shownLine),
  };
}

function shownLine(line: StatementLine): StatementLineDto {
  const { id, kind, ofMonth, provider, operator, vatBp, count, currency, receivableOn, payableOn } = line;
  return {
    ...{ id, kind, ofMonth, provider, operator, vatBp, count, receivableOn, payableOn },
    service: line.serviceId,
    serviceName: line.service,
    rule: line.ruleId,
    amount: toJson(money(line.amountMinor, currency)),
    parts: shownParts(line.parts, currency),
  };
}

function shownParts({ vat, operator, brand, provider, own }: Parts, currency: string): PartsDto {
  const amount = (minor: bigint) => toJson(money(minor, currency));
  return {
    vat: amount(vat),
    operator: amount(operator),
    brand: amount(brand),
    provider: amount(provider),
    own: amount(own),
  };
}

function shownBalance(balance: Balance, currency: string): BalanceDto {
  const amount = (minor: bigint) => toJson(money(minor, currency));
  return {
    broughtForward: amount(balance.broughtForwardMinor),
    ofMonth: amount(balance.ofMonthMinor),
    due: amount(balance.dueMinor),
    carriedForward: amount(balance.carriedForwardMinor),
  };
}
