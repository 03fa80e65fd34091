import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import { TICKET_STATES, type TicketState } from './ticket-state';

/** With the words around it, the answer has to fit a text. */
const ANSWER_CHARS = 1_000;

export class TicketsQuery extends PageQuery {
  @ApiProperty({ required: false, enum: TICKET_STATES, description: 'Any when left out' })
  @IfGiven()
  @IsIn(TICKET_STATES)
  state?: TicketState;
}

export class AnswerTicketDto {
  @ApiProperty({ example: 'Yes, on Sundays from 10 to 16.' })
  @IsWords(ANSWER_CHARS)
  text!: string;

  @ApiProperty({
    required: false,
    default: true,
    description: 'Sends it to the person at once; else they hear it when they ask by the tracking code',
  })
  @IfGiven()
  @IsBoolean()
  send: boolean = true;
}

export class TicketDto {
  @ApiProperty({ example: 12 })
  id!: number;

  @ApiProperty({ example: '7KM49ACFEF', description: 'The tracking code the person was given' })
  code!: string;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: 7 })
  campaign!: number;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567' })
  msisdn!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What they asked; null: erased' })
  words!: string | null;

  @ApiProperty({ enum: TICKET_STATES })
  state!: TicketState;

  @ApiProperty({ type: String, nullable: true })
  answer!: string | null;

  @ApiProperty()
  openedAt!: Date;

  @ApiProperty()
  changedAt!: Date;

  @ApiProperty({ type: String, nullable: true, description: 'The name of the key' })
  changedBy!: string | null;
}

export class TicketsDto {
  @ApiProperty({ type: [TicketDto] })
  items!: readonly TicketDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class AnsweredTicketDto extends TicketDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '8841',
    description: 'The message that carries it; null: none was sent',
  })
  message!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why none may be sent, such as RECIPIENT_OPTED_OUT: they still hear it by their tracking code',
  })
  refused!: string | null;
}
