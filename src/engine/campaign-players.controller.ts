import { Body, Controller, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { uploadOf } from '../subscribers/csv-upload.service';
import { idIn, msisdnIn } from '../subscribers/path';
import { maskMsisdn } from '../text/msisdn';
import { MarkedReportDto, MarkPlayerDto, PlayerDto } from './campaign-players.dto';
import { CampaignPlayers, type PlayerCard } from './campaign-players.service';

@ApiTags('campaigns')
@Controller('api/v1/campaigns/:id/players')
export class CampaignPlayersController {
  constructor(private readonly players: CampaignPlayers) {}

  @Get(':msisdn')
  @ApiOperation({ summary: 'What a competition keeps of a person' })
  @ApiOkResponse({ type: PlayerDto })
  async one(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('msisdn') msisdn: string,
  ): Promise<PlayerDto> {
    return shown(await this.players.one(idIn(id, 'campaign'), msisdnIn(msisdn), caller), caller);
  }

  @Put(':msisdn')
  @ApiOperation({ summary: 'Marks somebody who only tries it out, or who may not take part' })
  @ApiOkResponse({ type: PlayerDto })
  async mark(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('msisdn') msisdn: string,
    @Body() mark: MarkPlayerDto,
  ): Promise<PlayerDto> {
    return shown(await this.players.mark(idIn(id, 'campaign'), msisdnIn(msisdn), mark, caller), caller);
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The same for a file of people',
    description:
      'Columns `msisdn`, and `tryout` (yes, no) or `barred` (the reason) or both; an empty field changes nothing.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'msisdn,barred\n+989121234567,works for the promoter\n' } })
  @ApiOkResponse({ type: MarkedReportDto })
  import(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<MarkedReportDto> {
    return this.players.import(idIn(id, 'campaign'), uploadOf(request), caller);
  }
}

function shown(player: PlayerCard, { role }: ApiCaller): PlayerDto {
  return { ...player, msisdn: role === 'brand' ? maskMsisdn(player.msisdn) : player.msisdn };
}
