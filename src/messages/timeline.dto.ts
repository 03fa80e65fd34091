import { ApiProperty } from '@nestjs/swagger';
import type { StoryEvent } from './story';

export class TimelineDto {
  @ApiProperty({ example: '8841' })
  id!: string;

  @ApiProperty({
    type: [Object],
    example: [
      {
        type: 'heard',
        at: '2026-05-01T08:00:00.000Z',
        textId: 8841,
        from: '989121234567',
        to: '2050',
        text: 'خبر',
      },
      {
        type: 'decided',
        at: '2026-05-01T08:00:00.020Z',
        textId: 8841,
        rule: 'keyword',
        because: 'joined the list',
      },
      {
        type: 'queued',
        at: '2026-05-01T08:00:00.020Z',
        messageId: 12,
        class: 'reply',
        text: 'به «خبر» خوش آمدید. …',
      },
      { type: 'submitted', at: '2026-05-01T08:00:00.060Z', messageId: 12, state: 'sent', remoteId: 'a1' },
      {
        type: 'reported',
        at: '2026-05-01T08:00:01.000Z',
        messageId: 12,
        state: 'delivered',
        effect: 'applied',
      },
    ],
    description:
      'In time: heard, part, decided, set aside, released, consent, queued, waiting, submitted, reported, final',
  })
  events!: readonly StoryEvent[];
}

export class PersonTimelineDto {
  @ApiProperty({ type: [Object], example: [{ type: 'heard', at: '2026-05-01T08:00:00.000Z', text: 'خبر' }] })
  items!: readonly StoryEvent[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class SetAsideTextDto {
  @ApiProperty({ example: '8841' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567' })
  from!: string | null;

  @ApiProperty({ example: '2050' })
  to!: string;

  @ApiProperty({ type: String, nullable: true, example: 'خبر' })
  text!: string | null;

  @ApiProperty({ example: 'a kind threw' })
  error!: string;

  @ApiProperty({ example: 3 })
  tries!: number;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: Date;
}

export class SetAsideTextsDto {
  @ApiProperty({ type: [SetAsideTextDto] })
  items!: readonly SetAsideTextDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
