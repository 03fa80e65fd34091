import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IfGiven, IsReference, IsWords } from '../platform/input.decorator';
import type { Reference } from '../platform/reference';
import { API_ROLES, type ApiRole } from './caller.decorator';

export class NewApiKeyDto {
  @ApiProperty({ example: 'رادیو نیلوفر', description: 'Unique for ever: it signs what the key did' })
  @IsWords(100)
  name!: string;

  @ApiProperty({ enum: API_ROLES, example: 'brand' })
  @IsIn(API_ROLES)
  role!: ApiRole;

  @ApiProperty({
    required: false,
    type: String,
    example: 'niloofar',
    description: 'Code or id, for the role brand',
  })
  @IfGiven()
  @IsReference()
  brand?: Reference;
}

export class ApiKeyDto {
  @ApiProperty({ example: 3 })
  id!: number;

  @ApiProperty({ example: 'رادیو نیلوفر' })
  name!: string;

  @ApiProperty({ enum: API_ROLES, example: 'brand' })
  role!: ApiRole;

  @ApiProperty({ type: String, nullable: true, example: 'niloofar' })
  brand!: string | null;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true, example: null })
  revokedAt!: Date | null;
}

export class ShownApiKeyDto extends ApiKeyDto {
  @ApiProperty({ example: 'pk_0123456789abcdefghijklmnopqrstuv', description: 'Shown this once' })
  key!: string;
}

export class ApiKeysDto {
  @ApiProperty({ type: [ApiKeyDto] })
  items!: readonly ApiKeyDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
