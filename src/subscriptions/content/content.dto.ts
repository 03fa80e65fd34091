import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import { LANGUAGES, type Language } from '../../text/language';
import { CONTENT_LIMITS } from './content-line';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MESSAGE = { message: 'must be a day such as 2026-05-01' };
export const GAP_DAYS = { usual: 14, most: 92 } as const;
export const LINE_RESULTS = ['added', 'replaced', 'unchanged', 'rejected'] as const;

export class NewContentDto {
  @ApiProperty({ example: '2026-05-01', description: 'By the clock of the service' })
  @Matches(DAY, DAY_MESSAGE)
  day!: string;

  @ApiProperty({
    required: false,
    enum: LANGUAGES,
    description: 'The service’s first language when left out',
  })
  @IfGiven()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiProperty({ example: 'امروز روز دیدارهای خوب است.' })
  @IsWords(CONTENT_LIMITS.bodyChars)
  body!: string;
}

export class ContentItemDto {
  @ApiProperty({ example: 4711 })
  id!: number;

  @ApiProperty({ example: '2026-05-01' })
  day!: string;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;

  @ApiProperty({ example: 'امروز روز دیدارهای خوب است.' })
  body!: string;

  @ApiProperty({ example: '2026-05-01T04:30:00.000Z', description: 'When it leaves' })
  dueAt!: Date;

  @ApiProperty({ example: '2026-04-20T08:00:00.000Z' })
  createdAt!: Date;
}

export class ContentItemsDto {
  @ApiProperty({ type: [ContentItemDto] })
  items!: readonly ContentItemDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class ContentQuery extends PageQuery {
  @ApiProperty({ required: false, example: '2026-05-01', description: 'Today when left out' })
  @IfGiven()
  @Matches(DAY, DAY_MESSAGE)
  from?: string;

  @ApiProperty({ required: false, example: '2026-05-31', description: 'Inclusive; for ever when left out' })
  @IfGiven()
  @Matches(DAY, DAY_MESSAGE)
  to?: string;
}

export class GapsQuery {
  @ApiProperty({ required: false, default: GAP_DAYS.usual, minimum: 1, maximum: GAP_DAYS.most })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(GAP_DAYS.most)
  days: number = GAP_DAYS.usual;
}

export class GapDto {
  @ApiProperty({ example: '2026-05-02' })
  day!: string;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;
}

export class GapsDto {
  @ApiProperty({ example: true, description: 'Today’s or tomorrow’s is missing' })
  isAlarming!: boolean;

  @ApiProperty({ type: [GapDto] })
  items!: readonly GapDto[];
}

export class ContentLineDto {
  @ApiProperty({
    example: 2,
    description: 'The header of a file is line 1; of an array, the first element is 1',
  })
  line!: number;

  @ApiProperty({ enum: LINE_RESULTS })
  result!: (typeof LINE_RESULTS)[number];

  @ApiProperty({ required: false, example: 'the day is past' })
  detail?: string;
}

export class ContentReportDto {
  @ApiProperty({ example: { added: 30, replaced: 0, unchanged: 0, rejected: 1 } })
  counts!: Readonly<Record<(typeof LINE_RESULTS)[number], number>>;

  @ApiProperty({ type: [ContentLineDto] })
  lines!: readonly ContentLineDto[];
}
