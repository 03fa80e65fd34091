import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength, ValidateNested } from 'class-validator';
import { IfGiven, IfNotNull, IsInstant, IsReference, UnlessNull } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import { LANGUAGES, type Language } from '../../text/language';
import type { KeywordMode } from '../configuration';

const MODES = ['first', 'phrase', 'only', 'glued', 'pattern'] as const satisfies readonly KeywordMode[];
/** Longer than any keyword may be: which of them is too long is the keyword check's to say. */
const MAX_CHARS = 200;

export class NewAliasDto {
  @ApiProperty({ example: 'notizie' })
  @IsString()
  @MaxLength(MAX_CHARS)
  word!: string;

  @ApiProperty({
    enum: LANGUAGES,
    example: 'it',
    description: 'Whoever texts it is answered in this language',
  })
  @IsIn(LANGUAGES)
  language!: Language;
}

export class NewLeaseDto {
  @ApiProperty({ type: String, example: '2050', description: 'Number or id' })
  @IsReference()
  shortcode!: Reference;

  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id; for a brand’s own key, itself',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ example: 'خبر', description: 'For the mode pattern a shape: A letter, 9 digit, X either' })
  @IsString()
  @MaxLength(MAX_CHARS)
  word!: string;

  @ApiProperty({ required: false, enum: MODES, default: 'first' })
  @IfGiven()
  @IsIn(MODES)
  mode?: KeywordMode;

  @ApiProperty({ required: false, enum: LANGUAGES, example: 'fa' })
  @IfGiven()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiProperty({
    required: false,
    type: [NewAliasDto],
    example: [
      { word: 'أخبار', language: 'ar' },
      { word: 'notizie', language: 'it' },
    ],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewAliasDto)
  aliases?: NewAliasDto[];

  @ApiProperty({ required: false, example: '2026-05-01T00:00:00+03:30', description: 'Now by default' })
  @IfGiven()
  @IsInstant()
  leasedFrom?: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    example: '2027-05-01T00:00:00+03:30',
    description: 'Without end by default',
  })
  @IfNotNull()
  @IsInstant()
  leasedUntil?: string | null;
}

export class LeaseChangesDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-12-01T00:00:00Z',
    description: 'Ends the lease; null prolongs it without end',
  })
  @UnlessNull()
  @IsInstant()
  leasedUntil!: string | null;
}

export class LeasesQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: '2050' })
  @IfGiven()
  @IsReference()
  shortcode?: string;

  @ApiProperty({ required: false, type: String, example: 'niloofar' })
  @IfGiven()
  @IsReference()
  brand?: string;
}

export class CheckQuery {
  @ApiProperty({ type: String, example: '2050' })
  @IsReference()
  shortcode!: string;

  @ApiProperty({ example: 'STOPPER' })
  @IsString()
  @MaxLength(MAX_CHARS)
  word!: string;
}

export class AliasDto {
  @ApiProperty({ example: 8 })
  id!: number;

  @ApiProperty({ example: 'أخبار' })
  word!: string;

  @ApiProperty({ example: 'اخبار' })
  key!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'ar' })
  language!: Language;
}

export class LeaseDto {
  @ApiProperty({ example: 7 })
  id!: number;

  @ApiProperty({ example: '2050' })
  shortcode!: string;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: 'خبر' })
  word!: string;

  @ApiProperty({
    example: 'خبر',
    description: 'What it is matched by: two words with one key are one keyword',
  })
  key!: string;

  @ApiProperty({ type: String, enum: LANGUAGES, nullable: true, example: 'fa' })
  language!: Language | null;

  @ApiProperty({ enum: MODES, example: 'first' })
  mode!: KeywordMode;

  @ApiProperty({ example: '2026-04-30T20:30:00.000Z' })
  leasedFrom!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  leasedUntil!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: null, description: 'When its quarantine ends' })
  freeFrom!: Date | null;

  @ApiProperty({ type: [AliasDto] })
  aliases!: readonly AliasDto[];
}

export class LeasesDto {
  @ApiProperty({ type: [LeaseDto] })
  items!: readonly LeaseDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class CollisionDto {
  @ApiProperty({ example: 'STOP' })
  word!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Whose keyword it is; null for a reserved word',
  })
  brand!: string | null;

  @ApiProperty({ example: 'one begins with the other; the whole word alone means stop' })
  why!: string;

  @ApiProperty({ enum: ['conflict', 'warning'], example: 'warning' })
  severity!: 'conflict' | 'warning';
}

export class CheckedDto {
  @ApiProperty({ example: 'STOPPER' })
  word!: string;

  @ApiProperty({ example: 'stopper' })
  key!: string;

  @ApiProperty({ type: [CollisionDto] })
  entries!: readonly CollisionDto[];
}
