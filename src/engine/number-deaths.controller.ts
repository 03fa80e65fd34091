import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { invalid } from '../platform/validation.pipe';
import { NumberDeathReportDto } from './number-deaths.dto';
import { NumberDeaths } from './number-deaths.service';

/** Elements of one array; more come as a file. */
const MOST_ELEMENTS = 1_000;

@ApiTags('subscribers')
@Roles('administrator')
@Controller('api/v1/number-deaths')
export class NumberDeathsController {
  constructor(private readonly deaths: NumberDeaths) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Numbers that an operator has taken back, given to somebody else or ported, with a report per line',
    description:
      'Columns `msisdn`, `kind` (deactivated, recycled, terminated, ported) and, if known, `at` and `operator` (where a ported ' +
      'number went). Whoever had the number loses their services, consents and open questions, and hears nothing; a ported number ' +
      'keeps its owner. Sent again, it changes nothing more.',
  })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ schema: { type: 'string', example: 'msisdn,kind,at\n+393331234567,deactivated,2026-05-01\n' } })
  @ApiOkResponse({ type: NumberDeathReportDto })
  report(@Caller() caller: ApiCaller, @Req() request: Request): Promise<NumberDeathReportDto> {
    const body: unknown = request.body;
    if (request.is('text/csv')) return this.deaths.report(request, caller);
    if (!Array.isArray(body) || body.length > MOST_ELEMENTS)
      throw invalid([
        { path: '', message: `must be an array of at most ${MOST_ELEMENTS} elements, or a file as text/csv` },
      ]);
    return this.deaths.report(body as unknown[], caller);
  }
}
