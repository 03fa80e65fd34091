import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven, IsReference, IsZone } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import { SignedMoneyDto } from '../findings/finding.dto';
import { VIAS, type Via } from './category';
import { IsDay } from './day.decorator';
import { RUN_STATES, type RunState } from './runs.store';

export class NewRunDto {
  @ApiProperty({ type: String, example: 'mci', description: 'Code or id' })
  @IsReference()
  operator!: Reference;

  @ApiProperty({ example: '2026-05-01', description: 'The operator’s business day' })
  @IsDay()
  day!: string;
}

export class RunsQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  operator?: Reference;

  @ApiProperty({ required: false, example: '2026-05-01' })
  @IfGiven()
  @IsDay()
  day?: string;
}

export class FiguresDto {
  @ApiProperty({ example: 120_000, description: 'Entries of ours that moved money' })
  ours!: number;

  @ApiProperty({ example: 119_990, description: 'Rows of theirs that did' })
  theirs!: number;

  @ApiProperty({ example: 119_950, description: 'Ours that stand in their files without any difference' })
  matched!: number;

  @ApiProperty({ example: 40, description: 'Of these, matched by person, service, amount and time only' })
  fuzzy!: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { MISSING_AT_US: 12 } })
  byCategory!: Readonly<Record<string, number>>;
}

export class RunDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: '2026-05-01' })
  day!: string;

  @ApiProperty({ example: 2, description: 'The how manieth run of this day' })
  ordinal!: number;

  @ApiProperty({ enum: RUN_STATES })
  state!: RunState;

  @ApiProperty({ type: String, nullable: true, example: null })
  error!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'The terms it was run by',
  })
  terms!: Readonly<Record<string, unknown>> | null;

  @ApiProperty({ type: FiguresDto, nullable: true })
  figures!: FiguresDto | null;

  @ApiProperty({ example: 'Sara', description: 'system: a new file, or nobody waits any longer' })
  askedBy!: string;

  @ApiProperty({ example: '2026-05-02T05:00:00.000Z' })
  askedAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-02T05:00:02.000Z' })
  asOf!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-02T05:00:02.000Z' })
  endedAt!: Date | null;
}

export class RunsDto {
  @ApiProperty({ type: [RunDto] })
  items!: readonly RunDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ResultDto {
  @ApiProperty({ example: 'charge:4711', description: 'The same in every run of the day' })
  key!: string;

  @ApiProperty({
    example: 'AMOUNT_MISMATCH',
    description: 'MATCHED only where nothing but likeness matched it',
  })
  category!: string;

  @ApiProperty({ enum: VIAS, nullable: true })
  via!: Via | null;

  @ApiProperty({ type: Number, nullable: true, example: 4711 })
  charge!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  refund!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 3 })
  file!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1_204 })
  line!: number | null;

  @ApiProperty({ type: SignedMoneyDto })
  delta!: SignedMoneyDto;
}

export class ResultsPageDto {
  @ApiProperty({ type: [ResultDto] })
  items!: readonly ResultDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ChangeDto {
  @ApiProperty({ example: 'charge:4711' })
  key!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'PENDING_LATE',
    description: 'null: it was not there',
  })
  before!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'null: it is there no longer' })
  after!: string | null;

  @ApiProperty({ type: SignedMoneyDto, nullable: true })
  deltaBefore!: SignedMoneyDto | null;

  @ApiProperty({ type: SignedMoneyDto, nullable: true })
  deltaAfter!: SignedMoneyDto | null;
}

export class DiffDto {
  @ApiProperty({ type: Number, nullable: true, example: 11, description: 'The run it is compared with' })
  with!: number | null;

  @ApiProperty({ type: [ChangeDto] })
  items!: readonly ChangeDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class TermsDto {
  @ApiProperty({ example: 'Asia/Tehran', description: 'The operator’s own clock' })
  @IsZone()
  zone!: string;

  @ApiProperty({ example: 0, description: 'When its business day begins, in minutes after midnight' })
  @IsInt()
  @Min(-719)
  @Max(719)
  cutOffMinutes!: number;

  @ApiProperty({ example: '1', description: 'What an amount may be off by, in minor units' })
  @Matches(/^[0-9]{1,18}$/, { message: 'must be whole minor units, as a string' })
  amountMinor!: string;

  @ApiProperty({ example: 0, description: '… or in hundredths of a percent of ours, whichever is more' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  percentBp!: number;

  @ApiProperty({
    example: 600_000,
    description: 'How far apart the clocks may be where no id tells, in milliseconds',
  })
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  timeMs!: number;

  @ApiProperty({
    example: 900_000,
    description: 'So near the cut-off a charge may stand in another day’s file',
  })
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  edgeMs!: number;

  @ApiProperty({ example: 3, description: 'For so many days more may it still come' })
  @IsInt()
  @Min(0)
  @Max(31)
  lateDays!: number;

  @ApiProperty({ example: 1, description: 'How many days one of its files covers' })
  @IsInt()
  @Min(1)
  @Max(31)
  fileDays!: number;
}
