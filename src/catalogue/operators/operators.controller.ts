import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { NewOperatorDto, OperatorChangesDto, OperatorDto, OperatorsDto } from './operator.dto';
import { OperatorsService } from './operators.service';

@ApiTags('catalogue')
@Controller('api/v1/operators')
export class OperatorsController {
  constructor(private readonly operators: OperatorsService) {}

  @Post()
  @Roles('administrator')
  @ApiOperation({ summary: 'Adds a mobile company' })
  @ApiCreatedResponse({ type: OperatorDto })
  create(@Body() operator: NewOperatorDto): Promise<OperatorDto> {
    return this.operators.create(operator);
  }

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Mobile companies' })
  @ApiOkResponse({ type: OperatorsDto })
  list(@Query() query: PageQuery): Promise<OperatorsDto> {
    return this.operators.list(query);
  }

  @Get(':operator')
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'One of them, by id or code' })
  @ApiOkResponse({ type: OperatorDto })
  one(@Param('operator') operator: string): Promise<OperatorDto> {
    return this.operators.one(operator);
  }

  @Patch(':operator')
  @Roles('administrator')
  @ApiOperation({ summary: 'Changes its name or country' })
  @ApiOkResponse({ type: OperatorDto })
  change(@Param('operator') operator: string, @Body() changes: OperatorChangesDto): Promise<OperatorDto> {
    return this.operators.change(operator, changes);
  }
}
