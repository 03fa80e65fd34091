import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { IfGiven, IsCursor } from './input.decorator';
import { PAGE_LIMITS, readCursor } from './page';

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @ApiProperty({
    required: false,
    default: PAGE_LIMITS.usual,
    minimum: PAGE_LIMITS.least,
    maximum: PAGE_LIMITS.most,
  })
  @Type(() => Number)
  @IsInt()
  @Min(PAGE_LIMITS.least)
  @Max(PAGE_LIMITS.most)
  limit: number = PAGE_LIMITS.usual;

  @ApiProperty({ required: false, example: 'YWZ0ZXI6NTA', description: 'The `next` of the page before' })
  @IfGiven()
  @IsCursor()
  cursor?: string;

  /** The id behind which the page begins; 0 for the first page. */
  get after(): number {
    return this.cursor === undefined ? 0 : (readCursor(this.cursor) ?? 0);
  }
}
