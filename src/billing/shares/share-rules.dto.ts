import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsCurrency, IsInstant, IsReference, IsWords } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';
import { WHOLE_BP } from './share';
import { RULE_LIMITS } from './share-rule';

const MINOR = /^(0|[1-9][0-9]{0,17})$/;
const MUST_BE_MINOR = { message: 'must be whole minor units, as a string' };
const MOST_ID = 2_147_483_647;

const { tiers, operatorDays, partnerDays } = RULE_LIMITS;

export class TierDto {
  @ApiProperty({ example: '0', description: 'Taken in the month after tax and fees; 0 in the first tier' })
  @Matches(MINOR, MUST_BE_MINOR)
  fromMinor!: string;

  @ApiProperty({ example: 3000, description: 'Hundredths of a percent; the four are 10000 in all' })
  @IsInt()
  @Min(0)
  @Max(WHOLE_BP)
  operatorBp!: number;

  @ApiProperty({ example: 4000 })
  @IsInt()
  @Min(0)
  @Max(WHOLE_BP)
  brandBp!: number;

  @ApiProperty({ example: 1000 })
  @IsInt()
  @Min(0)
  @Max(WHOLE_BP)
  providerBp!: number;

  @ApiProperty({ example: 2000 })
  @IsInt()
  @Min(0)
  @Max(WHOLE_BP)
  ownBp!: number;
}

export class NewShareRuleDto {
  @ApiProperty({ required: false, example: 12, description: 'Only this service; left out: all' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  service?: number;

  @ApiProperty({ required: false, example: 'Aurora', description: 'Only what this provider offers' })
  @IfGiven()
  @IsWords(100)
  provider?: string;

  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Only at this operator' })
  @IfGiven()
  @IsReference()
  operator?: Reference;

  @ApiProperty({ example: 'IRR' })
  @IsCurrency()
  currency!: string;

  @ApiProperty({ example: '2026-05-01T00:00:00+03:30', description: 'Holds for what is paid from then on' })
  @IsInstant()
  effectiveFrom!: string;

  @ApiProperty({ required: false, default: '0', description: 'What the operator takes of each charge first' })
  @IfGiven()
  @Matches(MINOR, MUST_BE_MINOR)
  feeMinor?: string;

  @ApiProperty({ type: [TierDto], description: 'Each holds for its own slab of the month' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(tiers)
  @ValidateNested({ each: true })
  @Type(() => TierDto)
  tiers!: TierDto[];

  @ApiProperty({ example: 60, minimum: operatorDays.least, maximum: operatorDays.most })
  @IsInt()
  @Min(operatorDays.least)
  @Max(operatorDays.most)
  operatorDays!: number;

  @ApiProperty({ example: 75, maximum: partnerDays.most, description: 'Not before the operator pays' })
  @IsInt()
  @Min(operatorDays.least)
  @Max(partnerDays.most)
  partnerDays!: number;
}

export class ShareRuleDto {
  @ApiProperty({ example: 3 })
  id!: number;

  @ApiProperty({ type: Number, nullable: true, example: 12 })
  service!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  provider!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'mci' })
  operator!: string | null;

  @ApiProperty({ example: 'IRR' })
  currency!: string;

  @ApiProperty({ example: '2026-04-30T20:30:00.000Z' })
  effectiveFrom!: Date;

  @ApiProperty({ example: '0' })
  feeMinor!: string;

  @ApiProperty({ type: [TierDto] })
  tiers!: readonly TierDto[];

  @ApiProperty({ example: 60 })
  operatorDays!: number;

  @ApiProperty({ example: 75 })
  partnerDays!: number;

  @ApiProperty({ example: 'finance' })
  createdBy!: string;

  @ApiProperty({ example: '2026-04-20T08:00:00.000Z' })
  createdAt!: Date;
}

export class ShareRulesDto {
  @ApiProperty({ type: [ShareRuleDto] })
  items!: readonly ShareRuleDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
