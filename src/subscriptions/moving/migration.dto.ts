import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { MIGRATION_STATES, type MigrationState } from './migrations.store';
import { NOT_ASKED, type NotAsked } from './move';

const MOST_SERVICE_ID = 2_147_483_647;

export class NewMigrationDto {
  @ApiProperty({ example: 4, description: 'A service of the same brand on the same code, by its id' })
  @IsInt()
  @Min(1)
  @Max(MOST_SERVICE_ID)
  to!: number;
}

class NotAskedDto {
  @ApiProperty({ enum: NOT_ASKED, example: 'suppressed' })
  because!: NotAsked;

  @ApiProperty({ example: 3 })
  people!: number;
}

export class MigrationDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 3 })
  from!: number;

  @ApiProperty({ example: 4 })
  to!: number;

  @ApiProperty({ example: 12, description: 'The campaign through which the answers come' })
  campaign!: number;

  @ApiProperty({
    enum: MIGRATION_STATES,
    description: 'done: everybody has been looked at; whoever was asked may answer until their time is over',
  })
  state!: MigrationState;

  @ApiProperty({ example: 40, description: 'Are next, or were busy when their turn came' })
  waiting!: number;

  @ApiProperty({ example: 1_200 })
  asked!: number;

  @ApiProperty({ example: 300, description: 'Of those asked: may still answer' })
  unanswered!: number;

  @ApiProperty({ example: 700, description: 'Said yes: they have the new service and no longer the old one' })
  moved!: number;

  @ApiProperty({ example: 150, description: 'Said no, or something else than yes; they stay where they are' })
  declined!: number;

  @ApiProperty({ example: 50, description: 'Said nothing in time; they stay where they are' })
  expired!: number;

  @ApiProperty({ type: [NotAskedDto], description: 'Could not be asked, and why; they stay where they are' })
  notAsked!: readonly NotAskedDto[];

  @ApiProperty({ example: 'marketing', description: 'The name of the key' })
  createdBy!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  endedAt!: Date | null;
}
