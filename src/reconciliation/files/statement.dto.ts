import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IfGiven, IsReference, IsSlug, IsWords } from '../../platform/input.decorator';
import { PageQuery } from '../../platform/page.dto';
import type { Reference } from '../../platform/reference';
import { SignedMoneyDto } from '../findings/finding.dto';
import { IsDay } from '../matching/day.decorator';
import { ROW_STATUSES } from './file-profile';
import { FILE_STATES } from './statement-files.store';
import { LINE_FAULTS } from './statement-line';
import { FILE_BREAKS } from './statement-reader';

const NAME_CHARS = 200;

export class StatementUploadQuery {
  @ApiProperty({ example: 'mci-daily', description: 'How it is written: a file profile' })
  @IsSlug()
  profile!: string;

  @ApiProperty({
    example: 'mci_14050211_0007.csv',
    description: 'The file’s own name: its day and number may stand in it',
  })
  @IsWords(NAME_CHARS)
  name!: string;
}

export class StatementsQuery extends PageQuery {
  @ApiProperty({ required: false, type: String, example: 'mci', description: 'Code or id' })
  @IfGiven()
  @IsReference()
  operator?: Reference;

  @ApiProperty({ required: false, example: '2026-05-01', description: 'The operator’s business day' })
  @IfGiven()
  @IsDay()
  day?: string;

  @ApiProperty({ required: false, enum: FILE_STATES })
  @IfGiven()
  @IsIn(FILE_STATES)
  state?: (typeof FILE_STATES)[number];
}

export class FigureDto {
  @ApiProperty({ enum: ROW_STATUSES })
  status!: (typeof ROW_STATUSES)[number];

  @ApiProperty({ example: 4_210_331 })
  count!: number;

  @ApiProperty({ type: SignedMoneyDto, description: 'Value added tax within; below zero for refunds' })
  amount!: SignedMoneyDto;
}

export class StatementDto {
  @ApiProperty({ example: 31 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ example: 'mci-daily' })
  profile!: string;

  @ApiProperty({ example: 2 })
  profileVersion!: number;

  @ApiProperty({ example: 'mci_14050211_0007.csv' })
  name!: string;

  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  sha256!: string;

  @ApiProperty({
    enum: FILE_STATES,
    description:
      'imported: it counts. superseded: an amended version counts instead. refused: the file is not what it claims to be. interrupted: send it again',
  })
  state!: (typeof FILE_STATES)[number];

  @ApiProperty({ example: 612_000_441, description: 'Of the file' })
  bytes!: number;

  @ApiProperty({ example: 612_000_441, description: 'Of them read so far' })
  readBytes!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-05-01',
    description: 'The operator’s business day',
  })
  day!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 7 })
  sequence!: number | null;

  @ApiProperty({ example: 0, description: 'Files with smaller numbers that have not come' })
  missingBefore!: number;

  @ApiProperty({ example: 4_998_210, description: 'Charges and refunds in it' })
  details!: number;

  @ApiProperty({ example: 3, description: 'Lines that were set aside' })
  faults!: number;

  @ApiProperty({ type: [FigureDto] })
  figures!: readonly FigureDto[];

  @ApiProperty({ enum: FILE_BREAKS, nullable: true, description: 'Why it was refused' })
  reason!: (typeof FILE_BREAKS)[number] | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  detail!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'The version that it amends' })
  supersedes!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  supersededBy!: number | null;

  @ApiProperty({ example: 'administrator' })
  createdBy!: string;

  @ApiProperty({ example: '2026-05-02T03:10:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: '2026-05-02T03:10:48.000Z' })
  endedAt!: Date | null;
}

export class StatementsDto {
  @ApiProperty({ type: [StatementDto] })
  items!: readonly StatementDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}

export class StatementFaultDto {
  @ApiProperty({ example: 4711, description: 'Counted from 1, headers and blank lines included' })
  line!: number;

  @ApiProperty({
    enum: LINE_FAULTS,
    description:
      'unreadable: bytes that the encoding does not have. mark: it begins like no detail. columns: too few. id: one that is too long. nobody: neither id nor number',
  })
  fault!: (typeof LINE_FAULTS)[number];

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'amount',
    description: 'The field, as the profile names it',
  })
  field!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '12,5O',
    description: 'What stands there; never a number of a person',
  })
  found!: string | null;
}

export class StatementFaultsDto {
  @ApiProperty({ type: [StatementFaultDto] })
  items!: readonly StatementFaultDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
