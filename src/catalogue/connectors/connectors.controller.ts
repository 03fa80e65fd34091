import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import {
  ConnectorChangesDto,
  ConnectorDto,
  ConnectorsDto,
  NewConnectorDto,
  ShownConnectorDto,
} from './connector.dto';
import { ConnectorsService } from './connectors.service';

@ApiTags('catalogue')
@Roles('administrator')
@Controller('api/v1/connectors')
export class ConnectorsController {
  constructor(private readonly connectors: ConnectorsService) {}

  @Post()
  @ApiOperation({ summary: 'Adds a link to a carrier, and shows its key this once' })
  @ApiCreatedResponse({ type: ShownConnectorDto })
  create(@Body() connector: NewConnectorDto): Promise<ShownConnectorDto> {
    return this.connectors.create(connector);
  }

  @Get()
  @ApiOperation({ summary: 'Links to carriers' })
  @ApiOkResponse({ type: ConnectorsDto })
  list(@Query() query: PageQuery): Promise<ConnectorsDto> {
    return this.connectors.list(query);
  }

  @Get(':connector')
  @ApiOperation({ summary: 'One of them, by id or name' })
  @ApiOkResponse({ type: ConnectorDto })
  one(@Param('connector') connector: string): Promise<ConnectorDto> {
    return this.connectors.one(connector);
  }

  @Patch(':connector')
  @ApiOperation({ summary: 'Changes settings or operator, switches on or off' })
  @ApiOkResponse({ type: ConnectorDto })
  change(@Param('connector') connector: string, @Body() changes: ConnectorChangesDto): Promise<ConnectorDto> {
    return this.connectors.change(connector, changes);
  }

  @Post(':connector/key')
  @HttpCode(200)
  @ApiOperation({ summary: 'Draws a new key, and shows it this once; the old one stops working' })
  @ApiOkResponse({ type: ShownConnectorDto })
  rekey(@Param('connector') connector: string): Promise<ShownConnectorDto> {
    return this.connectors.rekey(connector);
  }
}
