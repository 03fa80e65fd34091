import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES, Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { listOfMany } from '../../platform/validation.pipe';
import { MOST_ROUTES, RouteDto, RoutesDto } from './shortcode-route.dto';
import { ShortcodeRoutesService } from './shortcode-routes.service';
import { NewShortcodeDto, ShortcodeChangesDto, ShortcodeDto, ShortcodesDto } from './shortcode.dto';
import { ShortcodesService } from './shortcodes.service';

@ApiTags('catalogue')
@Controller('api/v1/shortcodes')
export class ShortcodesController {
  constructor(
    private readonly shortcodes: ShortcodesService,
    private readonly routes: ShortcodeRoutesService,
  ) {}

  @Post()
  @Roles('administrator')
  @ApiOperation({ summary: 'Adds a code, shared or dedicated' })
  @ApiCreatedResponse({ type: ShortcodeDto })
  create(@Body() shortcode: NewShortcodeDto): Promise<ShortcodeDto> {
    return this.shortcodes.create(shortcode);
  }

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Codes; for a brand’s own key, the shared ones and its own' })
  @ApiOkResponse({ type: ShortcodesDto })
  list(@Caller() caller: ApiCaller, @Query() query: PageQuery): Promise<ShortcodesDto> {
    return this.shortcodes.list(caller, query);
  }

  @Get(':shortcode')
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'One of them, by number or id' })
  @ApiOkResponse({ type: ShortcodeDto })
  one(@Caller() caller: ApiCaller, @Param('shortcode') shortcode: string): Promise<ShortcodeDto> {
    return this.shortcodes.one(caller, shortcode);
  }

  @Patch(':shortcode')
  @Roles('administrator')
  @ApiOperation({ summary: 'Changes its policies, texts, profile or tariff' })
  @ApiOkResponse({ type: ShortcodeDto })
  change(@Param('shortcode') shortcode: string, @Body() changes: ShortcodeChangesDto): Promise<ShortcodeDto> {
    return this.shortcodes.change(shortcode, changes);
  }

  @Get(':shortcode/routes')
  @Roles('administrator')
  @ApiOperation({ summary: 'Where the code is provisioned' })
  @ApiOkResponse({ type: RoutesDto })
  routesOf(@Param('shortcode') shortcode: string): Promise<RoutesDto> {
    return this.routes.of(shortcode);
  }

  @Put(':shortcode/routes')
  @Roles('administrator')
  @ApiOperation({ summary: 'Provisions the code at exactly these connectors' })
  @ApiBody({ type: [RouteDto] })
  @ApiOkResponse({ type: RoutesDto })
  provision(
    @Param('shortcode') shortcode: string,
    @Body(listOfMany(RouteDto, MOST_ROUTES)) routes: readonly RouteDto[],
  ): Promise<RoutesDto> {
    return this.routes.replace(shortcode, routes);
  }
}
