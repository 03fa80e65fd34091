import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';

const MOST_ID = 2_147_483_647;
export const COUPON_FAULTS = ['shape', 'repeated'] as const;
export const COUPON_STATES = ['given', 'redeemed', 'expired'] as const;

export class RedeemCouponDto {
  @ApiProperty({
    required: false,
    example: 7,
    description: 'Needed only where two campaigns have the same code',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  campaign?: number;

  @ApiProperty({
    example: '7KM4 9ACF EF',
    description: 'As it was shown or typed: blanks, case, digits and O/0 do not matter',
  })
  @IsWords(80)
  code!: string;

  @ApiProperty({ example: 'milano-3/2', description: 'Which till' })
  @IsWords(80)
  till!: string;

  @ApiProperty({ example: 'receipt 88412' })
  @IsWords(120)
  reference!: string;

  @ApiProperty({
    required: false,
    example: 1250,
    description: 'What it was worth, in minor units of the till’s currency',
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor?: number;
}

export class CouponQuery {
  @ApiProperty({ example: '7KM49ACFEF' })
  @IsWords(80)
  code!: string;

  @ApiProperty({ required: false, example: 7 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  campaign?: number;
}

export class ReverseCouponDto {
  @ApiProperty({ example: 'goods were returned' })
  @IsWords(300)
  reason!: string;
}

export class TillRedemptionDto {
  @ApiProperty({ example: 'milano-3/2' })
  till!: string;

  @ApiProperty({ example: 'receipt 88412' })
  reference!: string;

  @ApiProperty({ type: Number, nullable: true, example: 1250 })
  amountMinor!: number | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: string;

  @ApiProperty({ example: 'tills', description: 'The name of the key' })
  by!: string;
}

export class CouponDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 7 })
  campaign!: number;

  @ApiProperty({ example: '7KM49ACFEF' })
  code!: string;

  @ApiProperty({ enum: COUPON_STATES, example: 'given' })
  state!: (typeof COUPON_STATES)[number];

  @ApiProperty({ type: Date, nullable: true })
  givenAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, description: 'The first instant at which it is too late' })
  expiresAt!: Date | null;

  @ApiProperty({ type: TillRedemptionDto, nullable: true })
  redemption!: TillRedemptionDto | null;

  @ApiProperty({ example: 0, description: 'How often a redemption was taken back' })
  reversals!: number;
}

export class CouponLineFaultDto {
  @ApiProperty({ example: 4, description: 'The header is line 1; of an array, the first code is 1' })
  line!: number;

  @ApiProperty({
    enum: COUPON_FAULTS,
    description:
      'shape: not 4 to 24 letters and digits, or more than 40 characters with what stands between them. repeated: above in the file',
  })
  fault!: (typeof COUPON_FAULTS)[number];
}

export class CouponImportDto {
  @ApiProperty({ example: 9_998 })
  imported!: number;

  @ApiProperty({ example: 0, description: 'Were in the pool before' })
  known!: number;

  @ApiProperty({ example: 2 })
  rejected!: number;

  @ApiProperty({ type: [CouponLineFaultDto], description: 'The first hundred' })
  faults!: readonly CouponLineFaultDto[];
}

export class CouponCountsDto {
  @ApiProperty({ example: 10_000, description: 'Imported, or made so far' })
  total!: number;

  @ApiProperty({ example: 120 })
  given!: number;

  @ApiProperty({ example: 31 })
  redeemed!: number;
}
