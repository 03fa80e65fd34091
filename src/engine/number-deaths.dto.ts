import { ApiProperty } from '@nestjs/swagger';
import { DEATH_RESULTS, type DeathResult } from './number-death';

export class NumberDeathLineDto {
  @ApiProperty({ example: 2, description: 'The line of the file, or the element of the array from 1 on' })
  line!: number;

  @ApiProperty({ enum: DEATH_RESULTS, example: 'closed' })
  result!: DeathResult;

  @ApiProperty({ required: false, example: 'line 3 says ported' })
  detail?: string;

  @ApiProperty({ required: false, example: 1, description: 'Paid services that ended with it' })
  services?: number;
}

export class NumberDeathReportDto {
  @ApiProperty({ example: { closed: 1, moved: 1, unknown: 0, newer: 0, duplicate: 0, invalid: 0 } })
  counts!: Readonly<Record<DeathResult, number>>;

  @ApiProperty({ type: [NumberDeathLineDto] })
  lines!: readonly NumberDeathLineDto[];
}
