import { ApiProperty, PickType, PartialType } from '@nestjs/swagger';
import { IsIn, IsObject, IsString, Length } from 'class-validator';
import { IfGiven, IsReference, IsSlug } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';

const SETTINGS = { url: 'https://operator.example/carrier-billing/v0.4', token: '••••', steps: 'two' };
const STATES = ['active', 'suspended'] as const;

export class NewChargeGatewayDto {
  @ApiProperty({ example: 'mci-dcb', description: 'Names the operator’s door: /operators/mci-dcb/notices' })
  @IsSlug()
  name!: string;

  @ApiProperty({
    example: 'camara',
    description: 'simulated, simulated-two-step, camara, mt, mo or operator-driven; never changes',
  })
  @IsString()
  @Length(1, 40)
  type!: string;

  @ApiProperty({ type: String, example: 'mci', description: 'Code or id; never changes' })
  @IsReference()
  operator!: Reference;

  @ApiProperty({ selfRequired: false, type: 'object', additionalProperties: true, example: SETTINGS })
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;

  @ApiProperty({ required: false, enum: STATES, default: 'active' })
  @IfGiven()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

/** `settings` replaces all of them; a masked secret sent back is kept. */
export class ChargeGatewayChangesDto extends PartialType(
  PickType(NewChargeGatewayDto, ['settings', 'state']),
  {
    skipNullProperties: false,
  },
) {}

export class ChargeGatewayDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 'mci-dcb' })
  name!: string;

  @ApiProperty({ example: 'camara' })
  type!: string;

  @ApiProperty({ example: 'mci' })
  operator!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: SETTINGS,
    description: 'Secrets are masked',
  })
  settings!: Readonly<Record<string, unknown>>;

  @ApiProperty({ enum: STATES, example: 'active' })
  state!: (typeof STATES)[number];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Until then it is left alone, for having failed again and again',
  })
  resumeAt!: Date | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ShownChargeGatewayDto extends ChargeGatewayDto {
  @ApiProperty({
    example: 'ck_0123456789abcdefghijklmnopqrstuv',
    description: 'The operator’s bearer key, shown this once',
  })
  key!: string;
}

export class ChargeGatewaysDto {
  @ApiProperty({ type: [ChargeGatewayDto] })
  items!: readonly ChargeGatewayDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
