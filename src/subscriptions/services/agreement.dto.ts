import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsInstant, IsWords } from '../../platform/input.decorator';

export const AGREEMENT_CHANNELS = ['web', 'ivr', 'care'] as const;
export const MOST_AGREEMENTS = 1_000;
const SHOWN_CHARS = 1_530;

export class NewAgreementDto {
  @ApiProperty({ example: 81234, description: 'The subscription’s id' })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  subscription!: number;

  @ApiProperty({
    example: 'Daily horoscope will cost 700 rials a day from 1 June. Do you agree?',
    description: 'What they said yes to, word for word: it is the evidence',
  })
  @IsWords(SHOWN_CHARS)
  shown!: string;

  @ApiProperty({ enum: AGREEMENT_CHANNELS, example: 'web' })
  @IsIn(AGREEMENT_CHANNELS)
  channel!: (typeof AGREEMENT_CHANNELS)[number];

  @ApiProperty({
    required: false,
    example: '2026-05-20T08:00:00Z',
    description: 'When they said it; now when left out',
  })
  @IfGiven()
  @IsInstant()
  saidAt?: string;
}

export class AgreementsDto {
  @ApiProperty({ example: 2, description: 'Who pays the new price from now on' })
  agreed!: number;

  @ApiProperty({
    type: [Number],
    example: [81234],
    description: 'Subscriptions that are not live, or not of this service',
  })
  unknown!: readonly number[];
}
