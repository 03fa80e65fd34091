import { ApiProperty } from '@nestjs/swagger';
import { IfGiven, IsReference } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import { IsDay } from '../matching/day.decorator';

export class NewSettlementFileDto {
  @ApiProperty({ type: String, example: 'mci', description: 'Code or id' })
  @IsReference()
  operator!: Reference;

  @ApiProperty({ example: '2026-05-01', description: 'The operator’s business day' })
  @IsDay()
  day!: string;
}

export class SettlementProfileQuery {
  @ApiProperty({ type: String, example: 'mci', description: 'Code or id' })
  @IsReference()
  operator!: Reference;
}

export class SettlementFilesQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  operator?: Reference;
}

export class SettlementFileDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: '2026-05-01' })
  day!: string;

  @ApiProperty({ example: 12, description: 'Of the operator’s files, without a gap' })
  sequence!: number;

  @ApiProperty({ example: 'parola_mci_20260501_0012.csv' })
  name!: string;

  @ApiProperty({ example: '2026-04-30T20:30:00.000Z', description: 'From this instant on' })
  from!: Date;

  @ApiProperty({ example: '2026-05-01T20:30:00.000Z', description: 'Before this instant' })
  until!: Date;

  @ApiProperty({ example: 4_998_210, description: 'Charges and refunds' })
  details!: number;

  @ApiProperty({
    example: '24991050000',
    description: 'What was charged less what was refunded, in minor units',
  })
  netMinor!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the file; null until it was handed out' })
  sha256!: string | null;

  @ApiProperty({ example: 'administrator' })
  createdBy!: string;

  @ApiProperty({ example: '2026-05-01T20:45:00.000Z' })
  createdAt!: Date;
}

export class SettlementFilesDto {
  @ApiProperty({ type: [SettlementFileDto] })
  items!: readonly SettlementFileDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
