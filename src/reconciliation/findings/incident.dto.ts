import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { IsCurrency } from '../../platform/input.decorator';
import { SignedMoneyDto } from './finding.dto';

const MINOR = /^[0-9]{1,18}$/;
const MINOR_MESSAGE = { message: 'must be whole minor units, as a string' };

export class LimitsDto {
  @ApiProperty({ example: 'IRR' })
  @IsCurrency()
  currency!: string;

  @ApiProperty({ example: '5000000', description: 'Above this sum a decision needs two keys; minor units' })
  @Matches(MINOR, MINOR_MESSAGE)
  fourEyesMinor!: string;

  @ApiProperty({
    example: '2100000000',
    description: 'Worth about 500 USD; a day is an incident only above it',
  })
  @Matches(MINOR, MINOR_MESSAGE)
  escalationMinor!: string;

  @ApiProperty({
    example: 1_000,
    description: '… and above this share of our books, in hundredths of a percent',
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  escalationBp!: number;
}

export class AllLimitsDto {
  @ApiProperty({ type: [LimitsDto] })
  items!: readonly LimitsDto[];
}

export class IncidentDto {
  @ApiProperty({ example: 2 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: '2026-05-01' })
  day!: string;

  @ApiProperty({ example: 12, description: 'The run its figures are from' })
  run!: number;

  @ApiProperty({ type: SignedMoneyDto })
  ours!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'Theirs less ours' })
  difference!: SignedMoneyDto;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1_240,
    description: 'In hundredths of a percent of ours',
  })
  differenceBp!: number | null;

  @ApiProperty({ example: 812 })
  findings!: number;

  @ApiProperty({ example: '2026-05-02T05:00:00.000Z' })
  raisedAt!: Date;

  @ApiProperty({ type: String, nullable: true, example: null })
  acknowledgedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  acknowledgedAt!: Date | null;
}

export class IncidentsDto {
  @ApiProperty({ type: [IncidentDto] })
  items!: readonly IncidentDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
