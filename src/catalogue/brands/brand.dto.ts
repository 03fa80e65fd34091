import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { IfGiven, IsSlug, IsWords } from '../../platform/input.decorator';

export class NewBrandDto {
  @ApiProperty({ example: 'niloofar' })
  @IsSlug()
  code!: string;

  @ApiProperty({ example: 'رادیو نیلوفر', description: 'As subscribers know it' })
  @IsWords(200)
  name!: string;

  @ApiProperty({ required: false, example: '021-8800', description: 'Where HELP sends people' })
  @IfGiven()
  @IsString()
  @MaxLength(200)
  contact?: string;
}

export class BrandChangesDto extends PartialType(OmitType(NewBrandDto, ['code']), {
  skipNullProperties: false,
}) {}

export class BrandDto {
  @ApiProperty({ example: 1 })
  id!: number;

  @ApiProperty({ example: 'niloofar' })
  code!: string;

  @ApiProperty({ example: 'رادیو نیلوفر' })
  name!: string;

  @ApiProperty({ example: '021-8800' })
  contact!: string;

  @ApiProperty({ example: '2026-05-01T08:00:00.000Z' })
  createdAt!: Date;
}

export class BrandsDto {
  @ApiProperty({ type: [BrandDto] })
  items!: readonly BrandDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next!: string | null;
}
