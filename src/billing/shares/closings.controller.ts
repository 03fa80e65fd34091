import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import type { Page } from '../../platform/page';
import { Problem } from '../../platform/problem';
import { readReference } from '../../platform/reference';
import { BadDebts } from './bad-debts.service';
import {
  BadDebtDto,
  ClosedMonthDto,
  ClosingsDto,
  ClosingsQuery,
  NewBadDebtDto,
  NewClosingDto,
  StatementQuery,
  type ClosingDto,
} from './closings.dto';
import { Closings } from './closings.service';
import { statementFile } from './statement-file.service';
import { shownClosing, shownMonth } from './statement-view';

@ApiTags('ledger')
@Roles('administrator', 'finance')
@Controller('api/v1/ledger/closings')
export class ClosingsController {
  constructor(
    private readonly closings: Closings,
    private readonly badDebts: BadDebts,
  ) {}

  @Post()
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Closes a brand’s month, and shares out what it took',
    description:
      'Counts every payment and refund until the end of the month that no closing has counted, keeps which they were, and posts the shares. A month that is closed is read again and is what it was; a refund after that belongs to the next one.',
  })
  @ApiOkResponse({ type: ClosedMonthDto })
  async close(@Caller() caller: ApiCaller, @Body() closing: NewClosingDto): Promise<ClosedMonthDto> {
    return shownMonth(await this.closings.close(caller, closing), 'brand');
  }

  @Get()
  @ApiOperation({ summary: 'Closed months, in the order in which they were closed' })
  @ApiOkResponse({ type: ClosingsDto })
  async page(@Query() { brand, month, after, limit }: ClosingsQuery): Promise<Page<ClosingDto>> {
    const { items, next } = await this.closings.page(brand, month, after, limit);
    return { items: items.map(shownClosing), next };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'The statements of a closed month: for the brand, its providers or its operators',
    description: 'As JSON, or with `Accept: text/csv` as one file.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: ClosedMonthDto })
  async one(
    @Param('id') id: string,
    @Query() { per = 'brand' }: StatementQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const month = await this.closings.one(closingIn(id), per);
    response.vary('Accept');
    if (request.accepts(['application/json', 'text/csv']) !== 'text/csv') {
      response.json(shownMonth(month, per));
      return;
    }
    const { brand, month: name } = month.closing;
    response.status(200).type('text/csv').attachment(`statement-${brand}-${name}-${per}.csv`);
    response.setHeader('cache-control', 'no-store');
    response.send(statementFile(month, per));
  }

  @Post(':id/bad-debts')
  @Idempotent()
  @ApiOperation({
    summary: 'Writes off what an operator will not pay of a line',
    description: 'The next closing takes it back from everybody the line was shared with.',
  })
  @ApiCreatedResponse({ type: BadDebtDto })
  writeOff(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { line, amount, reason }: NewBadDebtDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<BadDebtDto> {
    return this.badDebts.writeOff(caller, { closingId: closingIn(id), lineId: line, amount, reason }, keep);
  }
}

function closingIn(raw: string): number {
  const { id } = readReference(raw);
  if (id === null) throw new Problem('NOT_FOUND', 'There is no such closing.');
  return id;
}
