import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { IfGiven, IsInstant, IsReference, IsWords } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import {
  COMPLAINT_CHANNELS,
  COMPLAINT_STATES,
  type ComplaintChannel,
  type ComplaintState,
} from './complaint-state';

const WORDS_CHARS = 2_000;
/** With the words around it, the answer has to fit a text. */
const ANSWER_CHARS = 1_000;
const REASON_CHARS = 400;
const NAME_CHARS = 100;
const CODE_CHARS = 40;

export class NewComplaintDto {
  @ApiProperty({ required: false, example: 8841, description: 'The charge that is disputed' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  charge?: number;

  @ApiProperty({ required: false, example: 17, description: 'The subscription that is complained of' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  subscription?: number;

  @ApiProperty({
    required: false,
    example: '+989121234567',
    description: 'Must be theirs where a charge or a subscription is named; else says who complains',
  })
  @IfGiven()
  @IsWords(40)
  msisdn?: string;

  @ApiProperty({ required: false, type: String, example: 'radio-shahr', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ required: false, type: String, example: '2050', description: 'The short code' })
  @IfGiven()
  @IsReference()
  shortcode?: Reference;

  @ApiProperty({ enum: COMPLAINT_CHANNELS, example: 'telephone', description: 'How they came to us' })
  @IsIn(COMPLAINT_CHANNELS)
  channel!: ComplaintChannel;

  @ApiProperty({ example: 'Says that she never subscribed.' })
  @IsWords(WORDS_CHARS)
  words!: string;

  @ApiProperty({
    required: false,
    example: '2026-05-15T18:00:00Z',
    description: 'By when it is to be settled',
  })
  @IfGiven()
  @IsInstant()
  dueAt?: string;

  @ApiProperty({ required: false, default: true, description: 'Texts them their tracking code' })
  @IfGiven()
  @IsBoolean()
  send: boolean = true;
}

export class ComplaintsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: COMPLAINT_STATES, description: 'Any when left out' })
  @IfGiven()
  @IsIn(COMPLAINT_STATES)
  state?: ComplaintState;

  @ApiProperty({ required: false, example: '7KM49ACFEF', description: 'A tracking code' })
  @IfGiven()
  @IsWords(CODE_CHARS)
  code?: string;

  @ApiProperty({ required: false, example: 'Sara', description: 'The name of a key' })
  @IfGiven()
  @IsWords(NAME_CHARS)
  assignee?: string;

  @ApiProperty({ required: false, example: 8841 })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  charge?: number;

  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    example: 'true',
    description: 'Unfinished and late',
  })
  @IfGiven()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';
}

export class ComplaintReasonDto {
  @ApiProperty({ example: 'No consent stands before the charge', description: 'Stays in its history' })
  @IsWords(REASON_CHARS)
  reason!: string;
}

export class AssignComplaintDto extends ComplaintReasonDto {
  @ApiProperty({ example: 'Sara', description: 'The name of a key of care or of an administrator' })
  @IsWords(NAME_CHARS)
  assignee!: string;
}

export class AnswerComplaintDto {
  @ApiProperty({ example: 'You joined on 1 May by texting STARS and YES. We have ended it today.' })
  @IsWords(ANSWER_CHARS)
  text!: string;

  @ApiProperty({ required: false, default: true, description: 'Sends it to the person as a text' })
  @IfGiven()
  @IsBoolean()
  send: boolean = true;
}

export class UpholdDto extends ComplaintReasonDto {
  @ApiProperty({
    required: false,
    default: true,
    description: 'Gives the disputed charge back; where no charge is named there is nothing to give back',
  })
  @IfGiven()
  @IsBoolean()
  refund: boolean = true;

  @ApiProperty({
    required: false,
    type: MoneyDto,
    description: 'A part of it; whatever has not been given back yet when left out',
  })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount?: MoneyDto;
}

export class ComplaintDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: '7KM49ACFEF', description: 'The tracking code the person was given' })
  code!: string;

  @ApiProperty({ example: 'radio-shahr' })
  brand!: string;

  @ApiProperty({ type: String, nullable: true, example: '989121234567' })
  msisdn!: string | null;

  @ApiProperty({ example: '2050' })
  shortcode!: string;

  @ApiProperty({ type: Number, nullable: true, example: 5 })
  service!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 17 })
  subscription!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 8841 })
  charge!: number | null;

  @ApiProperty({ enum: COMPLAINT_CHANNELS })
  channel!: ComplaintChannel;

  @ApiProperty({ type: String, nullable: true, description: 'What they complain of; null: erased' })
  words!: string | null;

  @ApiProperty({ enum: COMPLAINT_STATES })
  state!: ComplaintState;

  @ApiProperty({ type: String, nullable: true, example: 'Sara' })
  assignee!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  dueAt!: Date | null;

  @ApiProperty({ type: String, nullable: true })
  answer!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  answeredAt!: Date | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256, in hex, of the manifest of the evidence that was frozen with the answer',
  })
  packSha256!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 41, description: 'The refund, once it was upheld' })
  refund!: number | null;

  @ApiProperty()
  openedAt!: Date;

  @ApiProperty({ description: 'The name of the key' })
  openedBy!: string;

  @ApiProperty()
  changedAt!: Date;

  @ApiProperty()
  changedBy!: string;

  @ApiProperty({ type: Date, nullable: true })
  closedAt!: Date | null;
}

export class ToldComplaintDto extends ComplaintDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '8841',
    description: 'The message that told them; null: none was sent',
  })
  message!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why they may not be written to, such as RECIPIENT_OPTED_OUT: somebody has to call them',
  })
  refused!: string | null;
}

export class ComplaintStepDto {
  @ApiProperty({ example: 'answered' })
  step!: string;

  @ApiProperty({ example: 'Sara' })
  actor!: string;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty()
  at!: Date;
}

export class ComplaintStoryDto extends ComplaintDto {
  @ApiProperty({ type: [ComplaintStepDto] })
  steps!: readonly ComplaintStepDto[];
}

export class ComplaintsDto {
  @ApiProperty({ type: [ComplaintDto] })
  items!: readonly ComplaintDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
