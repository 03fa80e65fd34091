import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsNotIn, Matches } from 'class-validator';
import { IfGiven, IsReference, IsWords } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';
import { COLUMN_NAME, LOOKUP_LIMITS, TAKEN_COLUMNS } from './lookup-key';

const COLUMN_MESSAGE = 'must be lower-case letters, digits and _, a letter first, 40 at most';

export class NewLookupTableDto {
  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id; for a brand’s own key, itself',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;

  @ApiProperty({ example: 'Exam results, spring' })
  @IsWords(100)
  name!: string;

  @ApiProperty({ type: [String], example: ['number', 'name', 'points'] })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(LOOKUP_LIMITS.columns)
  @ArrayUnique()
  @Matches(COLUMN_NAME, { each: true, message: COLUMN_MESSAGE })
  @IsNotIn(TAKEN_COLUMNS, { each: true, message: `must not be one of ${TAKEN_COLUMNS.join(', ')}` })
  columns!: string[];

  @ApiProperty({ example: 'number', description: 'The column people ask by' })
  @Matches(COLUMN_NAME, { message: COLUMN_MESSAGE })
  key!: string;
}

export class LookupTableDto {
  @ApiProperty({ example: 3 })
  id!: number;

  @ApiProperty({ example: 'niloofar' })
  brand!: string;

  @ApiProperty({ example: 'Exam results, spring' })
  name!: string;

  @ApiProperty({ type: [String], example: ['number', 'name', 'points'] })
  columns!: readonly string[];

  @ApiProperty({ example: 'number' })
  key!: string;

  @ApiProperty({ example: 88_412, description: 'Rows in force' })
  size!: number;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, description: 'null: nothing has been uploaded yet' })
  replacedAt!: Date | null;
}

export class LookupTablesDto {
  @ApiProperty({ type: [LookupTableDto] })
  items!: readonly LookupTableDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
