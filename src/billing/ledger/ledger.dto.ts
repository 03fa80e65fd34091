import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IfGiven, IsCurrency, IsInstant } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';
import { PageQuery } from '../../platform/page.dto';
import { ACCOUNT_CODES } from './accounts';
import { TRANSFER_KINDS, TRANSFER_LIMITS } from './transfer';

const CODES = Object.keys(ACCOUNT_CODES);

export class AccountsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: CODES })
  @IfGiven()
  @IsIn(CODES)
  code?: string;

  @ApiProperty({ required: false, example: 'service:12' })
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(TRANSFER_LIMITS.ownerChars)
  owner?: string;

  @ApiProperty({ required: false, example: 'EUR' })
  @IfGiven()
  @IsCurrency()
  currency?: string;
}

export class TransfersQuery extends PageQuery {
  @ApiProperty({ required: false, example: 7, description: 'The id of an account on either side' })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  account?: number;

  @ApiProperty({ required: false, enum: TRANSFER_KINDS })
  @IfGiven()
  @IsIn(TRANSFER_KINDS)
  kind?: string;

  @ApiProperty({ required: false, example: 'EUR' })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiProperty({ required: false, example: 'charge:17:', description: 'What the keys begin with' })
  @IfGiven()
  @IsString()
  @MinLength(1)
  @MaxLength(TRANSFER_LIMITS.keyChars)
  key?: string;

  @ApiProperty({ required: false, example: '2026-04-01T00:00:00Z' })
  @IfGiven()
  @IsInstant()
  from?: string;

  @ApiProperty({ required: false, example: '2026-05-01T00:00:00Z', description: 'Exclusive' })
  @IfGiven()
  @IsInstant()
  until?: string;
}

export class TrialBalanceQuery {
  @ApiProperty({
    required: false,
    example: '2026-05-01T00:00:00Z',
    description: 'Exclusive; now, if left out',
  })
  @IfGiven()
  @IsInstant()
  until?: string;
}

/** An amount that may lie on the other side. */
export class SignedMoneyDto {
  @ApiProperty({ example: '-500', description: 'Whole minor units' })
  minor!: string;

  @ApiProperty({ example: 'EUR' })
  currency!: string;
}

export class AccountDto {
  @ApiProperty({ example: 7 })
  id!: number;

  @ApiProperty({ enum: CODES })
  code!: string;

  @ApiProperty({ example: 'service:12' })
  owner!: string;

  @ApiProperty({ type: MoneyDto })
  debits!: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  credits!: MoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'On the side the account grows on' })
  balance!: SignedMoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Reserved, and neither moved nor let go yet' })
  reserved!: MoneyDto;
}

export class AccountsDto {
  @ApiProperty({ type: [AccountDto] })
  items!: readonly AccountDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class AccountNameDto {
  @ApiProperty({ enum: CODES })
  code!: string;

  @ApiProperty({ example: 'operator:3' })
  owner!: string;
}

export class TransferDto {
  @ApiProperty({ example: 40172 })
  id!: number;

  @ApiProperty({ example: 'charge:17:post' })
  key!: string;

  @ApiProperty({ enum: TRANSFER_KINDS })
  kind!: string;

  @ApiProperty({ type: AccountNameDto })
  debit!: AccountNameDto;

  @ApiProperty({ type: AccountNameDto })
  credit!: AccountNameDto;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ type: String, nullable: true, example: 'charge:17:reserve:1' })
  pending!: string | null;

  @ApiProperty({ example: 'renewal' })
  reason!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  actor!: string | null;

  @ApiProperty({ example: '2026-04-30T08:00:00.000Z' })
  at!: Date;
}

export class TransfersDto {
  @ApiProperty({ type: [TransferDto] })
  items!: readonly TransferDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class TrialAccountDto {
  @ApiProperty({ enum: CODES })
  code!: string;

  @ApiProperty({ example: '150000' })
  debits!: string;

  @ApiProperty({ example: '0' })
  credits!: string;
}

export class TrialCurrencyDto {
  @ApiProperty({ example: 'EUR' })
  currency!: string;

  @ApiProperty({ type: [TrialAccountDto] })
  accounts!: readonly TrialAccountDto[];

  @ApiProperty({ example: '150000' })
  debits!: string;

  @ApiProperty({ example: '150000' })
  credits!: string;
}

export class TrialBalanceDto {
  @ApiProperty({ type: String, nullable: true, example: null })
  until!: string | null;

  @ApiProperty({ example: true, description: 'In every currency, debits are credits' })
  isBalanced!: boolean;

  @ApiProperty({ type: [TrialCurrencyDto] })
  currencies!: readonly TrialCurrencyDto[];
}
