import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { NO_FAULTS, REPORT_MODES, type Faults, type ReportMode } from './faults';

const MAX_DELAY_MS = 20_000; // a submit has 30 seconds in all

export class HandsetPath {
  @ApiProperty({
    example: '989121234567',
    description: "The handset's number, E.164, with or without the plus",
  })
  @Matches(/^\+?[0-9]{3,15}$/, { message: 'must be 3 to 15 digits' })
  msisdn!: string;
}

export class HandsetTextDto {
  @ApiProperty({ example: '2050' })
  @IsString()
  @Length(1, 64)
  to!: string;

  @ApiProperty({ example: 'JOIN' })
  @IsString()
  @MaxLength(10_000)
  text!: string;
}

export class TextTakenDto {
  @ApiProperty({ example: '8841', description: "The engine's id of the text" })
  id!: string;
}

export class AfterQuery {
  @ApiProperty({ required: false, example: '0', description: 'The `next` of an earlier answer' })
  @IsOptional()
  @Matches(/^[0-9]{1,18}$/, { message: 'must be the `next` of an earlier answer' })
  after?: string;
}

export class ReceivedTextDto {
  @ApiProperty({ example: '4611686018427387905', description: "The network's id of the message" })
  id!: string;

  @ApiProperty({ example: '2050' })
  from!: string;

  @ApiProperty({ example: 'Welcome.' })
  text!: string;

  @ApiProperty({ example: 1, description: 'Parts in which it came over the air' })
  segments!: number;

  @ApiProperty({ example: '0', description: 'What the subscriber paid for it, in minor units' })
  billedMinor!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: string;
}

export class ReceivedTextsDto {
  @ApiProperty({ type: [ReceivedTextDto] })
  items!: ReceivedTextDto[];

  @ApiProperty({ example: '17', description: 'Where to go on; the same again when there was nothing' })
  next!: string;
}

export class BalanceDto {
  @ApiProperty({ example: '50000', description: 'Whole minor units' })
  @Matches(/^-?[0-9]{1,18}$/, { message: 'must be whole minor units, as a string' })
  minor!: string;

  @ApiProperty({ example: 'IRR' })
  @Matches(/^[A-Z]{3}$/, { message: 'must be an ISO 4217 code' })
  currency!: string;
}

export class FaultsDto implements Faults {
  @ApiProperty({ required: false, default: 0, description: 'Probability that a submit is answered "slower"' })
  @IsNumber()
  @Min(0)
  @Max(1)
  throttle: number = NO_FAULTS.throttle;

  @ApiProperty({
    required: false,
    default: 0,
    description: 'Probability that a message is accepted and never seen again',
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  lose: number = NO_FAULTS.lose;

  @ApiProperty({
    required: false,
    default: 0,
    description: "Probability that a handset's text is delivered twice",
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  duplicate: number = NO_FAULTS.duplicate;

  @ApiProperty({
    required: false,
    default: 0,
    description: 'Probability that a charge is made and never answered',
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  timeoutAfterCharge: number = NO_FAULTS.timeoutAfterCharge;

  @ApiProperty({
    required: false,
    type: [Number],
    default: [0, 0],
    description: 'Shortest and longest delay',
  })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(MAX_DELAY_MS, { each: true })
  delayMs: [number, number] = [...NO_FAULTS.delayMs] as [number, number];

  @ApiProperty({ required: false, enum: REPORT_MODES, default: 'normal' })
  @IsIn(REPORT_MODES)
  reports: ReportMode = NO_FAULTS.reports;
}

export class CountersDto {
  @ApiProperty({ example: 1200, description: 'Messages that handsets have' })
  received!: number;

  @ApiProperty({ example: 3, description: 'Submits beyond the first of the same message' })
  resent!: number;
}
