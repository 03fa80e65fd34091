import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { IfGiven, IsInstant } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';

export const PRICE_POINT_LIMITS = { atOnce: 200, ofOperator: 2_000 } as const;

export class NewPricePointDto {
  @ApiProperty({ type: MoneyDto, description: 'Taxes within, as subscribers are charged' })
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount!: MoneyDto;

  @ApiProperty({ required: false, example: '2026-06-01T00:00:00+03:30', description: 'Now when left out' })
  @IfGiven()
  @IsInstant()
  effectiveFrom?: string;
}

export class NewPricePointsDto {
  @ApiProperty({ type: [NewPricePointDto], description: `Up to ${PRICE_POINT_LIMITS.atOnce}` })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PRICE_POINT_LIMITS.atOnce)
  @ValidateNested({ each: true })
  @Type(() => NewPricePointDto)
  points!: NewPricePointDto[];
}

export class WithdrawPricePointDto {
  @ApiProperty({ required: false, example: '2026-07-01T00:00:00+03:30', description: 'Now when left out' })
  @IfGiven()
  @IsInstant()
  effectiveUntil?: string;
}

export class PricePointDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  effectiveFrom!: Date;

  @ApiProperty({
    type: Date,
    nullable: true,
    example: null,
    description: 'Not approved any more from then on',
  })
  effectiveUntil!: Date | null;
}

export class PricePointsDto {
  @ApiProperty({ type: [PricePointDto] })
  items!: readonly PricePointDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

class StoppedTariffDto {
  @ApiProperty({ example: 3 })
  service!: number;

  @ApiProperty({ example: 'FAL' })
  name!: string;

  @ApiProperty({ example: 4 })
  tariff!: number;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;
}

export class PriceListChangeDto {
  @ApiProperty({
    type: [StoppedTariffDto],
    description:
      'Prices of services at this operator that are not approved: nobody is charged them while that is so',
  })
  unapproved!: readonly StoppedTariffDto[];
}
