import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsCurrency } from './input.decorator';

/** An amount in the currency's smallest unit. */
export class MoneyDto {
  @ApiProperty({ example: '500', description: 'Whole minor units' })
  @Matches(/^[0-9]{1,18}$/, { message: 'must be whole minor units, as a string' })
  minor!: string;

  @ApiProperty({ example: 'IRR' })
  @IsCurrency()
  currency!: string;
}
