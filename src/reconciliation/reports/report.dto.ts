import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven, IsInstant, IsReference, IsZone } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';
import { IsDay } from '../matching/day.decorator';

const MOST_ID = 2_147_483_647;
const MONTH = /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/;

export class OperatorQuery {
  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  operator?: Reference;
}

export class DaysQuery extends OperatorQuery {
  @ApiProperty({ example: '2026-05-01', description: 'The first business day' })
  @IsDay()
  from!: string;

  @ApiProperty({ example: '2026-05-31', description: 'The last one' })
  @IsDay()
  to!: string;
}

export class IntervalQuery extends OperatorQuery {
  @ApiProperty({ example: '2026-05-01T00:00:00Z' })
  @IsInstant()
  from!: string;

  @ApiProperty({ example: '2026-06-01T00:00:00Z', description: 'The first instant that no longer counts' })
  @IsInstant()
  until!: string;
}

export class HoursQuery extends IntervalQuery {
  @ApiProperty({ required: false, default: 'UTC', example: 'Asia/Tehran', description: 'Whose hours' })
  @IfGiven()
  @IsZone()
  zone?: string;
}

export class MovementQuery {
  @ApiProperty({ required: false, example: 5 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  service?: number;

  @ApiProperty({ example: '2026-05-01T00:00:00Z' })
  @IsInstant()
  from!: string;

  @ApiProperty({ example: '2026-06-01T00:00:00Z', description: 'The first instant that no longer counts' })
  @IsInstant()
  until!: string;
}

export class RegulatorQuery extends OperatorQuery {
  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id; all brands when not given',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ required: false, example: '2026-05', description: 'In place of `from` and `until`' })
  @IfGiven()
  @Matches(MONTH, { message: 'must be a month, such as 2026-05' })
  month?: string;

  @ApiProperty({
    required: false,
    default: 'UTC',
    example: 'Asia/Tehran',
    description: 'Where the month begins and ends',
  })
  @IfGiven()
  @IsZone()
  zone?: string;

  @ApiProperty({ required: false, example: '2026-05-01T00:00:00Z' })
  @IfGiven()
  @IsInstant()
  from?: string;

  @ApiProperty({
    required: false,
    example: '2026-06-01T00:00:00Z',
    description: 'The first instant that no longer counts',
  })
  @IfGiven()
  @IsInstant()
  until?: string;
}

export class ReportDto {
  @ApiProperty({ example: 'control-totals' })
  report!: string;

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  items!: readonly Readonly<Record<string, unknown>>[];
}
