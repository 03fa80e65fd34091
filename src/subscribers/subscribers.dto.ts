import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IfGiven, IfNotNull } from '../platform/input.decorator';
import { LANGUAGES, type Language } from '../text/language';

export class SubscriberChangeDto {
  @ApiProperty({
    required: false,
    enum: LANGUAGES,
    nullable: true,
    example: 'fa',
    description: 'Every answer is in this language; null: in that of the words they use',
  })
  @IfNotNull()
  @IsIn(LANGUAGES)
  language?: Language | null;

  @ApiProperty({
    required: false,
    example: false,
    description: 'Nothing is sent to a blocked person, not even an answer',
  })
  @IfGiven()
  @IsBoolean()
  blocked?: boolean;
}

export class StandingDto {
  @ApiProperty({
    example: 'list:3',
    description: 'list:<id>, brand:<id>:<shortcode id>, code:<shortcode id> or all',
  })
  scope!: string;

  @ApiProperty({ enum: ['asked', 'in', 'out'], example: 'in' })
  status!: 'asked' | 'in' | 'out';

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  saidAt!: Date;
}

export class SubscriberDto {
  @ApiProperty({ type: String, nullable: true, example: '989121234567' })
  msisdn!: string | null;

  @ApiProperty({ enum: LANGUAGES, nullable: true, example: 'fa' })
  language!: Language | null;

  @ApiProperty({ type: String, nullable: true, example: 'mci' })
  operator!: string | null;

  @ApiProperty({ example: false })
  blocked!: boolean;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: [StandingDto] })
  standings!: readonly StandingDto[];
}
