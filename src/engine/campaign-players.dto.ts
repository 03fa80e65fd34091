import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven, IfNotNull, IsWords } from '../platform/input.decorator';

/** The longest reason somebody is kept out for. */
export const REASON_CHARS = 200;

export class MarkPlayerDto {
  @ApiProperty({
    required: false,
    example: true,
    description: 'Answered as if, and never counted, drawn or awarded anything',
  })
  @IfGiven()
  @IsBoolean()
  tryOut?: boolean;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    example: 'works for the promoter',
    description: 'Why the person may not take part; null lets them again',
  })
  @IfNotNull()
  @IsWords(REASON_CHARS)
  barred?: string | null;
}

export class PlayerDto {
  @ApiProperty({ example: '+989121234567', description: 'Masked for a brand’s own key' })
  msisdn!: string;

  @ApiProperty({ example: false })
  tryOut!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  barred!: string | null;

  @ApiProperty({
    example: 3,
    description: 'Entries that counted; of somebody who tries it out, those that would have',
  })
  entries!: number;

  @ApiProperty({ example: 0 })
  wins!: number;
}

export class MarkedLineDto {
  @ApiProperty({ example: 2 })
  line!: number;

  @ApiProperty({ example: 'invalid' })
  result!: 'invalid' | 'duplicate';

  @ApiProperty({ example: 'is no telephone number' })
  detail!: string;
}

export class MarkedReportDto {
  @ApiProperty({ example: 120 })
  marked!: number;

  @ApiProperty({ type: [MarkedLineDto], description: 'Lines that marked nobody' })
  lines!: readonly MarkedLineDto[];
}
