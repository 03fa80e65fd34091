import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import type { Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { idIn } from '../../subscribers/path';
import {
  PriceListChangeDto,
  NewPricePointsDto,
  PricePointsDto,
  WithdrawPricePointDto,
  type PricePointDto,
} from './price-points.dto';
import { PricePoints } from './price-points.service';

@ApiTags('billing')
@Roles('administrator')
@Controller('api/v1/operators/:operator/price-points')
export class PricePointsController {
  constructor(private readonly points: PricePoints) {}

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Prices that the operator has approved; none at all: it approves every price' })
  @ApiOkResponse({ type: PricePointsDto })
  page(@Param('operator') operator: string, @Query() query: PageQuery): Promise<Page<PricePointDto>> {
    return this.points.page(operator, query);
  }

  @Post()
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary:
      'Approves prices; with the first of them, every other price stops being charged at this operator',
    description: 'The answer names the prices of services that are not approved now.',
  })
  @ApiOkResponse({ type: PriceListChangeDto })
  add(
    @Param('operator') operator: string,
    @Body() { points }: NewPricePointsDto,
  ): Promise<PriceListChangeDto> {
    return this.points.add(operator, points);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Withdraws the approval from an instant on; nobody is charged that price any more',
  })
  @ApiOkResponse({ type: PriceListChangeDto })
  withdraw(
    @Param('operator') operator: string,
    @Param('id') id: string,
    @Body() { effectiveUntil }: WithdrawPricePointDto,
  ): Promise<PriceListChangeDto> {
    return this.points.withdraw(operator, idIn(id, 'price point'), effectiveUntil);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Gives the whole list up: the operator approves every price again' })
  @ApiNoContentResponse()
  giveUp(@Param('operator') operator: string): Promise<void> {
    return this.points.giveUp(operator);
  }
}
