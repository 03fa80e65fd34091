import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { Effect } from '../campaigns/effect';
import { IfGiven, IsInstant, IsReference, IsWords } from '../platform/input.decorator';
import type { Reference } from '../platform/reference';

/** The longest text a handset can send: 255 parts of 153 characters. */
const TEXT_CHARS = 39_015;

export class ExplainDto {
  @ApiProperty({ type: String, example: '2050', description: 'Number or id' })
  @IsReference()
  shortcode!: Reference;

  @ApiProperty({ example: '+989121234567' })
  @IsWords(40)
  from!: string;

  @ApiProperty({ example: 'خبر' })
  @IsString()
  @MaxLength(TEXT_CHARS)
  text!: string;

  @ApiProperty({
    required: false,
    example: '2026-05-01T08:00:00Z',
    description: 'As if it were said then; now when left out',
  })
  @IfGiven()
  @IsInstant()
  at?: string;
}

export class CandidateDto {
  @ApiProperty({ type: String, nullable: true, example: 'NEWS', description: 'null: the catch-all' })
  keyword!: string | null;

  @ApiProperty({ example: 'News by text' })
  campaign!: string;

  @ApiProperty({ example: 4 })
  campaignId!: number;

  @ApiProperty({ example: true })
  won!: boolean;

  @ApiProperty({ example: 'longest and most particular match' })
  why!: string;
}

export class ExplanationDto {
  @ApiProperty({ example: 'joined the list' })
  because!: string;

  @ApiProperty({ example: 'keyword', description: 'The step of the precedence that decided' })
  rule!: string;

  @ApiProperty({ type: String, nullable: true, example: 'News by text' })
  campaign!: string | null;

  @ApiProperty({ type: [CandidateDto] })
  candidates!: readonly CandidateDto[];

  @ApiProperty({ type: [Object], example: [{ type: 'reply', text: 'به «خبر» خوش آمدید. …' }] })
  effects!: readonly Effect[];
}

export class DecisionSeenDto {
  @ApiProperty({ example: 'keyword' })
  rule!: string;

  @ApiProperty({ example: 'joined the list' })
  because!: string;

  @ApiProperty({ type: Number, nullable: true, example: 4 })
  campaignId!: number | null;

  @ApiProperty({
    type: [String],
    nullable: true,
    example: ['به «خبر» خوش آمدید. …'],
    description: 'null inside: erased',
  })
  replies!: readonly (string | null)[];
}

export class ReplayDto {
  @ApiProperty({ example: true })
  same!: boolean;

  @ApiProperty({ example: 41, description: 'The version of the configuration that was in force' })
  configVersion!: number;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  decidedAt!: Date;

  @ApiProperty({ type: DecisionSeenDto })
  then!: DecisionSeenDto;

  @ApiProperty({ type: DecisionSeenDto })
  now!: DecisionSeenDto;

  @ApiProperty({
    type: [String],
    example: ['email'],
    description:
      'What the person had told a brand and no profile has any more: the second decision reads ‹text› for it',
  })
  withheld!: readonly string[];
}
