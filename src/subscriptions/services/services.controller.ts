import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES, Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf, type Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { NewServiceDto, ServiceChangesDto, ServiceDto, ServiceFaultsDto, ServicesDto } from './service.dto';
import { serviceIdIn } from './service-path';
import { showService } from './service-view';
import { Services } from './services.service';

@ApiTags('services')
@Controller('api/v1/services')
export class ServicesController {
  constructor(private readonly services: Services) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Drafts a paid service, and makes the list that it is',
    description: 'Nobody can join before it is approved, has a price in force and an operator.',
  })
  @ApiCreatedResponse({ type: ServiceDto })
  async create(@Caller() caller: ApiCaller, @Body() service: NewServiceDto): Promise<ServiceDto> {
    return showService(await this.services.create(caller, service));
  }

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Services, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: ServicesDto })
  async page(@Caller() caller: ApiCaller, @Query() { after, limit }: PageQuery): Promise<Page<ServiceDto>> {
    return pageOf(await this.services.page(caller, after, limit + 1), limit, showService);
  }

  @Get(':id')
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'One service, with its prices and operators' })
  @ApiOkResponse({ type: ServiceDto })
  async one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.get(caller, serviceIdIn(id)));
  }

  @Get(':id/faults')
  @ApiOperation({ summary: 'Everything that keeps it from being approved, by its path' })
  @ApiOkResponse({ type: ServiceFaultsDto })
  async faults(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceFaultsDto> {
    return { errors: await this.services.faultsOf(caller, serviceIdIn(id)) };
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Changes a draft; of a suspended service, its provider’s name and its settings',
    description: 'Settings replace those they name, and leave the others.',
  })
  @ApiOkResponse({ type: ServiceDto })
  async change(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() changes: ServiceChangesDto,
  ): Promise<ServiceDto> {
    return showService(await this.services.change(caller, serviceIdIn(id), changes));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hands a draft in, or says everything that is in its way' })
  @ApiOkResponse({ type: ServiceDto })
  async submit(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.submit(caller, serviceIdIn(id)));
  }

  @Post(':id/send-back')
  @HttpCode(200)
  @Roles('administrator')
  @ApiOperation({ summary: 'Makes a draft again of what was handed in' })
  @ApiOkResponse({ type: ServiceDto })
  async sendBack(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.sendBack(caller, serviceIdIn(id)));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Roles('administrator')
  @ApiOperation({ summary: 'Opens it to subscribers, or says everything that is in its way' })
  @ApiOkResponse({ type: ServiceDto })
  async approve(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.approve(caller, serviceIdIn(id)));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nobody joins, nobody is charged and nothing is sent until it is resumed' })
  @ApiOkResponse({ type: ServiceDto })
  async suspend(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.suspend(caller, serviceIdIn(id)));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Roles('administrator')
  @ApiOperation({ summary: 'Opens it again, after the same checks as the approval' })
  @ApiOkResponse({ type: ServiceDto })
  async resume(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.resume(caller, serviceIdIn(id)));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it for good' })
  @ApiOkResponse({ type: ServiceDto })
  async close(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<ServiceDto> {
    return showService(await this.services.close(caller, serviceIdIn(id)));
  }
}
