import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IfGiven, IsWords } from '../../../platform/input.decorator';
import { PageQuery } from '../../../platform/page.dto';
import { CONTACT_EVENTS, RESULT_STATES, type ContactEvent, type ResultState } from './draw-results.store';

const NOTE_CHARS = 1_000;

export class DrawResultsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: ['1'], description: 'Whole numbers; for administrators’ keys' })
  @IfGiven()
  @IsIn(['1'])
  full?: '1';
}

export class DrawResultDto {
  @ApiProperty({ example: 1, description: 'In draw order: the winners, then the reserves' })
  rank!: number;

  @ApiProperty({ enum: ['winner', 'reserve'] })
  role!: 'winner' | 'reserve';

  @ApiProperty({
    type: String,
    nullable: true,
    example: '98912***4567',
    description: 'Null for somebody who was forgotten',
  })
  msisdn!: string | null;

  @ApiProperty({ example: 4_711 })
  line!: number;

  @ApiProperty({ example: 2, description: 'Which of the line’s tickets' })
  ticket!: number;

  @ApiProperty({ type: Number, nullable: true, example: 1 })
  prize!: number | null;

  @ApiProperty({ enum: RESULT_STATES })
  state!: ResultState;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-05T18:00:00.000Z' })
  deadline!: Date | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  settledAt!: Date | null;
}

export class DrawResultsDto {
  @ApiProperty({ type: [DrawResultDto] })
  items!: readonly DrawResultDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class DrawContactDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: 1 })
  rank!: number;

  @ApiProperty({ enum: CONTACT_EVENTS })
  event!: ContactEvent;

  @ApiProperty({ example: 'rang twice, nobody answered' })
  note!: string;

  @ApiProperty({ example: 'niloofar' })
  madeBy!: string;

  @ApiProperty({ example: '2026-05-02T18:30:00.000Z' })
  at!: Date;
}

export class DrawContactsDto {
  @ApiProperty({ type: [DrawContactDto] })
  items!: readonly DrawContactDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class NoteDto {
  @ApiProperty({ example: 'rang twice, nobody answered' })
  @IsWords(NOTE_CHARS)
  note!: string;
}

export class ClaimDto {
  @ApiProperty({ required: false, example: 'identity card seen' })
  @IfGiven()
  @IsWords(NOTE_CHARS)
  note?: string;
}
