import { ApiProperty } from '@nestjs/swagger';

export class InputErrorDto {
  @ApiProperty({ example: 'keywords[0]', description: 'Where in the request; empty for the whole of it' })
  path!: string;

  @ApiProperty({ example: 'is not leased to this brand for the whole window' })
  message!: string;
}

/** Every answer that is not a success: RFC 9457 problem details. */
export class ProblemDto {
  @ApiProperty({ example: 'https://parola.example/problems/keyword-taken' })
  type!: string;

  @ApiProperty({ example: 'The keyword belongs to somebody else' })
  title!: string;

  @ApiProperty({ example: 409 })
  status!: number;

  @ApiProperty({ example: 'KEYWORD_TAKEN', description: 'Stable: programs decide by it' })
  code!: string;

  @ApiProperty({
    required: false,
    example: '"خبر" on 2050 belongs to Lotus Radio since 2026-05-01T00:00:00.000Z.',
  })
  detail?: string;

  @ApiProperty({ required: false, type: [InputErrorDto] })
  errors?: InputErrorDto[];
}
