import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';

const HOUR = '2026-05-01T11:00:00.000+03:30';

export class TalliedChoiceDto {
  @ApiProperty({ example: 'niloofar', description: 'The value of the option' })
  choice!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'نیلوفر',
    description: 'In the campaign’s language; null for what it does not offer (any more)',
  })
  label!: string | null;

  @ApiProperty({ example: 5210 })
  votes!: number;

  @ApiProperty({ example: 41.7, description: 'One decimal; all of them together are 100' })
  percent!: number;
}

export class TallyHourDto {
  @ApiProperty({ example: HOUR, description: 'When the hour began, in the campaign’s zone' })
  hour!: string;

  @ApiProperty({ example: 810, description: 'What came less what was taken back' })
  total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { niloofar: 500, saba: 310 },
  })
  votes!: Record<string, number>;
}

export class TallyDto {
  @ApiProperty({ example: 12 })
  campaign!: number;

  @ApiProperty({ example: 12490 })
  total!: number;

  @ApiProperty({ type: [TalliedChoiceDto] })
  choices!: readonly TalliedChoiceDto[];

  @ApiProperty({ type: [TallyHourDto], description: 'The newest 744 hours in which anything moved' })
  hours!: readonly TallyHourDto[];
}

export class OutcomeCountDto {
  @ApiProperty({ example: 'vote' })
  outcome!: string;

  @ApiProperty({ example: 12490 })
  entries!: number;

  @ApiProperty({ example: 12490 })
  counted!: number;
}

export class OperatorCountDto {
  @ApiProperty({ type: String, nullable: true, example: 'mci', description: 'Null: nobody said which' })
  operator!: string | null;

  @ApiProperty({ example: 8120 })
  entries!: number;

  @ApiProperty({ example: 8100 })
  counted!: number;
}

export class HourCountDto {
  @ApiProperty({ example: HOUR, description: 'When the hour began, in the campaign’s zone' })
  hour!: string;

  @ApiProperty({ example: 822 })
  entries!: number;

  @ApiProperty({ example: 810 })
  counted!: number;
}

export class ResultsDto {
  @ApiProperty({ example: 12 })
  campaign!: number;

  @ApiProperty({ example: 'vote' })
  kind!: string;

  @ApiProperty({ example: 13002, description: 'Every play, counted or not' })
  entries!: number;

  @ApiProperty({ example: 12490 })
  counted!: number;

  @ApiProperty({ example: 12600, description: 'Different people who played' })
  people!: number;

  @ApiProperty({ example: 12490, description: 'Those of them with a play that counted' })
  peopleCounted!: number;

  @ApiProperty({ type: [OutcomeCountDto] })
  outcomes!: readonly OutcomeCountDto[];

  @ApiProperty({ type: [OperatorCountDto] })
  operators!: readonly OperatorCountDto[];

  @ApiProperty({ type: [HourCountDto], description: 'Oldest first, at most the newest 744' })
  hours!: readonly HourCountDto[];

  @ApiProperty({ type: [TalliedChoiceDto] })
  choices!: readonly TalliedChoiceDto[];
}

export class EntriesQuery extends PageQuery {
  @ApiProperty({ required: false, example: 'vote', description: 'Only entries with this outcome' })
  @IfGiven()
  @IsWords(40)
  outcome?: string;

  @ApiProperty({
    required: false,
    enum: ['0', '1'],
    description: '1: whole numbers instead of masked ones; for administrators',
  })
  @IfGiven()
  @IsIn(['0', '1'])
  full?: '0' | '1';
}

export class EntryDto {
  @ApiProperty({ example: 90121 })
  id!: number;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567' })
  msisdn!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '88410', description: 'Null: it was not texted' })
  text!: string | null;

  @ApiProperty({ enum: ['text', 'web', 'post', 'agent'] })
  route!: string;

  @ApiProperty({ type: String, nullable: true, example: 'mci' })
  operator!: string | null;

  @ApiProperty({ example: 'vote' })
  outcome!: string;

  @ApiProperty({ example: true })
  counted!: boolean;

  @ApiProperty({ example: 1, description: 'Chances in a draw' })
  tickets!: number;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  saidAt!: Date;

  @ApiProperty({ example: '2026-05-01T08:00:00.100Z' })
  handledAt!: Date;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    example: { choices: ['niloofar'] },
    description: 'What its kind noted',
  })
  data!: Readonly<Record<string, unknown>> | null;
}

export class EntriesDto {
  @ApiProperty({ type: [EntryDto] })
  items!: readonly EntryDto[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}
