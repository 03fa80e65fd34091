import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, MaxLength } from 'class-validator';
import { IfGiven, IfNotNull, IsReference, IsWords } from '../platform/input.decorator';
import type { Reference } from '../platform/reference';
import { LANGUAGES, type Language } from '../text/language';

const NAME_CHARS = 60;
const FREQUENCY_CHARS = 60;

export class NewListDto {
  @ApiProperty({ type: String, example: 'radio-shahr', description: 'Code or id' })
  @IsReference()
  brand!: Reference;

  @ApiProperty({ type: String, example: '2050', description: 'Number or id' })
  @IsReference()
  shortcode!: Reference;

  @ApiProperty({ example: 'NEWS', description: 'What people see: "STOP NEWS"' })
  @IsWords(NAME_CHARS)
  name!: string;

  @ApiProperty({
    required: false,
    example: 'NEWS',
    description: 'What people text behind STOP; the name when left out',
  })
  @IfGiven()
  @IsWords(NAME_CHARS)
  key?: string;

  @ApiProperty({ required: false, example: '4 messages a month', description: 'Shown to whoever joins' })
  @IfGiven()
  @MaxLength(FREQUENCY_CHARS)
  frequency?: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    nullable: true,
    example: null,
    description: 'null: as the rule profile has it',
  })
  @IfNotNull()
  @IsBoolean()
  doubleOptIn?: boolean | null;
}

export class ListChangeDto {
  @ApiProperty({ required: false, example: 'NEWS' })
  @IfGiven()
  @IsWords(NAME_CHARS)
  name?: string;

  @ApiProperty({ required: false, example: '4 messages a month' })
  @IfGiven()
  @MaxLength(FREQUENCY_CHARS)
  frequency?: string;

  @ApiProperty({ required: false, type: Boolean, nullable: true, example: true })
  @IfNotNull()
  @IsBoolean()
  doubleOptIn?: boolean | null;
}

export class ListDto {
  @ApiProperty({ example: 3 })
  id!: number;

  @ApiProperty({ example: 'radio-shahr' })
  brand!: string;

  @ApiProperty({ example: '2050' })
  shortcode!: string;

  @ApiProperty({ example: 'NEWS' })
  name!: string;

  @ApiProperty({ example: 'news' })
  key!: string;

  @ApiProperty({ example: '4 messages a month' })
  frequency!: string;

  @ApiProperty({ type: Boolean, nullable: true, example: null })
  doubleOptIn!: boolean | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ListsDto {
  @ApiProperty({ type: [ListDto] })
  items!: readonly ListDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class MemberDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '98912***4567',
    description: 'Masked for the keys of brands',
  })
  msisdn!: string | null;

  @ApiProperty({ enum: LANGUAGES, nullable: true, example: 'fa' })
  language!: Language | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  since!: Date;
}

export class MembersDto {
  @ApiProperty({ type: [MemberDto] })
  items!: readonly MemberDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ImportQuery {
  @ApiProperty({ required: false, default: 'import.csv', description: "The file's name, for the evidence" })
  @IfGiven()
  @IsWords(200)
  file?: string;
}

export const IMPORT_RESULTS = ['imported', 'duplicate', 'opted_out', 'invalid'] as const;

export class ImportedLineDto {
  @ApiProperty({ example: 2 })
  line!: number;

  @ApiProperty({ example: '+989121234567', description: 'As the file has it' })
  msisdn!: string;

  @ApiProperty({ enum: IMPORT_RESULTS, example: 'opted_out' })
  result!: (typeof IMPORT_RESULTS)[number];

  @ApiProperty({ required: false, example: 'only they themselves can come back' })
  detail?: string;
}

export class ImportReportDto {
  @ApiProperty({ example: { imported: 1, duplicate: 0, opted_out: 1, invalid: 0 } })
  counts!: Readonly<Record<(typeof IMPORT_RESULTS)[number], number>>;

  @ApiProperty({ type: [ImportedLineDto] })
  lines!: readonly ImportedLineDto[];
}
