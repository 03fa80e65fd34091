import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IfGiven, IsReference, IsWords, IsZone } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import { SignedMoneyDto } from '../ledger/ledger.dto';
import { TRANSFER_LIMITS } from '../ledger/transfer';
import { LINE_KINDS, type LineKind } from './closing-line';
import { PARTIES, type Party } from './statement';

const MONTH = /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/;
const MUST_BE_MONTH = { message: 'must be a month, such as 2026-04' };

export class NewClosingDto {
  @ApiProperty({ example: '2026-04' })
  @Matches(MONTH, MUST_BE_MONTH)
  month!: string;

  @ApiProperty({ example: 'Asia/Tehran', description: 'Where the month begins and ends' })
  @IsZone()
  zone!: string;

  @ApiProperty({ type: String, example: 'niloofar' })
  @IsReference()
  brand!: Reference;
}

export class ClosingsQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: 'niloofar' })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ required: false, example: '2026-04' })
  @IfGiven()
  @Matches(MONTH, MUST_BE_MONTH)
  month?: string;
}

export class StatementQuery {
  @ApiProperty({ required: false, enum: PARTIES, default: 'brand', description: 'Whose statements' })
  @IfGiven()
  @IsIn(PARTIES)
  per?: Party;
}

export class NewBadDebtDto {
  @ApiProperty({ example: 71, description: 'The line of charges that is not paid' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  line!: number;

  @ApiProperty({ type: MoneyDto })
  @ValidateNested()
  @Type(() => MoneyDto)
  amount!: MoneyDto;

  @ApiProperty({ example: 'refused by the operator, letter of 3 July' })
  @IsWords(TRANSFER_LIMITS.reasonChars)
  reason!: string;
}

export class BadDebtDto {
  @ApiProperty({ example: 2 })
  id!: number;

  @ApiProperty({ example: 71 })
  line!: number;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ example: 'refused by the operator, letter of 3 July' })
  reason!: string;

  @ApiProperty({ example: 'finance' })
  actor!: string;

  @ApiProperty({ example: '2026-07-03T08:00:00.000Z' })
  at!: Date;
}

export class ClosingDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: '2026-04' })
  month!: string;

  @ApiProperty({ example: 'Asia/Tehran' })
  zone!: string;

  @ApiProperty({ example: '2026-03-31T20:30:00.000Z' })
  startsAt!: Date;

  @ApiProperty({ example: '2026-04-30T20:30:00.000Z' })
  endsAt!: Date;

  @ApiProperty({ example: 'finance' })
  closedBy!: string;

  @ApiProperty({ example: '2026-05-04T08:00:00.000Z' })
  closedAt!: Date;

  @ApiProperty({ example: 41200, description: 'Transfers it counted' })
  transfers!: number;
}

export class ClosingsDto {
  @ApiProperty({ type: [ClosingDto] })
  items!: readonly ClosingDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class PartsDto {
  @ApiProperty({ type: SignedMoneyDto, description: 'Value added tax' })
  vat!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'What the operator keeps, its fee included' })
  operator!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto })
  brand!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto })
  provider!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'What is left to us' })
  own!: SignedMoneyDto;
}

export class StatementLineDto {
  @ApiProperty({ example: 71 })
  id!: number;

  @ApiProperty({ enum: LINE_KINDS, description: 'Charges came in; the others take back' })
  kind!: LineKind;

  @ApiProperty({ example: '2026-04', description: 'The month that was shared out' })
  ofMonth!: string;

  @ApiProperty({ example: 12 })
  service!: number;

  @ApiProperty({ example: 'HOROSCOPE' })
  serviceName!: string;

  @ApiProperty({ example: 'Aurora' })
  provider!: string;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: 900 })
  vatBp!: number;

  @ApiProperty({ example: 3 })
  rule!: number;

  @ApiProperty({ example: 41000 })
  count!: number;

  @ApiProperty({ type: SignedMoneyDto })
  amount!: SignedMoneyDto;

  @ApiProperty({ type: PartsDto })
  parts!: PartsDto;

  @ApiProperty({ example: '2026-06-29', description: 'When the operator owes it to us' })
  receivableOn!: string;

  @ApiProperty({ example: '2026-07-14', description: 'When we owe it to brand and provider' })
  payableOn!: string;
}

export class BalanceDto {
  @ApiProperty({ type: SignedMoneyDto, description: 'Never above zero: what earlier months left owing' })
  broughtForward!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto })
  ofMonth!: SignedMoneyDto;

  @ApiProperty({
    type: SignedMoneyDto,
    description: 'We owe it to a brand or provider; an operator owes it to us',
  })
  due!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'Never above zero' })
  carriedForward!: SignedMoneyDto;
}

export class StatementDto {
  @ApiProperty({ example: 'niloofar' })
  party!: string;

  @ApiProperty({ example: 'IRR' })
  currency!: string;

  @ApiProperty({ type: SignedMoneyDto })
  charged!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto })
  refunded!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto })
  badDebt!: SignedMoneyDto;

  @ApiProperty({ type: PartsDto })
  parts!: PartsDto;

  @ApiProperty({ type: BalanceDto })
  balance!: BalanceDto;

  @ApiProperty({ type: [StatementLineDto] })
  lines!: readonly StatementLineDto[];
}

export class ClosedMonthDto extends ClosingDto {
  @ApiProperty({ enum: PARTIES })
  per!: Party;

  @ApiProperty({ type: [StatementDto] })
  statements!: readonly StatementDto[];
}
