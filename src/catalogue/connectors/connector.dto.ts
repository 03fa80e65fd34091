import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsString, Length } from 'class-validator';
import { IfGiven, IfNotNull, IsReference, IsSlug } from '../../platform/input.decorator';
import type { Reference } from '../../platform/reference';

const SETTINGS = { url: 'https://carrier.example/mt', outboundKey: '••••', tps: 50 };

export class NewConnectorDto {
  @ApiProperty({ example: 'mci', description: 'Names the carriers’ door: /carriers/mci/mo' })
  @IsSlug()
  name!: string;

  @ApiProperty({ example: 'http', description: 'http, kannel, twilio or simulator' })
  @IsString()
  @Length(1, 40)
  protocol!: string;

  @ApiProperty({ required: false, type: String, nullable: true, example: 'mci', description: 'Code or id' })
  @IfNotNull()
  @IsReference()
  operator?: Reference | null;

  @ApiProperty({ selfRequired: false, type: 'object', additionalProperties: true, example: SETTINGS })
  @IfGiven()
  @IsObject()
  settings?: Record<string, unknown>;

  @ApiProperty({ required: false, default: true })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

/** `settings` replaces all of them; a masked secret sent back is kept. */
export class ConnectorChangesDto extends PartialType(OmitType(NewConnectorDto, ['name', 'protocol']), {
  skipNullProperties: false,
}) {}

export class ConnectorDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  name!: string;

  @ApiProperty({ example: 'http' })
  protocol!: string;

  @ApiProperty({ type: String, nullable: true, example: 'mci' })
  operator!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: SETTINGS,
    description: 'Secrets are masked',
  })
  settings!: Readonly<Record<string, unknown>>;

  @ApiProperty({ example: true })
  enabled!: boolean;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class ShownConnectorDto extends ConnectorDto {
  @ApiProperty({
    example: 'ck_0123456789abcdefghijklmnopqrstuv',
    description: 'The carrier’s bearer key, shown this once',
  })
  key!: string;
}

export class ConnectorsDto {
  @ApiProperty({ type: [ConnectorDto] })
  items!: readonly ConnectorDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
