import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { pageOf } from '../platform/page';
import { idIn } from '../subscribers/path';
import { maskMsisdn } from '../text/msisdn';
import {
  DecideReviewDto,
  ReviewOutcomeDto,
  StopReviewPageDto,
  StopReviewsQuery,
  type StopReviewDto,
} from './stop-reviews.dto';
import { StopReviews } from './stop-reviews.service';
import type { ReviewCard } from './stop-reviews.store';

@ApiTags('stop-reviews')
@Roles('administrator', 'care', 'brand')
@Controller('api/v1/stop-reviews')
export class StopReviewsController {
  constructor(private readonly reviews: StopReviews) {}

  @Get()
  @ApiOperation({ summary: 'Free words that may have meant STOP, oldest first; a brand sees its own' })
  @ApiOkResponse({ type: StopReviewPageDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: StopReviewsQuery): Promise<StopReviewPageDto> {
    const rows = await this.reviews.page(query.state, brandId, query.after, query.limit + 1);
    return pageOf(rows, query.limit, shown);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'They meant STOP, and stay out; or they did not, and all is as it was before' })
  @ApiOkResponse({ type: ReviewOutcomeDto })
  @ApiConflictResponse({ description: 'It has been decided already' })
  decide(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() wish: DecideReviewDto,
  ): Promise<ReviewOutcomeDto> {
    return this.reviews.decide(idIn(id, 'review'), wish, caller);
  }
}

/** Whoever judges needs the words, not the number. */
function shown(card: ReviewCard): StopReviewDto {
  const { subscriberId: _, lane: _lane, shortcodeId: _code, brandId: _brand, ...rest } = card;
  return {
    ...rest,
    msisdn: card.msisdn === null ? null : maskMsisdn(card.msisdn),
    textId: card.textId === null ? null : String(card.textId),
  };
}
