import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsDefined, IsIn, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { IfGiven, IsReference, IsWords } from '../platform/input.decorator';
import type { Reference } from '../platform/reference';

export const OPT_OUT_CHANNELS = ['api', 'care', 'operator'] as const;

export class OptOutScopeDto {
  @ApiProperty({ required: false, example: 3, description: 'A list, by its id' })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  list?: number;

  @ApiProperty({
    required: false,
    type: String,
    example: 'radio-shahr',
    description: 'A brand on a code: code or id',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ required: false, type: String, example: '2050', description: 'A code: number or id' })
  @IfGiven()
  @IsReference()
  code?: Reference;

  @ApiProperty({ required: false, example: true, description: 'Everything we ever start' })
  @IfGiven()
  @Equals(true)
  all?: true;
}

export class OptOutDto {
  @ApiProperty({ type: OptOutScopeDto, description: 'One of: list; brand and code; code; all' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => OptOutScopeDto)
  scope!: OptOutScopeDto;

  @ApiProperty({ example: 'called the hotline', description: 'Goes into the ledger as evidence' })
  @IsWords(500)
  reason!: string;

  @ApiProperty({ enum: OPT_OUT_CHANNELS, example: 'care' })
  @IsIn(OPT_OUT_CHANNELS)
  channel!: (typeof OPT_OUT_CHANNELS)[number];
}

export class OptedOutDto {
  @ApiProperty({ example: 'code:1' })
  scope!: string;

  @ApiProperty({ type: [String], example: ['NEWS'], description: 'Lists they were on and are not any more' })
  lists!: readonly string[];

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: Date;
}

export class UndoOptOutDto {
  @ApiProperty({
    required: false,
    type: String,
    example: '2050',
    description: 'A code: number or id. Without it, wherever free words were read as a STOP',
  })
  @IfGiven()
  @IsReference()
  shortcode?: Reference;

  @ApiProperty({
    example: 'called: meant the weather, not us',
    description: 'Goes into the ledger as evidence',
  })
  @IsWords(500)
  reason!: string;
}

export class OptOutUndoneDto {
  @ApiProperty({ type: [String], example: ['2050'], description: 'None: it had been taken back before' })
  codes!: readonly string[];

  @ApiProperty({ type: [String], example: ['NEWS'], description: 'Lists they are on again' })
  lists!: readonly string[];

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  at!: Date;
}
