import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** A board that nobody reads to its end is long enough. */
export const MOST_LEADERS = 100;

export class LeaderboardQuery {
  @ApiProperty({ required: false, default: 10, minimum: 1, maximum: MOST_LEADERS })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_LEADERS)
  limit: number = 10;
}

export class LeaderDto {
  @ApiProperty({
    example: 1,
    description: 'From 1; nobody shares a place, for the earlier score stands above',
  })
  place!: number;

  @ApiProperty({ example: '98912***4567' })
  msisdn!: string;

  @ApiProperty({ example: 1_230 })
  points!: number;

  @ApiProperty({ format: 'date-time', description: 'When the last of the points were won' })
  at!: string;
}

export class LeaderboardDto {
  @ApiProperty({ type: [LeaderDto] })
  items!: LeaderDto[];
}
