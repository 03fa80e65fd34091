import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { IfGiven, IsInstant } from '../../platform/input.decorator';
import { PROFILE_IDS } from '../../rules/profile';

const STATES = ['built-in', 'proposed', 'approved', 'refused'] as const;

export class AtQuery {
  @ApiProperty({
    required: false,
    example: '2026-06-01T00:00:00Z',
    description: 'The instant it is asked for; now by default',
  })
  @IfGiven()
  @IsInstant()
  at?: string;
}

export class NewProfileVersionDto {
  @ApiProperty({
    example: '2026-06-01T00:00:00+03:00',
    description: 'Decides from then on, and never before',
  })
  @IsInstant()
  effectiveFrom!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'The whole profile as GET shows it, with what changes; id, version and effectiveFrom are set here',
    example: { country: 'SA', zone: 'Asia/Riyadh', languages: ['ar', 'en'], quietHours: [] },
  })
  @IsObject()
  profile!: Record<string, unknown>;
}

export class ProfileSourceDto {
  @ApiProperty({ example: 'unifonic-comp' })
  tag!: string;

  @ApiProperty({ example: 'docs.unifonic.com/docs/compliance-sms' })
  address!: string;

  @ApiProperty({ example: 'the five classes and their hours' })
  usedFor!: string;
}

export class ProfileSummaryDto {
  @ApiProperty({ enum: PROFILE_IDS, example: 'sa' })
  id!: string;

  @ApiProperty({ example: 2 })
  version!: number;

  @ApiProperty({ example: '2026-05-31T21:00:00.000Z' })
  effectiveFrom!: string;

  @ApiProperty({ enum: STATES, example: 'proposed' })
  state!: (typeof STATES)[number];

  @ApiProperty({ type: String, nullable: true, example: 'نورة', description: 'The key that proposed it' })
  proposedBy!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The other key, which decided' })
  decidedBy!: string | null;

  @ApiProperty({ type: [ProfileSourceDto] })
  sources!: readonly ProfileSourceDto[];
}

export class ProfilesDto {
  @ApiProperty({ type: [ProfileSummaryDto] })
  items!: readonly ProfileSummaryDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
