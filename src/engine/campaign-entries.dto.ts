import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsISO8601, Matches } from 'class-validator';
import { IfGiven, IsInstant, IsWords } from '../platform/input.decorator';

export const ENTRY_ROUTES = ['web', 'post', 'agent'] as const;

export class NewEntryDto {
  @ApiProperty({ example: '+989121234567' })
  @IsWords(40)
  msisdn!: string;

  @ApiProperty({ enum: ENTRY_ROUTES, example: 'web', description: 'How it came; a draw does not look at it' })
  @IsIn(ENTRY_ROUTES)
  route!: (typeof ENTRY_ROUTES)[number];

  @ApiProperty({
    required: false,
    example: '2026-05-01T08:00:00Z',
    description: 'When the person took part (a postmark); now when left out',
  })
  @IfGiven()
  @IsInstant()
  saidAt?: string;

  @ApiProperty({ required: false, example: '7KM49ACFEF', description: 'The unique code' })
  @IfGiven()
  @IsWords(200)
  code?: string;

  @ApiProperty({
    required: false,
    example: '1990-03-21',
    description: 'Needed where the competition has an age limit and the brand does not know the date yet',
  })
  @IfGiven()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: 'must be a date such as 1990-03-21' })
  @IsISO8601({ strict: true }, { message: 'must be a date such as 1990-03-21' })
  birthDate?: string;

  @ApiProperty({ required: false, example: true, description: 'Whether the person is answered by text' })
  @IfGiven()
  @IsBoolean()
  reply?: boolean;
}

export class EntryDto {
  @ApiProperty({ example: 'entered', description: 'What became of it, as of a text' })
  outcome!: string;

  @ApiProperty({ example: true })
  counted!: boolean;

  @ApiProperty({ example: 1, description: 'Its chances in a draw' })
  tickets!: number;

  @ApiProperty({ type: String, nullable: true, example: 'ABCDEFGHJKLMNP' })
  nonce!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'The number it was given' })
  ordinal!: number | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The key of the prize it won' })
  prize!: string | null;

  @ApiProperty({ description: 'What the person is told, by text or by whoever entered for them' })
  text!: string;

  @ApiProperty({ example: false, description: 'False also for whoever asked for silence' })
  replied!: boolean;
}
