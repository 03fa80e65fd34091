import { ApiProperty } from '@nestjs/swagger';
import { IfGiven, IsReference } from '../platform/input.decorator';
import { PageQuery } from '../platform/page.dto';
import type { Reference } from '../platform/reference';
import type { CallState } from './call-log.store';

const STATES = ['waiting', 'late', 'answered', 'told', 'failed'] as const satisfies readonly CallState[];

export class CallsQuery extends PageQuery {
  @ApiProperty({
    type: String,
    required: false,
    example: 'kafe-naderi',
    description: 'Code or id; a brand’s own key needs none',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;
}

export class CallSecretQuery {
  @ApiProperty({ type: String, example: 'kafe-naderi', description: 'Code or id' })
  @IsReference()
  brand!: Reference;
}

export class CallSecretDto {
  @ApiProperty({ example: 'kafe-naderi' })
  brand!: string;

  @ApiProperty({ example: 'whsec_Jm0pUq0mUu7pXfY0b3C1l5o3v2e5nH8sR1kT9wQ4yZc' })
  secret!: string;
}

export class CallDto {
  @ApiProperty({ example: 812 })
  id!: number;

  @ApiProperty({ example: 'kafe-naderi' })
  brand!: string;

  @ApiProperty({ example: 31 })
  campaignId!: number;

  @ApiProperty({ example: 'https://crm.example.com/answers' })
  url!: string;

  @ApiProperty({ type: String, nullable: true, example: '98912***4567' })
  msisdn!: string | null;

  @ApiProperty({
    enum: STATES,
    example: 'answered',
    description:
      'waiting: its answer may still be the reply; late: time ran out, and the server is told all the same; answered: in time; told: too late for a reply; failed: given up',
  })
  state!: CallState;

  @ApiProperty({ example: 1 })
  attempts!: number;

  @ApiProperty({ type: Number, nullable: true, example: 200, description: 'Of the newest attempt' })
  status!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'no answer within 5000 ms' })
  reason!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: String, nullable: true, example: '2026-05-01T08:00:00.312Z' })
  endedAt!: Date | null;
}

export class CallsDto {
  @ApiProperty({ type: [CallDto] })
  items!: readonly CallDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
