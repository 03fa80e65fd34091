import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsSlug, IsWords } from '../../platform/input.decorator';

export class NewOperatorDto {
  @ApiProperty({ example: 'mci' })
  @IsSlug()
  code!: string;

  @ApiProperty({ example: 'همراه اول' })
  @IsWords(200)
  name!: string;

  @ApiProperty({ example: 'IR', description: 'ISO 3166-1 alpha-2' })
  @Matches(/^[A-Z]{2}$/, { message: 'must be a country code of two capital letters' })
  country!: string;
}

export class OperatorChangesDto extends PartialType(OmitType(NewOperatorDto, ['code']), {
  skipNullProperties: false,
}) {}

export class OperatorDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 'mci' })
  code!: string;

  @ApiProperty({ example: 'همراه اول' })
  name!: string;

  @ApiProperty({ example: 'IR' })
  country!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class OperatorsDto {
  @ApiProperty({ type: [OperatorDto] })
  items!: readonly OperatorDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
