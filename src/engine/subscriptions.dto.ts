import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsIP, IsISO8601, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';
import { CHARGE_STATES, type ChargeState } from '../billing/charge-state';
import { IfGiven, IsReference, IsWords } from '../platform/input.decorator';
import { MoneyDto } from '../platform/money.dto';
import { PageQuery } from '../platform/page.dto';
import type { Reference } from '../platform/reference';
import { CYCLES, type Cycle } from '../subscriptions/services/service';
import { ENDED_STATES, LIVE_STATES, type SubscriptionState } from '../subscriptions/subscription';
import { LANGUAGES, type Language } from '../text/language';

const STATES = [...LIVE_STATES, ...ENDED_STATES];
export const OPT_IN_CHANNELS = ['web', 'ivr', 'api'] as const;
export const CANCEL_CHANNELS = ['care', 'operator', 'portal', 'api'] as const;
const MOST_ID = 2_147_483_647;

export class SubscriptionsQuery extends PageQuery {
  @ApiProperty({ required: false, example: '+393331234567' })
  @IfGiven()
  @IsWords(40)
  msisdn?: string;

  @ApiProperty({ required: false, example: 3, description: 'A service, by its id' })
  @IfGiven()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  service?: number;

  @ApiProperty({ required: false, enum: STATES, example: 'active' })
  @IfGiven()
  @IsIn(STATES)
  state?: SubscriptionState;
}

/** What is kept beside the person's consent. */
export class OptInEvidenceDto {
  @ApiProperty({ required: false, example: '203.0.113.9' })
  @IfGiven()
  @IsIP()
  ip?: string;

  @ApiProperty({ required: false, example: 'Mozilla/5.0' })
  @IfGiven()
  @IsWords(300)
  userAgent?: string;

  @ApiProperty({
    required: false,
    example: '7d1f0c5e',
    description: 'The page’s own name for this browser’s visit: many numbers in one session are suspicious',
  })
  @IfGiven()
  @IsWords(200)
  session?: string;

  @ApiProperty({ required: false, example: 'https://brand.example/oroscopo' })
  @IfGiven()
  @IsWords(300)
  page?: string;
}

export class NewSubscriptionDto {
  @ApiProperty({ example: '+393331234567' })
  @IsWords(40)
  msisdn!: string;

  @ApiProperty({ example: 3, description: 'A service, by its id' })
  @IsInt()
  @Min(1)
  @Max(MOST_ID)
  service!: number;

  @ApiProperty({ enum: OPT_IN_CHANNELS, example: 'web' })
  @IsIn(OPT_IN_CHANNELS)
  channel!: (typeof OPT_IN_CHANNELS)[number];

  @ApiProperty({
    required: false,
    type: String,
    example: 'tim',
    description:
      'The mobile operator: code or id; the one of the last text when left out. Never guessed from the number',
  })
  @IfGiven()
  @IsReference()
  operator?: Reference;

  @ApiProperty({ required: false, enum: LANGUAGES, example: 'it' })
  @IfGiven()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiProperty({
    required: false,
    example: '1990-03-21',
    description: 'Needed where the service has an age limit and the brand does not know the date yet',
  })
  @IfGiven()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'must be a date such as 1990-03-21' })
  @IsISO8601({ strict: true }, { message: 'must be a date such as 1990-03-21' })
  birthDate?: string;

  @ApiProperty({ required: false, type: OptInEvidenceDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => OptInEvidenceDto)
  evidence?: OptInEvidenceDto;
}

export class ConfirmSubscriptionDto {
  @ApiProperty({ example: '48213', description: 'The one-time password that was sent to the number' })
  @IsWords(20)
  code!: string;
}

export class CancelSubscriptionDto {
  @ApiProperty({ enum: CANCEL_CHANNELS, example: 'care' })
  @IsIn(CANCEL_CHANNELS)
  channel!: (typeof CANCEL_CHANNELS)[number];

  @ApiProperty({ example: 'called the hotline', description: 'Goes into the ledger as evidence' })
  @IsWords(500)
  reason!: string;

  @ApiProperty({
    required: false,
    example: 'agent 17',
    description: 'Who asked for it there; the key’s own name when left out',
  })
  @IfGiven()
  @IsWords(100)
  actor?: string;
}

export class SubscriptionDto {
  @ApiProperty({ example: 81 })
  id!: number;

  @ApiProperty({ example: 3 })
  serviceId!: number;

  @ApiProperty({ example: 'OROSCOPO' })
  service!: string;

  @ApiProperty({ example: 'caffe-aurora' })
  brand!: string;

  @ApiProperty({ example: '48400' })
  shortcode!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '393331234567',
    description: 'Masked for a brand’s own key',
  })
  msisdn!: string | null;

  @ApiProperty({ example: 'tim' })
  operator!: string;

  @ApiProperty({ enum: STATES, example: 'active' })
  state!: SubscriptionState;

  @ApiProperty({ example: 'text', description: 'Where it was asked for' })
  channel!: string;

  @ApiProperty({ enum: LANGUAGES, example: 'it' })
  language!: Language;

  @ApiProperty({ type: MoneyDto, description: 'What the person agreed to' })
  price!: MoneyDto;

  @ApiProperty({ enum: CYCLES, example: 'week' })
  cycle!: Cycle;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  joinedAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:00.000Z' })
  periodStart!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-08T08:00:00.000Z' })
  periodEnd!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-08T08:00:00.000Z' })
  nextChargeAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  endedAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  endReason!: string | null;
}

export class SubscriptionsDto {
  @ApiProperty({ type: [SubscriptionDto] })
  items!: readonly SubscriptionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class SubscriptionEventDto {
  @ApiProperty({ example: 'stopped' })
  event!: string;

  @ApiProperty({ type: String, nullable: true, enum: STATES, example: 'active' })
  from!: SubscriptionState | null;

  @ApiProperty({ enum: STATES, example: 'unsubscribed' })
  to!: SubscriptionState;

  @ApiProperty({ type: Number, nullable: true, example: null })
  chargeId!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'stopped' })
  reason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'care' })
  channel!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'agent 17' })
  actor!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: Date;
}

export class SubscriptionChargeDto {
  @ApiProperty({ example: 1204 })
  id!: number;

  @ApiProperty({ enum: ['first', 'renewal', 'one-off', 'message'], example: 'renewal' })
  purpose!: string;

  @ApiProperty({ enum: CHARGE_STATES, example: 'charged' })
  state!: ChargeState;

  @ApiProperty({ type: MoneyDto })
  amount!: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  refunded!: MoneyDto;

  @ApiProperty({ type: String, nullable: true, example: null })
  failure!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  periodStart!: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  periodEnd!: Date | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true })
  settledAt!: Date | null;
}

export class SubscriptionStoryDto extends SubscriptionDto {
  @ApiProperty({ type: [SubscriptionEventDto], description: 'Oldest first' })
  events!: readonly SubscriptionEventDto[];

  @ApiProperty({ type: [SubscriptionChargeDto], description: 'Oldest first' })
  charges!: readonly SubscriptionChargeDto[];
}

export class MyServicesDto {
  @ApiProperty({ type: [SubscriptionDto], description: 'What the person is subscribed to now, oldest first' })
  items!: readonly SubscriptionDto[];
}
