import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { expectFile } from '../../platform/arrivals.service';
import { pageOf, type Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { idIn } from '../../subscribers/path';
import { FileProfiles } from './file-profiles.service';
import {
  StatementDto,
  StatementFaultDto,
  StatementFaultsDto,
  StatementsDto,
  StatementsQuery,
  StatementUploadQuery,
} from './statement.dto';
import type { FaultCard, StatementCard } from './statement-files.store';
import { StatementImport, type Upload } from './statement-import.service';
import { Statements } from './statements.service';

@ApiTags('statements')
@Controller('api/v1/statements')
@Roles('administrator', 'finance')
export class StatementsController {
  constructor(
    private readonly statements: Statements,
    private readonly profiles: FileProfiles,
    private readonly imports: StatementImport,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Takes in an operator’s file of charges',
    description:
      'The file is the body, as it is or with Content-Encoding: gzip. Answered when it has arrived; GET shows how far it has come. It counts as a whole or not at all; the same file again is the same statement; a file with the number of an earlier one supersedes it.',
  })
  @ApiConsumes('text/csv', 'text/plain', 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', example: 'TXN;REF;MSISDN;TIME;AMOUNT;ST\n…\nTOTAL;200;1000000\n' } })
  @ApiAcceptedResponse({ type: StatementDto })
  async take(
    @Caller() caller: ApiCaller,
    @Query() { profile, name }: StatementUploadQuery,
    @Req() request: Request,
  ): Promise<StatementDto> {
    const upload = uploadIn(request, name);
    const id = await this.imports.begin(caller, await this.profiles.newest(profile), upload);
    return shown(await this.statements.get(id));
  }

  @Get()
  @ApiOperation({ summary: 'Operators’ files, oldest first' })
  @ApiOkResponse({ type: StatementsDto })
  async page(@Query() query: StatementsQuery): Promise<Page<StatementDto>> {
    const { after, limit } = query;
    return pageOf(await this.statements.page(query, after, limit + 1), limit, shown);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One file: how far it has come, and its figures' })
  @ApiOkResponse({ type: StatementDto })
  async one(@Param('id') id: string): Promise<StatementDto> {
    return shown(await this.statements.get(idIn(id, 'statement')));
  }

  @Get(':id/faults')
  @ApiOperation({ summary: 'The lines of a file that were set aside, and why' })
  @ApiOkResponse({ type: StatementFaultsDto })
  async faults(
    @Param('id') id: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<Page<StatementFaultDto>> {
    return pageOf(await this.statements.faults(idIn(id, 'statement'), after, limit + 1), limit, shownFault);
  }
}

/** Anything but what the API's own parsers have read already; an encoding that nobody here can undo is told, not stored. */
function uploadIn(request: Request, name: string): Upload {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (request.is(['json', 'multipart', 'urlencoded']) || !['identity', 'gzip'].includes(encoding))
    throw new Problem(
      'UNSUPPORTED_TYPE',
      'Send the file as the body, as text/csv or text/plain, perhaps as gzip.',
    );
  expectFile(request);
  return { name, body: request, isGzip: encoding === 'gzip' };
}

function shown({ series: _series, figures, ...card }: StatementCard): StatementDto {
  return {
    ...card,
    figures: figures.map(({ status, count, currency, amountMinor }) => ({
      status,
      count,
      amount: { minor: amountMinor, currency },
    })),
  };
}

const shownFault = ({ id, ...fault }: FaultCard): StatementFaultDto => ({ line: id, ...fault });
