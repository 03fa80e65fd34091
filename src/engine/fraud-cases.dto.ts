import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsWords } from '../platform/input.decorator';
import { PageQuery } from '../platform/page.dto';
import {
  CASE_STATES,
  FRAUD_VERDICTS,
  type CaseState,
  type FraudVerdict,
} from '../subscriptions/fraud/fraud-cases.store';
import { SIGNALS, type GroupBy, type Signal } from '../subscriptions/fraud/signals';
import { ENDED_STATES, LIVE_STATES, type SubscriptionState } from '../subscriptions/subscription';

const MOST_SERVICE_ID = 2_147_483_647;
/** What one person can answer for at once; all of them end in one transaction. */
export const MOST_CASES = 200;
const CASE_OUTCOMES = ['decided', 'decided before'] as const;

export class FraudCasesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: CASE_STATES, default: 'open' })
  @IsIn(CASE_STATES)
  state: CaseState = 'open';

  @ApiProperty({ required: false, example: 3, description: 'A service, by its id' })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_SERVICE_ID)
  service?: number;
}

class SignalDto implements Signal {
  @ApiProperty({ enum: SIGNALS, example: 'velocity' })
  signal!: Signal['signal'];

  @ApiProperty({
    enum: ['service', 'source', 'block', 'sender', 'session', 'address', 'quick', 'beat'],
    example: 'block',
    description: 'What the joins have in common',
  })
  by!: GroupBy;

  @ApiProperty({
    example: '98912345',
    description: 'Which: a block is a number without its last three digits',
  })
  of!: string;

  @ApiProperty({ example: 14, description: 'What was counted; of stops, in percent' })
  seen!: number;

  @ApiProperty({ example: 10 })
  limit!: number;
}

export class FraudCaseDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 4711 })
  subscription!: number;

  @ApiProperty({ example: 3 })
  service!: number;

  @ApiProperty({ example: 'OROSCOPO' })
  serviceName!: string;

  @ApiProperty({ example: 'caffe-aurora' })
  brand!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '39333***4567',
    description: 'Whole for administrators and care',
  })
  msisdn!: string | null;

  @ApiProperty({ example: 'tim' })
  operator!: string;

  @ApiProperty({ example: 'web', description: 'Where it was asked for' })
  channel!: string;

  @ApiProperty({ type: Number, nullable: true, example: 12 })
  campaign!: number | null;

  @ApiProperty({ enum: [...LIVE_STATES, ...ENDED_STATES], example: 'activating' })
  state!: SubscriptionState;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  joinedAt!: Date;

  @ApiProperty({ type: [SignalDto] })
  signals!: readonly SignalDto[];

  @ApiProperty({ example: '2026-05-01T08:00:30.000Z', description: 'Since when no charge of it leaves' })
  openedAt!: Date;

  @ApiProperty({ type: String, nullable: true, enum: FRAUD_VERDICTS, example: null })
  verdict!: FraudVerdict | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The name of the key' })
  decidedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  decidedAt!: Date | null;
}

export class FraudCasePageDto {
  @ApiProperty({ type: [FraudCaseDto] })
  items!: readonly FraudCaseDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class DecideCasesDto {
  @ApiProperty({ type: [Number], example: [12, 13], description: `Up to ${MOST_CASES} cases, each once` })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CASES)
  @ArrayUnique({ message: 'must name each case once' })
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  cases!: number[];

  @ApiProperty({
    enum: FRAUD_VERDICTS,
    example: 'condemned',
    description: 'released: they asked for it, and pay. condemned: it ends, and all that was taken goes back',
  })
  @IsIn(FRAUD_VERDICTS)
  verdict!: FraudVerdict;

  @ApiProperty({ example: 'one web session, forty numbers', description: 'Goes into the ledger as evidence' })
  @IsWords(300)
  reason!: string;
}

class CaseOutcomeDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({
    enum: CASE_OUTCOMES,
    description: 'decided before: somebody was faster, and that verdict holds',
  })
  outcome!: (typeof CASE_OUTCOMES)[number];
}

export class CaseOutcomesDto {
  @ApiProperty({ type: [CaseOutcomeDto], description: 'In the order they were named' })
  items!: readonly CaseOutcomeDto[];
}
