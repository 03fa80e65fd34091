import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IfGiven, IsInstant, IsReference, IsWords } from '../../platform/input.decorator';
import { MoneyDto } from '../../platform/money.dto';
import { InputErrorDto } from '../../platform/problem.dto';
import type { Reference } from '../../platform/reference';
import { ENDED_STATES, LIVE_STATES, type SubscriptionState } from '../subscription';
import { CYCLES, SERVICE_CLASSES, type Cycle, type ServiceClass } from './service';
import { SERVICE_STATES, type ServiceState } from './service-state';

const NAME_CHARS = 60;
const PROVIDER_CHARS = 60;
const MOST_BP = 10_000;

const SETTINGS_EXAMPLE = {
  languages: ['fa', 'en'],
  confirm: 'yes',
  graceDays: 7,
  contentHour: 8,
  zone: 'Asia/Tehran',
};

/** What it is, apart from its name: may be changed for as long as nobody can have joined. */
class ServiceTermsDto {
  @ApiProperty({ example: 'Setareh Media', description: 'Who answers for it, as subscribers are told' })
  @IsWords(PROVIDER_CHARS)
  provider!: string;

  @ApiProperty({ enum: CYCLES, example: 'day', description: 'How often it is paid for' })
  @IsIn(CYCLES)
  cycle!: Cycle;

  @ApiProperty({ required: false, example: 3, minimum: 0, maximum: 366, default: 0 })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(366)
  trialDays?: number;

  @ApiProperty({ required: false, example: 0, minimum: 0, maximum: 99, default: 0 })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(99)
  minAge?: number;

  @ApiProperty({ required: false, enum: SERVICE_CLASSES, default: 'vas' })
  @IfGiven()
  @IsIn(SERVICE_CLASSES)
  class?: ServiceClass;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: true,
    example: SETTINGS_EXAMPLE,
    description: 'What is left out is filled in: the code’s own language and zone, and cautious defaults',
  })
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class NewServiceDto extends ServiceTermsDto {
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

  @ApiProperty({ example: 'فال', description: 'What people see: "STOP FAL"' })
  @IsWords(NAME_CHARS)
  name!: string;

  @ApiProperty({
    required: false,
    example: 'FAL',
    description: 'What people text behind STOP; the name when left out',
  })
  @IfGiven()
  @IsWords(NAME_CHARS)
  key?: string;

  @ApiProperty({ required: false, example: 'روزی ۱ پیام', description: 'Shown to whoever joins' })
  @IfGiven()
  @MaxLength(NAME_CHARS)
  frequency?: string;
}

export class ServiceChangesDto extends PartialType(
  OmitType(NewServiceDto, ['brand', 'shortcode', 'name', 'key', 'frequency']),
  { skipNullProperties: false },
) {}

export class NewTariffDto {
  @ApiProperty({ type: MoneyDto, description: 'What a cycle costs, taxes within' })
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyDto)
  amount!: MoneyDto;

  @ApiProperty({
    required: false,
    example: '2026-06-01T00:00:00+03:30',
    description: 'In force from then on; now when left out. Of an approved service, in the future only',
  })
  @IfGiven()
  @IsInstant()
  effectiveFrom?: string;

  @ApiProperty({
    required: false,
    example: 900,
    minimum: 0,
    maximum: MOST_BP,
    default: 0,
    description: 'Value added tax, in hundredths of a percent',
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(MOST_BP)
  vatBp?: number;
}

export class ServiceOperatorChangeDto {
  @ApiProperty({ type: String, example: 'mci-dcb', description: 'A gateway of this operator: name or id' })
  @IsReference()
  gateway!: Reference;

  @ApiProperty({ required: false, default: false, description: 'The operator has approved the service' })
  @IfGiven()
  @IsBoolean()
  isApproved?: boolean;

  @ApiProperty({ required: false, default: false, description: 'Part of a price may be charged' })
  @IfGiven()
  @IsBoolean()
  isPartial?: boolean;
}

export class TariffDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ example: 900 })
  vatBp!: number;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  effectiveFrom!: Date;
}

export class ServiceFaultsDto {
  @ApiProperty({ type: [InputErrorDto] })
  errors!: readonly InputErrorDto[];
}

export class ServiceOperatorDto {
  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: 'mci-dcb' })
  gateway!: string;

  @ApiProperty({ example: true })
  isApproved!: boolean;

  @ApiProperty({ example: false })
  isPartial!: boolean;

  @ApiProperty({ example: false, description: 'Nobody joins, pays or is sent anything there for now' })
  isSuspended!: boolean;
}

export class ServiceDto {
  @ApiProperty({ example: 2 })
  id!: number;

  @ApiProperty({ example: 9, description: 'It is a list as well, with the same members and the same STOP' })
  list!: number;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: '2050' })
  shortcode!: string;

  @ApiProperty({ example: 'فال' })
  name!: string;

  @ApiProperty({ example: 'fal' })
  key!: string;

  @ApiProperty({ example: 'Setareh Media' })
  provider!: string;

  @ApiProperty({ enum: CYCLES })
  cycle!: Cycle;

  @ApiProperty({ example: 3 })
  trialDays!: number;

  @ApiProperty({ example: 0 })
  minAge!: number;

  @ApiProperty({ enum: SERVICE_CLASSES })
  class!: ServiceClass;

  @ApiProperty({ enum: SERVICE_STATES, description: 'Only an approved one can be joined' })
  state!: ServiceState;

  @ApiProperty({ type: 'object', additionalProperties: true, example: SETTINGS_EXAMPLE })
  settings!: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: [TariffDto], description: 'Earliest first' })
  tariffs!: readonly TariffDto[];

  @ApiProperty({ type: [ServiceOperatorDto] })
  operators!: readonly ServiceOperatorDto[];

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ServicesDto {
  @ApiProperty({ type: [ServiceDto] })
  items!: readonly ServiceDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class UnagreedDto {
  @ApiProperty({ example: 81234 })
  subscription!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '98912***4567',
    description: 'Masked for the keys of brands',
  })
  msisdn!: string | null;

  @ApiProperty({ enum: [...LIVE_STATES, ...ENDED_STATES] })
  state!: SubscriptionState;

  @ApiProperty({ type: MoneyDto, description: 'What they agreed to, and go on paying' })
  agreed!: MoneyDto;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  joinedAt!: Date;
}

export class UnagreedPageDto {
  @ApiProperty({ example: 4_210 })
  count!: number;

  @ApiProperty({ type: [UnagreedDto] })
  items!: readonly UnagreedDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
