import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';
import { toJson } from '../../platform/money';
import { MoneyDto } from '../../platform/money.dto';
import { PageQuery } from '../../platform/page.dto';
import type { ProblemDetails } from '../../platform/problem';
import { REFUND_STATES, type RefundCard, type RefundState } from './refund-view.store';

export const REFUND_LIMITS = { refunds: 1_000, reasonChars: 300 } as const;

const MANUAL_ENDS = ['refunded', 'refused'] as const;

export class ChargeRefundDto {
  @ApiProperty({
    required: false,
    type: MoneyDto,
    description: 'Whatever has not been given back yet when left out',
  })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;

  @ApiProperty({ example: 'did not mean to subscribe' })
  @IsWords(REFUND_LIMITS.reasonChars)
  reason!: string;

  @ApiProperty({
    required: false,
    example: 'ticket-8841',
    description:
      'Names the refund: the same key of the same charge is the same refund, however often it is asked for',
  })
  @IfGiven()
  @Matches(/^[\x21-\x7e]{1,100}$/, { message: 'must be 1 to 100 printable characters without blanks' })
  key?: string;
}

export class NewRefundDto extends ChargeRefundDto {
  @ApiProperty({ example: 8841, description: 'The id of a charge' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  charge!: number;
}

export class RefundsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: REFUND_STATES, example: 'manual' })
  @IfGiven()
  @IsIn(REFUND_STATES)
  state?: RefundState;

  @ApiProperty({ required: false, example: 8841 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  charge?: number;
}

export class RefundDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 8841 })
  charge!: number;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({
    enum: REFUND_STATES,
    example: 'requested',
    description: 'manual: the operator gives nothing back by machine, so somebody sees to it and closes it',
  })
  state!: RefundState;

  @ApiProperty({ example: 'did not mean to subscribe' })
  reason!: string;

  @ApiProperty({ example: 'customer care', description: 'The name of the key; "system" after a STOP' })
  actor!: string;

  @ApiProperty({ example: 1 })
  attempts!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  failure!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'r-551', description: 'The operator’s own id' })
  remoteId!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  settledAt!: Date | null;
}

export class RefusedRefundDto {
  @ApiProperty({ example: { status: 409, code: 'CONFLICT', reason: 'REFUND_EXCEEDS_CHARGE' } })
  error!: ProblemDetails;
}

export class RefundsDto {
  @ApiProperty({ type: [RefundDto] })
  items!: readonly RefundDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ManualEndDto {
  @ApiProperty({ enum: MANUAL_ENDS, example: 'refunded' })
  @IsIn(MANUAL_ENDS)
  outcome!: (typeof MANUAL_ENDS)[number];

  @ApiProperty({ required: false, example: 'CR-2026-117', description: 'What the operator calls it' })
  @IfGiven()
  @IsWords(100)
  remoteId?: string;

  @ApiProperty({ example: 'by letter of 4 May' })
  @IsWords(REFUND_LIMITS.reasonChars)
  note!: string;
}

export const refundDto = ({ chargeId, amountMinor, currency, ...card }: RefundCard): RefundDto => ({
  ...card,
  charge: chargeId,
  amount: toJson({ minor: amountMinor, currency }),
});
