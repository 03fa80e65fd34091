import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { EVENT_TYPES, type EventType } from '../platform/events';
import { IfGiven, IsInstant, IsReference } from '../platform/input.decorator';
import { MAX_URL_CHARS } from '../platform/outbound-http-rules';
import { PageQuery } from '../platform/page.dto';
import type { Reference } from '../platform/reference';
import type { DeliveryState } from './webhook-deliveries.store';
import type { WebhookState } from './webhooks.store';

const STATES = ['active', 'paused'] as const satisfies readonly WebhookState[];
const DELIVERY_STATES = [
  'waiting',
  'delivered',
  'gave_up',
  'dropped',
] as const satisfies readonly DeliveryState[];

export class NewWebhookDto {
  @ApiProperty({ type: String, example: 'kafe-naderi', description: 'Code or id' })
  @IsReference()
  brand!: Reference;

  @ApiProperty({
    example: 'https://crm.example.com/parola',
    description: 'https or http, of a public server',
  })
  @IsString()
  @MaxLength(MAX_URL_CHARS)
  url!: string;

  @ApiProperty({ enum: EVENT_TYPES, isArray: true, example: ['mo', 'entry', 'optout'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  types!: EventType[];
}

export class WebhookChangeDto {
  @ApiProperty({ required: false, example: 'https://crm.example.com/parola' })
  @IfGiven()
  @IsString()
  @MaxLength(MAX_URL_CHARS)
  url?: string;

  @ApiProperty({ required: false, enum: EVENT_TYPES, isArray: true, example: ['mo'] })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  types?: EventType[];

  @ApiProperty({
    required: false,
    enum: STATES,
    example: 'paused',
    description: 'While paused nothing is sent; what happens waits, for 72 hours at most',
  })
  @IfGiven()
  @IsIn(STATES)
  state?: WebhookState;
}

export class WebhookDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ example: 'kafe-naderi' })
  brand!: string;

  @ApiProperty({ example: 'https://crm.example.com/parola' })
  url!: string;

  @ApiProperty({ enum: EVENT_TYPES, isArray: true, example: ['mo', 'entry', 'optout'] })
  types!: readonly EventType[];

  @ApiProperty({ enum: STATES, example: 'active' })
  state!: WebhookState;

  @ApiProperty({
    example: 0,
    description: 'Rounds of calls in a row of which the server took none; 0 when all is well',
  })
  failing!: number;

  @ApiProperty({
    type: Date,
    nullable: true,
    example: null,
    description: 'When the server is tried next, while it is left alone',
  })
  resumeAt!: Date | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ShownWebhookDto extends WebhookDto {
  @ApiProperty({ example: 'whsec_0123456789abcdefghijklmnopqrstuv', description: 'Shown this once' })
  secret!: string;
}

export class WebhooksDto {
  @ApiProperty({ type: [WebhookDto] })
  items!: readonly WebhookDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class WebhookTestDto {
  @ApiProperty({ example: true, description: 'Whether the server answered 200 to 299' })
  delivered!: boolean;

  @ApiProperty({ type: Number, nullable: true, example: 200 })
  status!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;
}

export class DeliveriesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: DELIVERY_STATES, example: 'gave_up' })
  @IfGiven()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState;
}

export class DeliveryDto {
  @ApiProperty({ example: 118 })
  id!: number;

  @ApiProperty({ example: '5521', description: 'The same in every request about this event' })
  event!: string;

  @ApiProperty({ enum: EVENT_TYPES, nullable: true, example: 'entry' })
  type!: EventType | null;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567', description: 'Whom it is about' })
  msisdn!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:00.000Z' })
  at!: Date | null;

  @ApiProperty({ example: false })
  replay!: boolean;

  @ApiProperty({ enum: DELIVERY_STATES, example: 'waiting' })
  state!: DeliveryState;

  @ApiProperty({ example: 2 })
  attempts!: number;

  @ApiProperty({ type: Number, nullable: true, example: 500, description: 'HTTP status of the last attempt' })
  status!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'answered 500' })
  reason!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  queuedAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-01T08:00:04.000Z' })
  nextAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  endedAt!: Date | null;
}

export class DeliveriesDto {
  @ApiProperty({ type: [DeliveryDto] })
  items!: readonly DeliveryDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ReplayDto {
  @ApiProperty({
    example: '2026-05-01T08:00:00Z',
    description: 'Events since then; they are kept for 30 days',
  })
  @IsInstant()
  from!: string;

  @ApiProperty({
    required: false,
    example: '2026-05-01T09:00:00Z',
    description: 'And before then; now when left out',
  })
  @IfGiven()
  @IsInstant()
  to?: string;

  @ApiProperty({
    required: false,
    enum: EVENT_TYPES,
    isArray: true,
    example: ['entry'],
    description: 'The webhook’s own types when left out',
  })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(EVENT_TYPES.length)
  @ArrayUnique()
  @IsIn(EVENT_TYPES, { each: true })
  types?: EventType[];
}

export class ReplayedDto {
  @ApiProperty({ example: 42, description: 'Events queued once more, under the ids they had' })
  queued!: number;
}
