import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
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
import { Caller, type ApiCaller } from '../../../access/caller.decorator';
import { Problem } from '../../../platform/problem';
import { listOfMany } from '../../../platform/validation.pipe';
import { uploadOf } from '../../../subscribers/csv-upload.service';
import { idIn, msisdnIn } from '../../../subscribers/path';
import { ExcludedDto, NewExclusionDto } from './draw.dto';
import { Draws } from './draws.service';
import { Exclusions } from './exclusions.service';

const MOST = 1_000;

@ApiTags('draws')
@Controller('api/v1/campaigns/:id/exclusions')
export class ExclusionsController {
  constructor(
    private readonly draws: Draws,
    private readonly exclusions: Exclusions,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Names up to 1,000 people who may not win, each with the reason the proof will show',
  })
  @ApiBody({ type: [NewExclusionDto] })
  @ApiCreatedResponse({ type: ExcludedDto })
  async add(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body(listOfMany(NewExclusionDto, MOST)) people: readonly NewExclusionDto[],
  ): Promise<ExcludedDto> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    return { excluded: await this.exclusions.add(contest.id, people, caller.name) };
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'The same from a file with the columns msisdn and reason: all its lines or none' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'msisdn,reason\n+989121234567,employee of the promoter\n' } })
  @ApiOkResponse({ type: ExcludedDto })
  async import(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<ExcludedDto> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    return { excluded: await this.exclusions.import(contest.id, uploadOf(request), caller.name) };
  }

  @Delete(':msisdn')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes an exclusion back; what is frozen stays frozen' })
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('msisdn') msisdn: string,
  ): Promise<void> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    if (!(await this.exclusions.remove(contest.id, msisdnIn(msisdn))))
      throw new Problem('NOT_FOUND', 'This number was not excluded.');
  }
}
