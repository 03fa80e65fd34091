import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { pageOf } from '../../platform/page';
import { Problem } from '../../platform/problem';
import { readReference } from '../../platform/reference';
import { EntriesExport } from './entries-export.service';
import type { EntryCard } from './entries.store';
import { shownMsisdn } from './entry-line';
import { EntriesDto, EntriesQuery, ResultsDto, TallyDto, type EntryDto } from './results.dto';
import { Results } from './results.service';
import type { CampaignCard } from './results.store';
import { TallyStream } from './tally-stream.service';

@ApiTags('campaigns')
@Controller('api/v1/campaigns/:id')
export class ResultsController {
  constructor(
    private readonly found: Results,
    private readonly exports: EntriesExport,
    private readonly streams: TallyStream,
  ) {}

  @Get('results')
  @ApiOperation({ summary: 'What became of a campaign: by outcome, hour, operator and choice' })
  @ApiOkResponse({ type: ResultsDto })
  async results(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ResultsDto> {
    return this.found.results(await this.campaign(caller, id));
  }

  @Get('tally')
  @ApiOperation({ summary: 'The tally as it stands, with the shares and the hours of the campaign’s zone' })
  @ApiOkResponse({ type: TallyDto })
  async tally(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<TallyDto> {
    return this.found.tally(await this.campaign(caller, id));
  }

  @Get('tally/stream')
  @ApiOperation({
    summary: 'The tally, told again whenever it changes',
    description:
      'Server-sent events of the type `tally`, once a second at most; the data is the tally without its hours. A stream ends after 15 minutes: an EventSource comes back by itself.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async stream(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    this.streams.open(await this.campaign(caller, id), caller.apiKeyId, response);
  }

  @Get('entries')
  @ApiOperation({
    summary: 'Every play, in the order in which it was decided',
    description:
      'Pages as JSON; with `Accept: text/csv` all of them as one file, for which `limit` and `cursor` mean nothing.',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: EntriesDto })
  async entries(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() query: EntriesQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const full = query.full === '1';
    if (full && caller.role !== 'administrator')
      throw new Problem('FORBIDDEN', 'Whole numbers are for keys of the role administrator.');
    const campaign = await this.campaign(caller, id);
    response.vary('Accept');
    if (request.accepts(['application/json', 'text/csv']) === 'text/csv')
      await this.asFile(campaign, query.outcome ?? null, full, response);
    else await this.asPage(campaign, query, full, response);
  }

  private async asPage(
    campaign: CampaignCard,
    { outcome, after, limit }: EntriesQuery,
    full: boolean,
    response: Response,
  ): Promise<void> {
    const rows = await this.found.entries(campaign, outcome ?? null, after, limit + 1);
    const page: EntriesDto = pageOf(rows, limit, (row) => shown(row, full));
    response.json(page);
  }

  private async asFile(
    { id, timezone }: CampaignCard,
    outcome: string | null,
    full: boolean,
    response: Response,
  ): Promise<void> {
    this.exports.admit();
    response.status(200).type('text/csv').attachment(`entries-${id}.csv`);
    response.setHeader('cache-control', 'no-store');
    await this.exports.write({ campaignId: id, outcome }, { timezone, full }, response);
  }

  private campaign(caller: ApiCaller, id: string): Promise<CampaignCard> {
    return this.found.campaign(caller, readReference(id).id);
  }
}

function shown({ textId, at, msisdn, ...entry }: EntryCard, full: boolean): EntryDto {
  return {
    ...entry,
    msisdn: shownMsisdn(msisdn, full),
    text: textId === null ? null : String(textId),
    handledAt: at,
  };
}
