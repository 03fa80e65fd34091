import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { invalid } from '../../platform/validation.pipe';
import { idIn } from '../../subscribers/path';
import { CouponImport } from './coupon-import.service';
import { CouponTill } from './coupon-till.service';
import {
  CouponCountsDto,
  CouponDto,
  CouponImportDto,
  CouponQuery,
  RedeemCouponDto,
  ReverseCouponDto,
} from './coupons.dto';

@ApiTags('coupons')
@Controller('api/v1')
export class CouponsController {
  constructor(
    private readonly imports: CouponImport,
    private readonly till: CouponTill,
  ) {}

  @Post('campaigns/:id/coupons')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Adds codes to a coupon campaign’s pool',
    description:
      'A file with the one column `code`, or an array of codes. Sent again, it adds what is missing.',
  })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ schema: { type: 'string', example: 'code\nPIZZA-77-AXC\n' } })
  @ApiOkResponse({ type: CouponImportDto })
  import(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<CouponImportDto> {
    const body: unknown = request.body;
    const campaignId = idIn(id, 'campaign');
    if (request.is('text/csv')) return this.imports.import(caller, campaignId, request);
    if (!Array.isArray(body))
      throw invalid([{ path: '', message: 'must be an array of codes, or a file as text/csv' }]);
    return this.imports.import(caller, campaignId, body as unknown[]);
  }

  @Get('campaigns/:id/coupons')
  @ApiOperation({ summary: 'How many coupons there are, were given and were redeemed' })
  @ApiOkResponse({ type: CouponCountsDto })
  counts(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CouponCountsDto> {
    return this.imports.counts(caller, idIn(id, 'campaign'));
  }

  @Get('coupons')
  @ApiOperation({ summary: 'What a code is worth now' })
  @ApiOkResponse({ type: CouponDto })
  find(@Caller() caller: ApiCaller, @Query() { code, campaign }: CouponQuery): Promise<CouponDto> {
    return this.till.find(caller, code, campaign ?? null);
  }

  @Post('coupons/redeem')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'A till takes a coupon: once' })
  @ApiOkResponse({ type: CouponDto })
  @ApiConflictResponse({
    description: 'It was redeemed before (`redemption` says when and where) or has expired',
  })
  redeem(
    @Caller() caller: ApiCaller,
    @Body() wish: RedeemCouponDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<CouponDto> {
    return this.till.redeem(caller, wish, keep);
  }

  @Post('coupons/:id/reverse')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Takes a redemption back; it stays on record' })
  @ApiOkResponse({ type: CouponDto })
  @ApiConflictResponse({ description: 'It has not been redeemed' })
  reverse(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { reason }: ReverseCouponDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<CouponDto> {
    return this.till.reverse(caller, idIn(id, 'coupon'), reason, keep);
  }
}
