import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { GatewayCatalogue } from './gateway-catalogue.service';
import {
  ChargeGatewayChangesDto,
  ChargeGatewayDto,
  ChargeGatewaysDto,
  NewChargeGatewayDto,
  ShownChargeGatewayDto,
} from './gateway.dto';

@ApiTags('billing')
@Roles('administrator')
@Controller('api/v1/charge-gateways')
export class ChargeGatewaysController {
  constructor(private readonly gateways: GatewayCatalogue) {}

  @Post()
  @ApiOperation({ summary: 'Adds a way to be paid, and shows the key of its notice door this once' })
  @ApiCreatedResponse({ type: ShownChargeGatewayDto })
  create(@Body() gateway: NewChargeGatewayDto): Promise<ShownChargeGatewayDto> {
    return this.gateways.create(gateway);
  }

  @Get()
  @ApiOperation({ summary: 'Ways to be paid' })
  @ApiOkResponse({ type: ChargeGatewaysDto })
  list(@Query() query: PageQuery): Promise<ChargeGatewaysDto> {
    return this.gateways.list(query);
  }

  @Get(':gateway')
  @ApiOperation({ summary: 'One of them, by id or name' })
  @ApiOkResponse({ type: ChargeGatewayDto })
  one(@Param('gateway') gateway: string): Promise<ChargeGatewayDto> {
    return this.gateways.one(gateway);
  }

  @Patch(':gateway')
  @ApiOperation({ summary: 'Changes settings, suspends or resumes' })
  @ApiOkResponse({ type: ChargeGatewayDto })
  change(
    @Param('gateway') gateway: string,
    @Body() changes: ChargeGatewayChangesDto,
  ): Promise<ChargeGatewayDto> {
    return this.gateways.change(gateway, changes);
  }

  @Post(':gateway/key')
  @HttpCode(200)
  @ApiOperation({ summary: 'Draws a new key for its notice door, and shows it this once' })
  @ApiOkResponse({ type: ShownChargeGatewayDto })
  rekey(@Param('gateway') gateway: string): Promise<ShownChargeGatewayDto> {
    return this.gateways.rekey(gateway);
  }
}
