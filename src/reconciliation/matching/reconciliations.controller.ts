import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { idIn } from '../../subscribers/path';
import {
  DiffDto,
  NewRunDto,
  ResultsPageDto,
  RunDto,
  RunsDto,
  RunsQuery,
  TermsDto,
  type ChangeDto,
  type ResultDto,
} from './reconciliation.dto';
import { Reconciliations } from './reconciliations.service';
import type { ChangeCard, ResultCard } from './results.store';
import type { Terms } from './terms';

@ApiTags('reconciliations')
@Roles('administrator', 'finance')
@Controller('api/v1/reconciliations')
export class ReconciliationsController {
  constructor(private readonly reconciliations: Reconciliations) {}

  @Post()
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    summary: 'Runs a day, or runs it again',
    description: 'Answered at once; GET shows when it is done. New files run their days by themselves.',
  })
  @ApiAcceptedResponse({ type: RunDto })
  ask(@Caller() caller: ApiCaller, @Body() { operator, day }: NewRunDto): Promise<RunDto> {
    return this.reconciliations.ask(caller, operator, day);
  }

  @Get()
  @ApiOperation({ summary: 'Runs, oldest first' })
  @ApiOkResponse({ type: RunsDto })
  async page(@Query() query: RunsQuery): Promise<RunsDto> {
    const { operator, day, after, limit } = query;
    const rows = await this.reconciliations.list(operator, day ?? null, after, limit + 1);
    return pageOf(rows, limit, (run) => run);
  }

  @Get('terms/:operator')
  @ApiOperation({ summary: 'What was agreed with an operator about comparing books' })
  @ApiOkResponse({ type: TermsDto })
  async terms(@Param('operator') operator: string): Promise<TermsDto> {
    return shownTerms(await this.reconciliations.terms(operator));
  }

  @Put('terms/:operator')
  @ApiOperation({ summary: 'Sets them; runs from now on go by them' })
  @ApiOkResponse({ type: TermsDto })
  async setTerms(
    @Caller() caller: ApiCaller,
    @Param('operator') operator: string,
    @Body() { amountMinor, ...terms }: TermsDto,
  ): Promise<TermsDto> {
    await this.reconciliations.setTerms(caller, operator, { ...terms, amountMinor: BigInt(amountMinor) });
    return shownTerms(await this.reconciliations.terms(operator));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One run' })
  @ApiOkResponse({ type: RunDto })
  one(@Param('id') id: string): Promise<RunDto> {
    return this.reconciliations.one(runIn(id));
  }

  @Get(':id/results')
  @ApiOperation({ summary: 'What the run said then, of everything that did not plainly match' })
  @ApiOkResponse({ type: ResultsPageDto })
  async results(@Param('id') id: string, @Query() { after, limit }: PageQuery): Promise<ResultsPageDto> {
    return pageOf(await this.reconciliations.results(runIn(id), after, limit + 1), limit, shownResult);
  }

  @Get(':id/diff')
  @ApiOperation({ summary: 'What it said otherwise than the run of the same day before it' })
  @ApiOkResponse({ type: DiffDto })
  async diff(@Param('id') id: string, @Query() { after, limit }: PageQuery): Promise<DiffDto> {
    const { with: before, changes } = await this.reconciliations.diff(runIn(id), after, limit + 1);
    return { with: before, ...pageOf(changes, limit, shownChange) };
  }
}

const runIn = (id: string): number => idIn(id, 'reconciliation');

const shownTerms = ({ amountMinor, ...terms }: Terms): TermsDto => ({
  ...terms,
  amountMinor: amountMinor.toString(),
});

const shownResult = ({ id: _, deltaMinor, currency, ...result }: ResultCard): ResultDto => ({
  ...result,
  delta: { minor: deltaMinor, currency },
});

const shownChange = ({ key, before, after, minorBefore, minorAfter, currency }: ChangeCard): ChangeDto => ({
  key,
  before,
  after,
  deltaBefore: minorBefore === null ? null : { minor: minorBefore, currency },
  deltaAfter: minorAfter === null ? null : { minor: minorAfter, currency },
});
