import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven, IsReference, IsWords } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import {
  CATEGORIES,
  DIFFERENCES,
  VIAS,
  type Category,
  type Difference,
  type Via,
} from '../matching/category';
import { IsDay } from '../matching/day.decorator';
import { FINDING_STATES, type FindingState } from './finding-state';

const REASON_CHARS = 400;
const NAME_CHARS = 100;
const MINOR = /^[0-9]{1,18}$/;
const MINOR_MESSAGE = { message: 'must be whole minor units, as a string' };

/** An amount that may be below zero. */
export class SignedMoneyDto {
  @ApiProperty({ example: '-1000', description: 'Whole minor units' })
  minor!: string;

  @ApiProperty({ example: 'IRR' })
  currency!: string;
}

export class FindingsQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  operator?: Reference;

  @ApiProperty({ required: false, example: '2026-05-01' })
  @IfGiven()
  @IsDay()
  day?: string;

  @ApiProperty({ required: false, enum: FINDING_STATES })
  @IfGiven()
  @IsIn(FINDING_STATES)
  state?: FindingState;

  @ApiProperty({ required: false, enum: CATEGORIES })
  @IfGiven()
  @IsIn(CATEGORIES)
  category?: Category;

  @ApiProperty({ required: false, example: 'Sara' })
  @IfGiven()
  @IsWords(NAME_CHARS)
  assignee?: string;

  @ApiProperty({ required: false, example: 4711, description: 'About this charge or its refunds' })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  charge?: number;
}

export class ReasonDto {
  @ApiProperty({ example: 'Their ticket 8841 confirms it', description: 'Stays in the finding’s history' })
  @IsWords(REASON_CHARS)
  reason!: string;
}

export class AssignDto extends ReasonDto {
  @ApiProperty({ example: 'Sara' })
  @IsWords(NAME_CHARS)
  assignee!: string;
}

const OUTCOMES = ['ACCEPTED', 'REJECTED', 'WRITTEN_OFF'] as const;

export class DecisionDto extends ReasonDto {
  @ApiProperty({
    enum: OUTCOMES,
    description:
      'ACCEPTED: their figures stand, and the books follow. REJECTED: ours stand. WRITTEN_OFF: ours stand and will not be paid',
  })
  @IsIn(OUTCOMES)
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({
    required: false,
    example: '1000',
    description: 'The part to bring into the books, in minor units; all that is left when not given',
  })
  @IfGiven()
  @Matches(MINOR, MINOR_MESSAGE)
  amountMinor?: string;
}

export class ProposalDto {
  @ApiProperty({ enum: OUTCOMES })
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({ type: SignedMoneyDto })
  amount!: SignedMoneyDto;

  @ApiProperty({ example: 'Sara' })
  actor!: string;

  @ApiProperty({ example: 'Their ticket 8841 confirms it' })
  reason!: string;

  @ApiProperty({ example: '2026-05-04T08:00:00.000Z' })
  at!: Date;
}

export class FindingDto {
  @ApiProperty({ example: 17 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({
    example: '2026-05-01',
    description: 'The business day of our entry, or of their row where we have none',
  })
  day!: string;

  @ApiProperty({ enum: CATEGORIES })
  category!: Category;

  @ApiProperty({ enum: DIFFERENCES, isArray: true })
  differences!: readonly Difference[];

  @ApiProperty({ enum: VIAS, nullable: true, description: 'How the two sides found each other' })
  via!: Via | null;

  @ApiProperty({ type: Number, nullable: true, example: 4711 })
  charge!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  refund!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 3 })
  file!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1_204 })
  line!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'SDP-2' })
  operatorTxnId!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 5 })
  service!: number | null;

  @ApiProperty({ type: SignedMoneyDto, nullable: true })
  ours!: SignedMoneyDto | null;

  @ApiProperty({ type: SignedMoneyDto, nullable: true })
  theirs!: SignedMoneyDto | null;

  @ApiProperty({
    type: SignedMoneyDto,
    description: 'Theirs less ours, as money counts: what failed is nothing',
  })
  delta!: SignedMoneyDto;

  @ApiProperty({ type: SignedMoneyDto, description: 'What of it is in the books' })
  adjusted!: SignedMoneyDto;

  @ApiProperty({ type: String, nullable: true, example: 'charged' })
  oursState!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'charged' })
  theirsStatus!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:01.000Z' })
  oursAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:01.000Z' })
  theirsAt!: Date | null;

  @ApiProperty({
    type: Date,
    nullable: true,
    example: null,
    description: 'Until when it may still come by itself',
  })
  lateUntil!: Date | null;

  @ApiProperty({ enum: FINDING_STATES })
  state!: FindingState;

  @ApiProperty({ type: String, nullable: true, example: 'Sara' })
  assignee!: string | null;

  @ApiProperty({
    type: ProposalDto,
    nullable: true,
    description: 'A decision that waits for a second pair of eyes',
  })
  proposal!: ProposalDto | null;

  @ApiProperty({ example: 2, description: 'Whole days since it was opened, or until it was closed' })
  ageDays!: number;

  @ApiProperty({ example: '2026-05-02T05:00:00.000Z' })
  openedAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  closedAt!: Date | null;
}

export class FindingStepDto {
  @ApiProperty({ example: 'accepted' })
  step!: string;

  @ApiProperty({ type: String, nullable: true, example: 'SENT_TO_OPERATOR' })
  from!: string | null;

  @ApiProperty({ example: 'ACCEPTED' })
  to!: string;

  @ApiProperty({ enum: CATEGORIES })
  category!: Category;

  @ApiProperty({ type: Number, nullable: true, example: 12, description: 'The run that caused it' })
  run!: number | null;

  @ApiProperty({ example: 'Sara and Ali' })
  actor!: string;

  @ApiProperty({ example: 'Their ticket 8841 confirms it' })
  reason!: string;

  @ApiProperty({ type: SignedMoneyDto, nullable: true })
  amount!: SignedMoneyDto | null;

  @ApiProperty({ type: Number, nullable: true, example: 88_123, description: 'The ledger’s transfer' })
  transfer!: number | null;

  @ApiProperty({ example: '2026-05-04T08:00:00.000Z' })
  at!: Date;
}

export class FindingHistoryDto extends FindingDto {
  @ApiProperty({ type: [FindingStepDto] })
  steps!: readonly FindingStepDto[];
}

export class FindingsDto {
  @ApiProperty({ type: [FindingDto] })
  items!: readonly FindingDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
