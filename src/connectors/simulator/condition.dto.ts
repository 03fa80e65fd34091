import { ApiProperty } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { CONDITIONS, type Condition } from './payment';

export class ConditionDto {
  @ApiProperty({
    enum: CONDITIONS,
    nullable: true,
    example: 'barred',
    description: 'Why the handset pays nothing, whatever its balance; null when it pays',
  })
  @ValidateIf((_, value) => value !== null)
  @IsIn(CONDITIONS, { message: `must be null or one of ${CONDITIONS.join(', ')}` })
  condition!: Condition | null;
}
