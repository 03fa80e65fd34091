import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, IfNotNull, IsReference } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';

/** Links through which one code is reached. */
export const MOST_ROUTES = 50;

const STATES = ['requested', 'testing', 'live', 'suspended'] as const;

export class RouteDto {
  @ApiProperty({ type: String, example: 'mci', description: 'Name or id' })
  @IsReference()
  connector!: Reference;

  @ApiProperty({ required: false, type: String, nullable: true, example: 'mci', description: 'Code or id' })
  @IfNotNull()
  @IsReference()
  operator?: Reference | null;

  @ApiProperty({ required: false, enum: STATES, default: 'live' })
  @IfGiven()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @ApiProperty({
    required: false,
    type: Number,
    nullable: true,
    example: 50,
    description: 'Texts a second for this code here',
  })
  @IfNotNull()
  @IsInt()
  @Min(1)
  @Max(10_000)
  tps?: number | null;
}

export class RoutesDto {
  @ApiProperty({ type: [RouteDto] })
  items!: readonly RouteDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
