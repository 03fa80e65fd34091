import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { idIn } from '../../subscribers/path';
import { AllLimitsDto, IncidentDto, IncidentsDto, LimitsDto } from './incident.dto';
import { Incidents } from './incidents.service';
import type { Incident } from './incidents.store';

@ApiTags('findings')
@Roles('administrator', 'finance')
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(private readonly incidents: Incidents) {}

  @Get()
  @ApiOperation({ summary: 'Days on which an operator’s books and ours were too far apart, oldest first' })
  @ApiOkResponse({ type: IncidentsDto })
  async page(@Query() { after, limit }: PageQuery): Promise<IncidentsDto> {
    return pageOf(await this.incidents.list(after, limit + 1), limit, shown);
  }

  @Get('limits')
  @ApiOperation({ summary: 'From which sums on two keys have to agree, and a day is an incident' })
  @ApiOkResponse({ type: AllLimitsDto })
  async limits(): Promise<AllLimitsDto> {
    return { items: await this.incidents.limits() };
  }

  @Put('limits')
  @ApiOperation({
    summary: 'Sets them for one currency',
    description:
      'Until they are set, every adjustment needs two keys, and ten percent of any sum is an incident.',
  })
  @ApiOkResponse({ type: AllLimitsDto })
  async setLimits(@Caller() caller: ApiCaller, @Body() limits: LimitsDto): Promise<AllLimitsDto> {
    await this.incidents.setLimits(caller, limits);
    return this.limits();
  }

  @Get(':id')
  @ApiOperation({ summary: 'One incident' })
  @ApiOkResponse({ type: IncidentDto })
  async one(@Param('id') id: string): Promise<IncidentDto> {
    return shown(await this.incidents.one(idIn(id, 'incident')));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Somebody has seen it' })
  @ApiOkResponse({ type: IncidentDto })
  async acknowledge(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<IncidentDto> {
    return shown(await this.incidents.acknowledge(caller, idIn(id, 'incident')));
  }
}

const shown = ({ oursMinor, differenceMinor, currency, ...incident }: Incident): IncidentDto => ({
  ...incident,
  ours: { minor: oursMinor, currency },
  difference: { minor: differenceMinor, currency },
});
