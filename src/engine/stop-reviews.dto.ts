import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsWords } from '../platform/input.decorator';
import { PageQuery } from '../platform/page.dto';
import { REVIEW_STATES, VERDICTS, type ReviewState, type Verdict } from './stop-reviews.store';

const REVIEW_OUTCOMES = ['confirmed', 'restored', 'overtaken'] as const;

export class StopReviewsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: REVIEW_STATES, default: 'open' })
  @IsIn(REVIEW_STATES)
  state: ReviewState = 'open';
}

export class StopReviewDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567' })
  msisdn!: string | null;

  @ApiProperty({ example: '2050' })
  code!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'radio-shahr',
    description: 'null: relations with several brands hang on it, or none',
  })
  brand!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '8841' })
  textId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'دیگه پیام ندید', description: 'null: erased' })
  words!: string | null;

  @ApiProperty({ example: 'INTENT' })
  readAs!: string;

  @ApiProperty({ example: 'phrase', enum: ['phrase', 'near miss', 'reserved word among courtesy'] })
  why!: string;

  @ApiProperty({
    example: 'دیگه پیام ندید',
    description: 'The phrase it was read by, or the stop word it is near',
  })
  phrase!: string;

  @ApiProperty({
    example: '2026-05-01T08:00:00.000Z',
    description: 'Since when nothing is sent that STOP forbids',
  })
  since!: Date;

  @ApiProperty({ type: String, nullable: true, enum: VERDICTS, example: null })
  verdict!: Verdict | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The name of the key' })
  decidedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  decidedAt!: Date | null;
}

export class StopReviewPageDto {
  @ApiProperty({ type: [StopReviewDto] })
  items!: readonly StopReviewDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class DecideReviewDto {
  @ApiProperty({ enum: VERDICTS, example: 'keep', description: 'stop: they meant it. keep: they did not' })
  @IsIn(VERDICTS)
  verdict!: Verdict;

  @ApiProperty({
    example: 'speaks of the weather, not of us',
    description: 'A keep takes it into the ledger',
  })
  @IsWords(500)
  reason!: string;
}

export class ReviewOutcomeDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ enum: VERDICTS, example: 'keep' })
  verdict!: Verdict;

  @ApiProperty({
    enum: REVIEW_OUTCOMES,
    example: 'restored',
    description: 'overtaken: the person has said START or STOP meanwhile, and that holds',
  })
  outcome!: (typeof REVIEW_OUTCOMES)[number];

  @ApiProperty({ type: [String], example: ['NEWS'], description: 'Lists they are on again' })
  lists!: readonly string[];

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: Date;
}
