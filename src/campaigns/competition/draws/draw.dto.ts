import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsInstant, IsWords } from '../../../platform/input.decorator';
import type { TextsByLanguage } from '../../texts-by-language';
import { LIMITS } from '../draw/limits';
import { NOTICE_PLACEHOLDERS } from './notice';

const SOURCE_CHARS = 1_000;
const BEACON_CHARS = 1_000;
const REASON_CHARS = 200;
const MOST_EXCLUDED = 1_000;
const FORMATS = ['hex', 'text'] as const;
const DRAW_STATES = ['committed', 'drawn'] as const;
const HASH = '0a19b7e47d8fcf7a7f7b9b9fc197453df8c487c9668ace70688df16e9c0cf3db';

export class NewExclusionDto {
  @ApiProperty({ example: '+989121234567' })
  @IsWords(40)
  msisdn!: string;

  @ApiProperty({ example: 'employee of the promoter', description: 'Stands in the proof, for everybody' })
  @IsWords(REASON_CHARS)
  reason!: string;
}

export class ExcludedDto {
  @ApiProperty({ example: 12 })
  excluded!: number;
}

export class FreezeDto {
  @ApiProperty({
    example: 'drand quicknet, round 1234567, field randomness',
    description:
      'Which value of which public source, so plainly that two strangers would write down the same',
  })
  @IsWords(SOURCE_CHARS)
  beaconSource!: string;

  @ApiProperty({ required: false, enum: FORMATS, default: 'hex' })
  @IsIn(FORMATS)
  beaconFormat: (typeof FORMATS)[number] = 'hex';

  @ApiProperty({
    example: '2026-05-02T18:00:00Z',
    description: 'Nobody can know the value earlier; it must lie ahead',
  })
  @IsInstant()
  beaconNotBefore!: string;

  @ApiProperty({ example: 3, minimum: 1, maximum: LIMITS.picks })
  @IsInt()
  @Min(1)
  @Max(LIMITS.picks)
  prizes!: number;

  @ApiProperty({ required: false, default: 0, minimum: 0, maximum: LIMITS.picks })
  @IsInt()
  @Min(0)
  @Max(LIMITS.picks)
  reserves: number = 0;

  @ApiProperty({
    required: false,
    default: 10,
    description: 'How long after the close texts may still be on their way',
  })
  @IsInt()
  @Min(0)
  @Max(10_080)
  graceMinutes: number = 10;

  @ApiProperty({
    required: false,
    default: 72,
    description: 'How long a winner has to claim; then the next reserve has as long',
  })
  @IsInt()
  @Min(1)
  @Max(8_760)
  claimHours: number = 72;

  @ApiProperty({ required: false, type: [NewExclusionDto], description: 'Beside those excluded before' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_EXCLUDED)
  @ValidateNested({ each: true })
  @Type(() => NewExclusionDto)
  exclude?: NewExclusionDto[];

  @ApiProperty({
    required: false,
    default: false,
    description: 'Freeze although texts that failed were set aside',
  })
  @IsBoolean()
  despiteSetAside: boolean = false;
}

export class NoticeDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { fa: 'تبریک! جایزهٔ {prize} از آنِ شماست. تا {deadline} خبر دهید. {brand}' },
    description: `A text by language; it may name ${NOTICE_PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`,
  })
  @IsObject()
  texts!: TextsByLanguage;
}

export class BeaconDto {
  @ApiProperty({ example: 'f'.repeat(64), description: 'As the announced source gives it' })
  @IsString()
  @MaxLength(BEACON_CHARS)
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  value!: string;

  @ApiProperty({
    required: false,
    type: NoticeDto,
    description: 'Winners, and reserves who step in, are told by text',
  })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => NoticeDto)
  notify?: NoticeDto;
}

export class SealDto {
  @ApiProperty({ example: '2026-05-01T09:00:00.000Z' })
  at!: string;

  @ApiProperty({ example: 4_211, description: 'Lines in the list by then' })
  count!: number;

  @ApiProperty({ example: HASH })
  hash!: string;
}

export class SealsDto {
  @ApiProperty({ type: [SealDto] })
  items!: readonly SealDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Pass it as `after` for the next page' })
  next!: string | null;
}

export class SealsQuery {
  @ApiProperty({ required: false, example: '2026-05-01T09:00:00.000Z' })
  @IfGiven()
  @IsInstant()
  after?: string;
}

/** A draw as it is made public. */
export class PublicDrawDto {
  @ApiProperty({ example: 4 })
  id!: number;

  @ApiProperty({ enum: DRAW_STATES })
  state!: (typeof DRAW_STATES)[number];

  @ApiProperty({ example: HASH, description: 'The one value to publish at the freeze' })
  announcementHash!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'List, commitment, beacon and prizes, as docs/draw-verification.md describes them',
  })
  announcement!: object;

  @ApiProperty({ type: String, nullable: true, example: null })
  beacon!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  proofHash!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  drawnAt!: Date | null;
}

export class DrawDto extends PublicDrawDto {
  @ApiProperty({ example: 7 })
  campaign!: number;

  @ApiProperty({ example: 72 })
  claimHours!: number;

  @ApiProperty({ example: '2026-05-01T18:12:00.000Z' })
  frozenAt!: Date;

  @ApiProperty({ example: 'niloofar' })
  frozenBy!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  drawnBy!: string | null;
}

export class DrawsDto {
  @ApiProperty({ type: [DrawDto] })
  items!: readonly DrawDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
