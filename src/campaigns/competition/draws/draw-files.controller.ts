import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Caller, type ApiCaller } from '../../../access/caller.decorator';
import { idIn } from '../../../subscribers/path';
import { Draws } from './draws.service';
import { DrawFiles } from './draw-files.service';
import { handOut } from './hand-out.service';
import { LIST_FILE } from './list-file';

@ApiTags('draws')
@Controller('api/v1/campaigns/:id')
export class DrawFilesController {
  constructor(
    private readonly draws: Draws,
    private readonly files: DrawFiles,
  ) {}

  @Get('draws/:draw/proof')
  @ApiOperation({
    summary: 'The proof file',
    description:
      '`npm run verify-draw proof.json` checks it. Above 100,000 entries the list stands beside it: entries.txt.',
  })
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'object' } })
  async proof(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Res() response: Response,
  ): Promise<void> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    const { id: drawId } = await this.draws.drawn(contest, idIn(draw, 'draw'));
    response.status(200).type('application/json').attachment('proof.json');
    await handOut(this.files.proof(drawId), response);
  }

  @Get(`draws/:draw/${LIST_FILE}`)
  @ApiOperation({
    summary: 'The frozen list, as its hash covers it: sha256sum gives announcement.list.sha256',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async entries(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Res() response: Response,
  ): Promise<void> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    const frozen = await this.draws.draw(contest, idIn(draw, 'draw'));
    response.status(200).type('text/plain').attachment(LIST_FILE);
    await handOut(this.files.entries(frozen), response);
  }

  @Get('audit.csv')
  @ApiOperation({
    summary: 'Everything that was said to a competition and what became of it, as a chain of hashes',
    description: '`npm run verify-draw -- --audit audit.csv` checks it. It names nobody.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async audit(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    response.status(200).type('text/csv').attachment(`audit-${contest.id}.csv`);
    response.setHeader('cache-control', 'no-store');
    await handOut(this.files.audit(contest.id), response);
  }
}
