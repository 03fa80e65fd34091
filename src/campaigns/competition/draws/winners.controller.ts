import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../../access/caller.decorator';
import { pageOf, type Page } from '../../../platform/page';
import { PageQuery } from '../../../platform/page.dto';
import { Problem } from '../../../platform/problem';
import { idIn } from '../../../subscribers/path';
import { maskMsisdn } from '../../../text/msisdn';
import {
  ClaimDto,
  DrawContactsDto,
  DrawResultsDto,
  DrawResultsQuery,
  NoteDto,
  type DrawContactDto,
  type DrawResultDto,
} from './winners.dto';
import type { ResultCard } from './draw-results.store';
import { Draws } from './draws.service';
import type { DrawCard } from './draws.store';
import { Winners } from './winners.service';

@ApiTags('draws')
@Controller('api/v1/campaigns/:id/draws/:draw')
export class WinnersController {
  constructor(
    private readonly draws: Draws,
    private readonly winners: Winners,
  ) {}

  @Get('winners')
  @ApiOperation({
    summary: 'Who was drawn, in draw order, and what became of their prizes; numbers are masked',
  })
  @ApiOkResponse({ type: DrawResultsDto })
  async results(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Query() { after, limit, full }: DrawResultsQuery,
  ): Promise<Page<DrawResultDto>> {
    if (full === '1' && caller.role !== 'administrator')
      throw new Problem('FORBIDDEN', 'Whole numbers are for keys of the role administrator.');
    const rows = await this.draws.results(await this.drawn(caller, id, draw), after, limit + 1);
    const ranked = rows.map((row) => ({ ...row, id: row.rank }));
    return pageOf(ranked, limit, (row) => shownResult(row, full === '1'));
  }

  @Get('contacts')
  @ApiOperation({ summary: 'Every step with everybody who was drawn, in order' })
  @ApiOkResponse({ type: DrawContactsDto })
  async contacts(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<Page<DrawContactDto>> {
    const rows = await this.draws.contacts(await this.drawn(caller, id, draw), after, limit + 1);
    return pageOf(rows, limit, (row) => row);
  }

  @Post('results/:rank/contacts')
  @HttpCode(204)
  @ApiOperation({ summary: 'Notes an attempt to reach somebody who was drawn' })
  @ApiNoContentResponse()
  async contacted(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Param('rank') rank: string,
    @Body() { note }: NoteDto,
  ): Promise<void> {
    const { id: drawId } = await this.drawn(caller, id, draw);
    await this.winners.contacted(drawId, idIn(rank, 'rank'), note, caller.name);
  }

  @Post('results/:rank/claim')
  @HttpCode(204)
  @ApiOperation({ summary: 'The winner has claimed the prize' })
  @ApiNoContentResponse()
  async claim(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Param('rank') rank: string,
    @Body() { note = '' }: ClaimDto,
  ): Promise<void> {
    const { id: drawId } = await this.drawn(caller, id, draw);
    await this.winners.claim(drawId, idIn(rank, 'rank'), note, caller.name);
  }

  private async drawn(caller: ApiCaller, id: string, draw: string): Promise<DrawCard> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    return this.draws.drawn(contest, idIn(draw, 'draw'));
  }
}

function shownResult(
  { msisdn, entryId: _, notifiedAt: _notified, ...result }: ResultCard & { readonly id: number },
  full: boolean,
): DrawResultDto {
  const { id: _id, ...shown } = result;
  return { ...shown, msisdn: msisdn === null || full ? msisdn : maskMsisdn(msisdn) };
}
