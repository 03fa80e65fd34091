import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { MoneyDto } from '../../platform/money.dto';
import { IfGiven, IfNotNull, IsReference, IsZone } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';
import { INTENT_POLICIES, PROFILE_IDS, STOP_POLICIES, type ProfileId } from '../../rules/profile';
import { LANGUAGES, type Language } from '../../text/language';

const KINDS = ['shared', 'dedicated'] as const;
const CLASSES = ['promotional', 'service', 'premium'] as const;
const UNKNOWN_POLICIES = ['universal', 'tenant', 'silence'] as const;
const TEXTS = {
  help: { fa: 'نیلوفر. پیام: {contact}. لغو: {stop}', en: '{brand}. Help: {contact}. Stop: {stop}' },
};

export class NewShortcodeDto {
  @ApiProperty({ example: '2050' })
  @Matches(/^[0-9]{3,12}$/, { message: 'must be 3 to 12 digits' })
  number!: string;

  @ApiProperty({ enum: KINDS, example: 'shared' })
  @IsIn(KINDS)
  kind!: (typeof KINDS)[number];

  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'The owner of a dedicated code: code or id',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ enum: PROFILE_IDS, example: 'ir', description: 'The rules it lives under' })
  @IsIn(PROFILE_IDS)
  profile!: ProfileId;

  @ApiProperty({
    required: false,
    enum: LANGUAGES,
    example: 'fa',
    description: 'By default the profile’s first',
  })
  @IfGiven()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiProperty({ required: false, example: 'Asia/Tehran', description: 'By default the profile’s' })
  @IfGiven()
  @IsZone()
  zone?: string;

  @ApiProperty({ required: false, enum: CLASSES, default: 'service' })
  @IfGiven()
  @IsIn(CLASSES)
  class?: (typeof CLASSES)[number];

  @ApiProperty({ required: false, type: MoneyDto, nullable: true, description: 'What a text to it costs' })
  @IfNotNull()
  @ValidateNested()
  @Type(() => MoneyDto)
  tariff?: MoneyDto | null;

  @ApiProperty({
    required: false,
    type: String,
    enum: STOP_POLICIES,
    nullable: true,
    description: 'Null: as the profile says',
  })
  @IfNotNull()
  @IsIn(STOP_POLICIES)
  stopPolicy?: (typeof STOP_POLICIES)[number] | null;

  @ApiProperty({
    required: false,
    type: String,
    enum: INTENT_POLICIES,
    nullable: true,
    description: 'Null: as the profile says',
  })
  @IfNotNull()
  @IsIn(INTENT_POLICIES)
  intentPolicy?: (typeof INTENT_POLICIES)[number] | null;

  @ApiProperty({
    required: false,
    enum: UNKNOWN_POLICIES,
    default: 'universal',
    description: 'What an unknown word gets; tenant (the owner’s text) on a dedicated code only',
  })
  @IfGiven()
  @IsIn(UNKNOWN_POLICIES)
  unknownPolicy?: (typeof UNKNOWN_POLICIES)[number];

  @ApiProperty({
    required: false,
    default: 12,
    description: 'Hours for which a text without keyword goes to the brand that spoke last',
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(168)
  contextHours?: number;

  @ApiProperty({ required: false, default: 30, description: 'Days a keyword rests after its lease' })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(3_650)
  quarantineDays?: number;

  @ApiProperty({ required: false, default: false, description: 'The carrier answers STOP itself' })
  @IfGiven()
  @IsBoolean()
  carrierConfirmsStop?: boolean;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: TEXTS,
    description: 'Own wording of system texts',
  })
  @IfGiven()
  @IsObject()
  texts?: Record<string, Record<string, string>>;
}

export class ShortcodeChangesDto extends PartialType(OmitType(NewShortcodeDto, ['number', 'kind', 'brand']), {
  skipNullProperties: false,
}) {}

export class ShortcodeDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: '2050' })
  number!: string;

  @ApiProperty({ enum: KINDS, example: 'shared' })
  kind!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The owner of a dedicated code' })
  brand!: string | null;

  @ApiProperty({ enum: PROFILE_IDS, example: 'ir' })
  profile!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'fa' })
  language!: string;

  @ApiProperty({ example: 'Asia/Tehran' })
  zone!: string;

  @ApiProperty({ enum: CLASSES, example: 'service' })
  class!: string;

  @ApiProperty({ type: MoneyDto, nullable: true })
  tariff!: MoneyDto | null;

  @ApiProperty({ type: String, enum: STOP_POLICIES, nullable: true, example: null })
  stopPolicy!: string | null;

  @ApiProperty({ type: String, enum: INTENT_POLICIES, nullable: true, example: null })
  intentPolicy!: string | null;

  @ApiProperty({ enum: UNKNOWN_POLICIES, example: 'universal' })
  unknownPolicy!: string;

  @ApiProperty({ example: 12 })
  contextHours!: number;

  @ApiProperty({ example: 30 })
  quarantineDays!: number;

  @ApiProperty({ example: false })
  carrierConfirmsStop!: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, example: TEXTS })
  texts!: Record<string, Record<string, string>>;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ShortcodesDto {
  @ApiProperty({ type: [ShortcodeDto] })
  items!: readonly ShortcodeDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
