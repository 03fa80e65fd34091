import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { readReference } from '../platform/reference';
import {
  CampaignChangesDto,
  CampaignDto,
  CampaignsDto,
  CampaignsQuery,
  NewCampaignDto,
  PublishedCampaignDto,
} from './campaign.dto';
import { CampaignsService } from './campaigns.service';

@ApiTags('campaigns')
@Controller('api/v1/campaigns')
export class CampaignsController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Post()
  @ApiOperation({ summary: 'Makes a draft' })
  @ApiCreatedResponse({ type: CampaignDto })
  create(@Caller() caller: ApiCaller, @Body() campaign: NewCampaignDto): Promise<CampaignDto> {
    return this.campaigns.create(caller, campaign);
  }

  @Get()
  @ApiOperation({ summary: 'Campaigns; for a brand’s own key, its own' })
  @ApiOkResponse({ type: CampaignsDto })
  list(@Caller() caller: ApiCaller, @Query() query: CampaignsQuery): Promise<CampaignsDto> {
    return this.campaigns.list(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One campaign' })
  @ApiOkResponse({ type: CampaignDto })
  one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CampaignDto> {
    return this.campaigns.one(caller, readReference(id).id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes a draft, or a campaign that is paused' })
  @ApiOkResponse({ type: CampaignDto })
  change(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() changes: CampaignChangesDto,
  ): Promise<CampaignDto> {
    return this.campaigns.change(caller, readReference(id).id, changes);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens it to the public, or says everything that is in its way' })
  @ApiOkResponse({ type: PublishedCampaignDto })
  publish(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<PublishedCampaignDto> {
    return this.campaigns.publish(caller, readReference(id).id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nobody is answered by it until it is resumed' })
  @ApiOkResponse({ type: CampaignDto })
  pause(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CampaignDto> {
    return this.campaigns.pause(caller, readReference(id).id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens it again, after the same checks as publishing' })
  @ApiOkResponse({ type: PublishedCampaignDto })
  resume(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<PublishedCampaignDto> {
    return this.campaigns.resume(caller, readReference(id).id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it for good' })
  @ApiOkResponse({ type: CampaignDto })
  close(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<CampaignDto> {
    return this.campaigns.close(caller, readReference(id).id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Discards a draft' })
  @ApiNoContentResponse()
  async discard(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<void> {
    await this.campaigns.discard(caller, readReference(id).id);
  }
}
