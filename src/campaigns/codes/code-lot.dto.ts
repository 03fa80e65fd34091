import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfGiven, IfNotNull, IsInstant, IsReference, IsWords } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';
import { SHAPE_LIMITS } from './code-shape';
import { CODE_ALPHABET } from './parola-code';

const NAME_CHARS = 100;
const FILE_CHARS = 200;
const MOST_ID = 2_147_483_647;
const MOST_CODES = 10_000_000;
const ALPHABET_CHARS = 100;
export const SHAPE_TYPES = ['parola', 'alphabet', 'free'] as const;
export const LOAD_KINDS = ['generation', 'import'] as const;
export const LOAD_STATES = ['running', 'done', 'interrupted', 'failed'] as const;
export const LINE_FAULTS = ['shape', 'check', 'repeated', 'taken'] as const;
export const LOT_STATES = ['active', 'revoked'] as const;

export class CodeShapeDto {
  @ApiProperty({
    enum: SHAPE_TYPES,
    description: `parola: ten characters of ${CODE_ALPHABET}, the last one a check character. alphabet: your own. free: ${SHAPE_LIMITS.codeChars.least} to ${SHAPE_LIMITS.codeChars.most} letters and digits`,
  })
  @IsIn(SHAPE_TYPES)
  type!: (typeof SHAPE_TYPES)[number];

  @ApiProperty({ required: false, example: 'ABCDEFGHJKMNPQRSTUVWXYZ23456789' })
  @IfGiven()
  @IsWords(ALPHABET_CHARS)
  @MaxLength(ALPHABET_CHARS)
  alphabet?: string;

  @ApiProperty({
    required: false,
    example: 8,
    minimum: SHAPE_LIMITS.codeChars.least,
    maximum: SHAPE_LIMITS.codeChars.most,
  })
  @IfGiven()
  @IsInt()
  @Min(SHAPE_LIMITS.codeChars.least)
  @Max(SHAPE_LIMITS.codeChars.most)
  length?: number;
}

export class NewCodeLotDto {
  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id; for a brand’s own key, itself',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({
    required: false,
    type: Number,
    nullable: true,
    example: 7,
    description: 'The only campaign that takes the codes; null: all of the brand',
  })
  @IfNotNull()
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  campaign?: number | null;

  @ApiProperty({ example: 'Spring packs, 330 ml' })
  @IsWords(NAME_CHARS)
  name!: string;

  @ApiProperty({ required: false, type: CodeShapeDto, description: 'parola when left out' })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => CodeShapeDto)
  shape?: CodeShapeDto;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: { product: '330 ml', tier: 2 },
    description: 'What the codes stand for: up to 20 texts, numbers or booleans',
  })
  @IfGiven()
  @IsObject()
  attributes?: Record<string, unknown>;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    example: '2026-12-31T20:30:00Z',
    description: 'The first instant at which it is too late',
  })
  @IfNotNull()
  @IsInstant()
  expiresAt?: string | null;
}

export class GenerateDto {
  @ApiProperty({ example: 10_000, minimum: 1, maximum: MOST_CODES })
  @IsInt()
  @Min(1)
  @Max(MOST_CODES)
  count!: number;
}

export class CodeFileQuery {
  @ApiProperty({
    required: false,
    default: 'import.csv',
    description: 'The file’s name, as the lot shows it',
  })
  @IfGiven()
  @IsWords(FILE_CHARS)
  file?: string;
}

export class LineFaultDto {
  @ApiProperty({ example: 4711, description: 'The header is line 1' })
  line!: number;

  @ApiProperty({
    enum: LINE_FAULTS,
    description: 'repeated: twice in the file. taken: in another lot of the brand',
  })
  fault!: (typeof LINE_FAULTS)[number];
}

export class CodeLoadDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ enum: LOAD_KINDS, example: 'import' })
  kind!: (typeof LOAD_KINDS)[number];

  @ApiProperty({ type: String, nullable: true, example: 'spring-330.csv' })
  file!: string | null;

  @ApiProperty({
    enum: LOAD_STATES,
    example: 'running',
    description: 'interrupted: send the same file again, and the rest is added',
  })
  state!: (typeof LOAD_STATES)[number];

  @ApiProperty({ example: 1_250_000 })
  imported!: number;

  @ApiProperty({ example: 0, description: 'Codes the lot had already' })
  known!: number;

  @ApiProperty({ example: 3 })
  rejected!: number;

  @ApiProperty({ type: [LineFaultDto], description: 'The first hundred lines that were rejected' })
  faults!: readonly LineFaultDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  detail!: string | null;

  @ApiProperty({ example: 'niloofar' })
  startedBy!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  startedAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  endedAt!: Date | null;
}

export class CodeLotDto {
  @ApiProperty({ example: 3 })
  id!: number;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ type: Number, nullable: true, example: 7 })
  campaign!: number | null;

  @ApiProperty({ example: 'Spring packs, 330 ml' })
  name!: string;

  @ApiProperty({ type: CodeShapeDto })
  shape!: CodeShapeDto;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { product: '330 ml', tier: 2 } })
  attributes!: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: Date, nullable: true, example: '2026-12-31T20:30:00.000Z' })
  expiresAt!: Date | null;

  @ApiProperty({ enum: LOT_STATES })
  state!: (typeof LOT_STATES)[number];

  @ApiProperty({ example: 1_250_000, description: 'Codes in it' })
  size!: number;

  @ApiProperty({ type: CodeLoadDto, nullable: true, description: 'How it was filled last' })
  load!: CodeLoadDto | null;

  @ApiProperty({ example: 'niloofar' })
  createdBy!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  revokedAt!: Date | null;
}

export class CodeLotsDto {
  @ApiProperty({ type: [CodeLotDto] })
  items!: readonly CodeLotDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class RedemptionDto {
  @ApiProperty({ example: 7 })
  campaign!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '98912***4567',
    description: 'Masked for the keys of brands; null for somebody who was forgotten',
  })
  msisdn!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '81234', description: 'The text that redeemed it' })
  text!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  redeemedAt!: Date;
}

export class RedemptionsDto {
  @ApiProperty({ example: 4_210 })
  count!: number;

  @ApiProperty({ type: [RedemptionDto] })
  items!: readonly RedemptionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
