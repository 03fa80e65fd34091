import { ApiExtraModels, ApiProperty, getSchemaPath, OmitType, PartialType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, Matches, ValidateNested } from 'class-validator';
import { CollisionDto } from '../catalogue/keywords/keyword.dto';
import { IfGiven, IfNotNull, IsInstant, IsReference, IsWords, IsZone } from '../platform/input.decorator';
import { PageQuery } from '../platform/page.dto';
import type { Reference } from '../platform/reference';
import { LANGUAGES, type Language } from '../text/language';
import { CAMPAIGN_STATES, type CampaignState } from './campaign-state';

const MAX_KEYWORDS = 200;
const SETTINGS = { reply: { fa: 'سلام از {brand}.', en: 'Hello from {brand}.' } };

/** Whom a rule is for: one operator's subscribers, the people on a list, those who are not on one. */
export class AudienceDto {
  @ApiProperty({ required: false, type: String, nullable: true, example: 'mci', description: 'Code or id' })
  @IfNotNull()
  @IsReference()
  operator?: Reference | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    example: 'اخبار',
    description: 'A list of the brand on this code: name or id',
  })
  @IfNotNull()
  @IsReference()
  includeList?: Reference | null;

  @ApiProperty({ required: false, type: String, nullable: true, example: null })
  @IfNotNull()
  @IsReference()
  excludeList?: Reference | null;
}

export class CampaignKeywordDto extends AudienceDto {
  @ApiProperty({ example: 'خبر' })
  @IsWords(200)
  word!: string;
}

/** "NEWS" is short for { "word": "NEWS" }. */
function withWords({ value }: { value: unknown }): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) =>
    typeof item === 'string' ? Object.assign(new CampaignKeywordDto(), { word: item }) : item,
  );
}

/** `true` is short for everybody. */
function withAudience({ value }: { value: unknown }): unknown {
  if (value === true) return new AudienceDto();
  return value === false ? null : value;
}

@ApiExtraModels(CampaignKeywordDto, AudienceDto)
export class NewCampaignDto {
  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id; for a brand’s own key, itself',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ type: String, example: '2050', description: 'Number or id' })
  @IsReference()
  shortcode!: Reference;

  @ApiProperty({ example: 'سلام نیلوفر' })
  @IsWords(200)
  name!: string;

  @ApiProperty({ example: 'auto-reply', description: 'auto-reply or join' })
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { message: 'must be the name of a kind' })
  kind!: string;

  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'string' }, { $ref: getSchemaPath(CampaignKeywordDto) }] },
    example: ['سلام', { word: 'CIAO', operator: 'mci' }],
  })
  @IsArray()
  @ArrayMaxSize(MAX_KEYWORDS)
  @ValidateNested({ each: true })
  @Type(() => CampaignKeywordDto)
  @Transform(withWords)
  keywords!: CampaignKeywordDto[];

  @ApiProperty({
    required: false,
    oneOf: [{ type: 'boolean' }, { $ref: getSchemaPath(AudienceDto) }],
    description: 'Whatever nobody understands; on a dedicated code only',
  })
  @IfNotNull()
  @ValidateNested()
  @Type(() => AudienceDto)
  @Transform(withAudience)
  catchAll?: AudienceDto | null;

  @ApiProperty({ example: '2026-05-01T08:00:00+03:30' })
  @IsInstant()
  opensAt!: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    example: '2026-06-01T00:00:00+03:30',
    description: 'Never by default',
  })
  @IfNotNull()
  @IsInstant()
  closesAt?: string | null;

  @ApiProperty({ example: 'Asia/Tehran' })
  @IsZone()
  timezone!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'fa' })
  @IsIn(LANGUAGES)
  language!: Language;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: SETTINGS,
    description: 'As the kind has them',
  })
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class CampaignChangesDto extends PartialType(
  OmitType(NewCampaignDto, ['brand', 'shortcode', 'kind']),
  {
    skipNullProperties: false,
  },
) {}

export class CampaignsQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: '2050' })
  @IfGiven()
  @IsReference()
  shortcode?: string;

  @ApiProperty({ required: false, type: String, example: 'niloofar' })
  @IfGiven()
  @IsReference()
  brand?: string;

  @ApiProperty({ required: false, enum: CAMPAIGN_STATES })
  @IfGiven()
  @IsIn(CAMPAIGN_STATES)
  state?: CampaignState;
}

export class ShownAudienceDto {
  @ApiProperty({ type: String, nullable: true, example: 'mci' })
  operator!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 3 })
  includeList!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  excludeList!: number | null;
}

export class ShownKeywordDto extends ShownAudienceDto {
  @ApiProperty({ example: 'سلام' })
  word!: string;
}

export class CampaignDto {
  @ApiProperty({ example: 5 })
  id!: number;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: '2050' })
  shortcode!: string;

  @ApiProperty({ example: 'سلام نیلوفر' })
  name!: string;

  @ApiProperty({ example: 'auto-reply' })
  kind!: string;

  @ApiProperty({ enum: CAMPAIGN_STATES, example: 'draft' })
  state!: CampaignState;

  @ApiProperty({ type: [ShownKeywordDto] })
  keywords!: readonly ShownKeywordDto[];

  @ApiProperty({ type: ShownAudienceDto, nullable: true })
  catchAll!: ShownAudienceDto | null;

  @ApiProperty({ example: '2026-05-01T04:30:00.000Z' })
  opensAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  closesAt!: Date | null;

  @ApiProperty({ example: 'Asia/Tehran' })
  timezone!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'fa' })
  language!: Language;

  @ApiProperty({ type: 'object', additionalProperties: true, example: SETTINGS })
  settings!: object;

  @ApiProperty({ example: '2026-04-30T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  publishedAt!: Date | null;
}

export class PublishedCampaignDto extends CampaignDto {
  @ApiProperty({ type: [CollisionDto], description: 'What its words come close to' })
  warnings!: readonly CollisionDto[];

  @ApiProperty({
    type: [String],
    description: 'What its kind would have read before anybody plays',
    example: ['Step "second": A text in en may take 4 segments.'],
  })
  advice!: readonly string[];
}

export class CampaignsDto {
  @ApiProperty({ type: [CampaignDto] })
  items!: readonly CampaignDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
