import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { pageOf, type Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { uploadOf } from '../../subscribers/csv-upload.service';
import { idIn } from '../../subscribers/path';
import { maskMsisdn } from '../../text/msisdn';
import { CodeGeneration } from './code-generation.service';
import { CodeImport } from './code-import.service';
import {
  CodeFileQuery,
  CodeLotDto,
  CodeLotsDto,
  GenerateDto,
  NewCodeLotDto,
  RedemptionsDto,
} from './code-lot.dto';
import { CodeLots } from './code-lots.service';
import type { CodeLotCard } from './code-lots.store';

@ApiTags('campaigns')
@Controller('api/v1/code-lots')
export class CodeLotsController {
  constructor(
    private readonly lots: CodeLots,
    private readonly generation: CodeGeneration,
    private readonly imports: CodeImport,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Makes a lot of unique codes, still empty' })
  @ApiCreatedResponse({ type: CodeLotDto })
  async create(@Caller() caller: ApiCaller, @Body() lot: NewCodeLotDto): Promise<CodeLotDto> {
    return shown(await this.lots.create(caller, lot));
  }

  @Get()
  @ApiOperation({ summary: 'Lots, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: CodeLotsDto })
  async page(@Caller() caller: ApiCaller, @Query() { after, limit }: PageQuery): Promise<Page<CodeLotDto>> {
    return pageOf(await this.lots.page(caller, after, limit + 1), limit, shown);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One lot, and how far its filling has come' })
  @ApiOkResponse({ type: CodeLotDto })
  async one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CodeLotDto> {
    return shown(await this.found(caller, id));
  }

  @Post(':id/generate')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Makes new codes and hands them over, once',
    description:
      'A file with the column `code`. The engine keeps no code, only what recognises it: nobody can ask for the file again. The codes count once the file was handed over in full; of a file that broke off, none is ever valid.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', example: 'code\n7KM49ACFEF\n' } })
  async generate(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { count }: GenerateDto,
    @Res() response: Response,
  ): Promise<void> {
    const lot = await this.found(caller, id);
    const loadId = await this.generation.begin(caller, lot, count);
    response.status(200).type('text/csv').attachment(`codes-${lot.id}-${loadId}.csv`);
    response.setHeader('cache-control', 'no-store');
    await this.generation.write(lot, loadId, count, response);
  }

  @Post(':id/import')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Fills a lot from a file',
    description:
      'One column, `code`. Answered when the file has arrived; GET shows how far it has come and which lines were rejected. The same file sent again adds what is missing and nothing else.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'code\n7KM49ACFEF\n' } })
  @ApiAcceptedResponse({ type: CodeLotDto })
  async import(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() { file = 'import.csv' }: CodeFileQuery,
    @Req() request: Request,
  ): Promise<CodeLotDto> {
    const lot = await this.found(caller, id);
    await this.imports.begin(caller, lot, file, uploadOf(request));
    return shown(await this.found(caller, id));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'From now on none of its codes is redeemed; for good' })
  @ApiOkResponse({ type: CodeLotDto })
  async revoke(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CodeLotDto> {
    return shown(await this.lots.revoke(caller, idIn(id, 'lot')));
  }

  @Get(':id/redemptions')
  @ApiOperation({ summary: 'Who redeemed codes of the lot, in order' })
  @ApiOkResponse({ type: RedemptionsDto })
  async redemptions(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<RedemptionsDto> {
    const { count, rows } = await this.lots.redemptions(caller, idIn(id, 'lot'), after, limit + 1);
    const page = pageOf(rows, limit, ({ campaignId, msisdn, textId, redeemedAt }) => ({
      campaign: campaignId,
      msisdn: msisdn !== null && caller.role === 'brand' ? maskMsisdn(msisdn) : msisdn,
      text: textId === null ? null : String(textId),
      redeemedAt,
    }));
    return { count, ...page };
  }

  private found(caller: ApiCaller, id: string): Promise<CodeLotCard> {
    return this.lots.get(caller, idIn(id, 'lot'));
  }
}

function shown({ brandId: _brand, campaignId, load, ...lot }: CodeLotCard): CodeLotDto {
  return {
    ...lot,
    campaign: campaignId,
    load: load && {
      ...load,
      startedAt: new Date(load.startedAt),
      endedAt: load.endedAt === null ? null : new Date(load.endedAt),
    },
  };
}
