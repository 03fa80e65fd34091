import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsWords } from '../../platform/input.decorator';
import type { OperatorSuspension } from './operator-suspensions.store';

const MOST_SERVICE_ID = 2_147_483_647;
const REASON_CHARS = 300;

export class ResumeOperatorDto {
  @ApiProperty({
    required: false,
    example: 3,
    description: 'One service, by its id; all of them when left out',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(MOST_SERVICE_ID)
  service?: number;
}

export class SuspendOperatorDto extends ResumeOperatorDto {
  @ApiProperty({ example: 'their billing charges twice', description: 'Kept beside who suspended it' })
  @IsWords(REASON_CHARS)
  reason!: string;
}

export class OperatorSuspensionDto implements OperatorSuspension {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'null: all services' })
  service!: number | null;

  @ApiProperty({ example: 'their billing charges twice' })
  reason!: string;

  @ApiProperty({ example: 'operations', description: 'The name of the key' })
  suspendedBy!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  suspendedAt!: Date;

  @ApiProperty({ type: String, nullable: true, example: null })
  resumedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true, example: null })
  resumedAt!: Date | null;
}

export class OperatorSuspensionsDto {
  @ApiProperty({ type: [OperatorSuspensionDto] })
  items!: readonly OperatorSuspensionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
