import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsInstant, IsWords } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';
import { PageQuery } from '../../platform/page.dto';
import { CHARGE_STATES, type ChargeState } from '../charge-state';
import type { ChargePurpose } from '../charge';
import { RefundDto } from '../refunds/refund.dto';

const PURPOSES = ['first', 'renewal', 'one-off', 'message'] as const satisfies readonly ChargePurpose[];
const MOST_INT = 2_147_483_647;

export class ChargesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: CHARGE_STATES, example: 'charged' })
  @IfGiven()
  @IsIn(CHARGE_STATES)
  state?: ChargeState;

  @ApiProperty({ required: false, example: 12 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_INT)
  service?: number;

  @ApiProperty({ required: false, example: 4711 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  subscription?: number;

  @ApiProperty({
    required: false,
    example: '+989121234567',
    description: 'Whose; by the number as it is used now',
  })
  @IfGiven()
  @IsWords(40)
  msisdn?: string;

  @ApiProperty({ required: false, example: 'mci-dcb', description: 'The name of a charge gateway' })
  @IfGiven()
  @IsWords(40)
  gateway?: string;

  @ApiProperty({ required: false, example: '2026-05-01T00:00:00Z', description: 'Asked for since then' })
  @IfGiven()
  @IsInstant()
  from?: string;

  @ApiProperty({ required: false, example: '2026-06-01T00:00:00Z', description: 'And before then' })
  @IfGiven()
  @IsInstant()
  to?: string;
}

export class ChargeDto {
  @ApiProperty({ example: 8841 })
  id!: number;

  @ApiProperty({ enum: PURPOSES, example: 'renewal' })
  purpose!: ChargePurpose;

  @ApiProperty({
    enum: CHARGE_STATES,
    example: 'charged',
    description: 'unknown: it may have happened; the operator is asked until it is clear',
  })
  state!: ChargeState;

  @ApiProperty({ example: 'radio-shahr' })
  brand!: string;

  @ApiProperty({ example: '2050' })
  code!: string;

  @ApiProperty({ example: 12 })
  service!: number;

  @ApiProperty({ type: Number, nullable: true, example: 4711 })
  subscription!: number | null;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: 'mci-dcb' })
  gateway!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '98912***4567',
    description: 'Whole for administrators and care',
  })
  msisdn!: string | null;

  @ApiProperty({ example: 3 })
  tariff!: number;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T00:00:00.000Z' })
  periodStart!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-06-01T00:00:00.000Z' })
  periodEnd!: Date | null;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Given back, or about to be' })
  refunded!: MoneyDto;

  @ApiProperty({ example: 1 })
  attempts!: number;

  @ApiProperty({ example: false, description: 'It waits for the verdict on a fraud case' })
  isHeld!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it was refused' })
  failure!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'p-77120', description: 'The operator’s own id' })
  remoteId!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  dueAt!: Date;

  @ApiProperty({
    type: Date,
    nullable: true,
    example: null,
    description: 'STOP came while it was on its way',
  })
  stoppedAt!: Date | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:01.000Z' })
  settledAt!: Date | null;
}

export class ChargesDto {
  @ApiProperty({ type: [ChargeDto] })
  items!: readonly ChargeDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class AttemptDto {
  @ApiProperty({ example: 1 })
  ordinal!: number;

  @ApiProperty({ example: 'b0c4a9f6-3f1e-4c56-9d2a-0f6f6f4b8e11', description: 'Ours, for the operator' })
  correlator!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  sentAt!: Date;

  @ApiProperty({ type: String, nullable: true, example: 'charged', description: 'null: it is on its way' })
  outcome!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  failure!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The operator’s own code' })
  remoteCode!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'p-77120' })
  remoteId!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:01.000Z' })
  endedAt!: Date | null;
}

export class ChargeTransferDto {
  @ApiProperty({ example: 90211 })
  id!: number;

  @ApiProperty({ example: 'charge:8841:post' })
  key!: string;

  @ApiProperty({ example: 'post' })
  kind!: string;

  @ApiProperty({ example: 'operator-receivable operator:1' })
  debit!: string;

  @ApiProperty({ example: 'service-revenue service:12' })
  credit!: string;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ example: 'renewal' })
  reason!: string;

  @ApiProperty({ example: '2026-05-01T08:00:01.000Z' })
  at!: Date;
}

export class WholeChargeDto extends ChargeDto {
  @ApiProperty({ type: [AttemptDto] })
  tries!: readonly AttemptDto[];

  @ApiProperty({ type: [RefundDto] })
  refunds!: readonly RefundDto[];

  @ApiProperty({ type: [ChargeTransferDto], description: 'What the ledger says of it' })
  transfers!: readonly ChargeTransferDto[];
}
