import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { pageOf, type Page } from '../platform/page';
import { oneOrMany, type OneOrMany } from '../platform/validation.pipe';
import { maskMsisdn } from '../text/msisdn';
import { uploadOf } from './csv-upload.service';
import { idIn } from './path';
import {
  NewSuppressionDto,
  SuppressionIdDto,
  SuppressionImportQuery,
  SuppressionReportDto,
  SuppressionsDto,
  SuppressionsQuery,
  type SuppressionDto,
} from './suppressions.dto';
import { Suppressions, type SuppressedLine } from './suppressions.service';
import type { SuppressionCard } from './suppressions.store';

const MOST = 1_000;

@ApiTags('suppressions')
@Controller('api/v1/suppressions')
export class SuppressionsController {
  constructor(private readonly suppressions: Suppressions) {}

  @Post()
  @ApiOperation({
    summary: 'Forbids sending to a number: one, or an array of up to 1,000, all of them or none',
  })
  @ApiBody({ type: NewSuppressionDto })
  @ApiCreatedResponse({ type: SuppressionIdDto })
  async add(
    @Caller() caller: ApiCaller,
    @Body(oneOrMany(NewSuppressionDto, MOST)) { items, single }: OneOrMany<NewSuppressionDto>,
  ): Promise<SuppressionIdDto | SuppressionIdDto[]> {
    const ids = (await this.suppressions.add(items, caller)).map((id) => ({ id }));
    return single && ids[0] ? ids[0] : ids;
  }

  @Get()
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'Suppressions, oldest first' })
  @ApiOkResponse({ type: SuppressionsDto })
  async page(@Caller() caller: ApiCaller, @Query() query: SuppressionsQuery): Promise<Page<SuppressionDto>> {
    const rows = await this.suppressions.page(caller, query, query.after, query.limit + 1);
    return pageOf(rows, query.limit, (row) => shown(row, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a suppression back' })
  @ApiNoContentResponse()
  remove(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<void> {
    return this.suppressions.remove(idIn(id, 'suppression'), caller);
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'A file of numbers under one set of terms, with a report per line' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'msisdn\n+989121234567\n' } })
  @ApiOkResponse({ type: SuppressionReportDto })
  async import(
    @Caller() caller: ApiCaller,
    @Query() { file = 'import.csv', ...terms }: SuppressionImportQuery,
    @Req() request: Request,
  ): Promise<SuppressionReportDto> {
    const lines = await this.suppressions.import(uploadOf(request), terms, caller, file);
    return { counts: countsOf(lines), lines };
  }
}

function shown(row: SuppressionCard, { role }: ApiCaller): SuppressionDto {
  return { ...row, msisdn: row.msisdn !== null && role === 'brand' ? maskMsisdn(row.msisdn) : row.msisdn };
}

function countsOf(lines: readonly SuppressedLine[]): SuppressionReportDto['counts'] {
  const counts = { added: 0, duplicate: 0, invalid: 0 };
  for (const { result } of lines) counts[result]++;
  return counts;
}
