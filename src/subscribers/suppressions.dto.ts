import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, Matches, MaxLength } from 'class-validator';
import { Transform } from 'class-transformer';
import { IfGiven, IsReference, IsWords } from '../platform/input.decorator';
import { PageQuery } from '../platform/page.dto';
import type { Reference } from '../platform/reference';
import { MESSAGE_CLASSES, type MessageClass } from '../rules/message-class';

/** A reply is an answer: nobody's list forbids it. */
const CLASSES = MESSAGE_CLASSES.filter((name) => name !== 'reply');
const REGISTRY = /^[a-z0-9][a-z0-9-]{0,39}$/;
const REGISTRY_MESSAGE = 'must be 1 to 40 of a-z, 0-9 and -, such as 8999, 5005 or dnd-2442';

class SuppressionTermsDto {
  @ApiProperty({
    example: '8999',
    description: 'Whose list it is: a regulator’s, an operator’s, a brand’s own',
  })
  @Matches(REGISTRY, { message: REGISTRY_MESSAGE })
  registry!: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'radio-shahr',
    description: 'For one brand only: code or id',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({
    required: false,
    type: String,
    example: '2050',
    description: 'For one code only: number or id',
  })
  @IfGiven()
  @IsReference()
  shortcode?: Reference;

  @ApiProperty({ required: false, enum: CLASSES, isArray: true, default: ['promotional', 'awareness'] })
  @IfGiven()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CLASSES.length)
  @ArrayUnique()
  @IsIn(CLASSES, { each: true })
  classes?: MessageClass[];
}

export class NewSuppressionDto extends SuppressionTermsDto {
  @ApiProperty({ example: '+989121234567' })
  @IsWords(40)
  msisdn!: string;
}

export class SuppressionImportQuery extends SuppressionTermsDto {
  @ApiProperty({ required: false, default: 'import.csv', description: "The file's name, kept as the source" })
  @IfGiven()
  @IsWords(200)
  file?: string;
}

export class SuppressionsQuery extends PageQuery {
  @ApiProperty({ required: false, example: '8999' })
  @IfGiven()
  @Matches(REGISTRY, { message: REGISTRY_MESSAGE })
  registry?: string;

  @ApiProperty({
    required: false,
    example: '+989121234567',
    description: 'Only what stands about this number',
  })
  @IfGiven()
  @MaxLength(40)
  msisdn?: string;
}

export class SuppressionIdDto {
  @ApiProperty({ example: 12 })
  id!: number;
}

export class SuppressionDto extends SuppressionIdDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '989121234567',
    description: 'null: somebody we never met',
  })
  msisdn!: string | null;

  @ApiProperty({ example: '8999' })
  registry!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  brand!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  shortcode!: string | null;

  @ApiProperty({ enum: CLASSES, isArray: true, example: ['promotional', 'awareness'] })
  classes!: readonly MessageClass[];

  @ApiProperty({ example: 'file blacklist.csv' })
  source!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class SuppressionsDto {
  @ApiProperty({ type: [SuppressionDto] })
  items!: readonly SuppressionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

const RESULTS = ['added', 'duplicate', 'invalid'] as const;

export class SuppressedLineDto {
  @ApiProperty({ example: 2 })
  line!: number;

  @ApiProperty({ example: '+989121234567' })
  msisdn!: string;

  @ApiProperty({ enum: RESULTS, example: 'added' })
  result!: (typeof RESULTS)[number];

  @ApiProperty({ required: false, example: 'is not a telephone number' })
  detail?: string;
}

export class SuppressionReportDto {
  @ApiProperty({ example: { added: 1, duplicate: 0, invalid: 0 } })
  counts!: Readonly<Record<(typeof RESULTS)[number], number>>;

  @ApiProperty({ type: [SuppressedLineDto] })
  lines!: readonly SuppressedLineDto[];
}
