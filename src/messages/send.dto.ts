import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsReference, IsWords } from '../platform/input.decorator';
import type { ProblemDetails } from '../platform/problem';
import type { Reference } from '../platform/reference';
import type { MessageClass } from '../rules/message-class';

/** What a brand may start; replies are caused by texts alone. */
export const SENDABLE = [
  'otp',
  'service',
  'personal',
  'awareness',
  'promotional',
  'warning',
] as const satisfies readonly MessageClass[];

/** `textChars`: ten segments of GSM-7. `ttlSeconds`: the longest any carrier keeps a message. */
export const SEND_LIMITS = { messages: 1_000, textChars: 1_530, ttlSeconds: 604_800 } as const;

export class NewMessageDto {
  @ApiProperty({ type: String, example: 'radio-shahr', description: 'Code or id' })
  @IsReference()
  brand!: Reference;

  @ApiProperty({
    required: false,
    type: String,
    example: 'simulator',
    description: 'Name or id; the best live route when left out',
  })
  @IfGiven()
  @IsReference()
  connector?: Reference;

  @ApiProperty({ type: String, example: '2050', description: 'The short code' })
  @IsReference()
  from!: Reference;

  @ApiProperty({ example: '+989121234567' })
  @IsWords(40)
  to!: string;

  @ApiProperty({ example: 'قرعه‌کشی امشب ساعت ۲۱ است.' })
  @IsWords(SEND_LIMITS.textChars)
  text!: string;

  @ApiProperty({ enum: SENDABLE, example: 'service' })
  @IsIn(SENDABLE)
  class!: (typeof SENDABLE)[number];

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: SEND_LIMITS.ttlSeconds,
    example: 3600,
    description: 'Not worth sending later; a day when left out, ten minutes for a one-time password',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(SEND_LIMITS.ttlSeconds)
  ttlSeconds?: number;

  @ApiProperty({
    required: false,
    example: 3,
    description: 'The list it was promised to: its opt-outs count too',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  list?: number;
}

export class MessageIdDto {
  @ApiProperty({ example: '8841' })
  id!: string;
}

export class RefusedMessageDto {
  @ApiProperty({ example: { status: 422, code: 'RECIPIENT_OPTED_OUT' } })
  error!: ProblemDetails;
}
