import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf, type Page } from '../../platform/page';
import { idIn } from '../../subscribers/path';
import type { FileProfile } from '../files/file-profile';
import {
  NewSettlementFileDto,
  SettlementFileDto,
  SettlementFilesDto,
  SettlementFilesQuery,
  SettlementProfileQuery,
} from './settlement-file.dto';
import { SettlementFiles } from './settlement-files.service';
import type { SettlementCard } from './settlement-files.store';
import { settlementFileName } from './settlement-lines';

@ApiTags('statements')
@Controller('api/v1/settlement-files')
@Roles('administrator', 'finance')
export class SettlementFilesController {
  constructor(private readonly files: SettlementFiles) {}

  @Post()
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Makes our own file of an operator’s day: what we say was charged and refunded',
    description: 'Once the day is over by a quarter of an hour. The same day again is the same file.',
  })
  @ApiOkResponse({ type: SettlementFileDto })
  async make(@Caller() caller: ApiCaller, @Body() wish: NewSettlementFileDto): Promise<SettlementFileDto> {
    return shown(await this.files.make(caller, wish));
  }

  @Get()
  @ApiOperation({ summary: 'Our own files, oldest first' })
  @ApiOkResponse({ type: SettlementFilesDto })
  async page(@Query() { operator, after, limit }: SettlementFilesQuery): Promise<Page<SettlementFileDto>> {
    return pageOf(await this.files.page(operator, after, limit + 1), limit, shown);
  }

  @Get('profile')
  @ApiOperation({
    summary: 'How our own files are written, as the settings of a file profile',
    description: 'Posted to /api/v1/file-profiles, it reads them back.',
  })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  profile(@Query() { operator }: SettlementProfileQuery): Promise<FileProfile> {
    return this.files.profile(operator);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of our own files: its bounds and totals' })
  @ApiOkResponse({ type: SettlementFileDto })
  async one(@Param('id') id: string): Promise<SettlementFileDto> {
    return shown(await this.files.get(idIn(id, 'settlement file')));
  }

  @Get(':id/content')
  @ApiOperation({
    summary: 'The file itself',
    description:
      'Header, one line for each charge and refund, and a trailer with their number and sum. It names whole numbers: it is for the operator whose subscribers they are.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', example: 'H,PAROLA-1,mci,20260501,12\nT,0,0\n' } })
  async content(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const card = await this.files.get(idIn(id, 'settlement file'));
    response.status(200).type('text/csv').attachment(settlementFileName(card));
    response.setHeader('cache-control', 'no-store');
    await this.files.write(card, response);
  }
}

const shown = ({ operatorId: _operator, ...card }: SettlementCard): SettlementFileDto => ({
  ...card,
  name: settlementFileName(card),
});
