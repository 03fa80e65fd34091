import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import type { Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import {
  OperatorSuspensionDto,
  OperatorSuspensionsDto,
  ResumeOperatorDto,
  SuspendOperatorDto,
} from './operator-suspension.dto';
import { OperatorSuspensions } from './operator-suspensions.service';

@ApiTags('services')
@Roles('administrator')
@Controller('api/v1/operators/:operator')
export class OperatorSuspensionsController {
  constructor(private readonly suspensions: OperatorSuspensions) {}

  @Get('suspensions')
  @ApiOperation({ summary: 'When services were suspended at an operator, why and by whom, oldest first' })
  @ApiOkResponse({ type: OperatorSuspensionsDto })
  page(@Param('operator') operator: string, @Query() query: PageQuery): Promise<Page<OperatorSuspensionDto>> {
    return this.suspensions.page(operator, query);
  }

  @Post('suspend')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Of one service or of all: nobody of this operator joins, is charged or is sent content for now',
    description:
      'What an operator takes by itself, by its own clock or with a text, only the operator can stop.',
  })
  @ApiOkResponse({ type: OperatorSuspensionDto })
  @ApiConflictResponse({ description: 'It is suspended already' })
  suspend(
    @Caller() caller: ApiCaller,
    @Param('operator') operator: string,
    @Body() { service, reason }: SuspendOperatorDto,
  ): Promise<OperatorSuspensionDto> {
    return this.suspensions.suspend(caller, operator, service ?? null, reason.trim());
  }

  @Post('resume')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Ends it; what waited to be sent to the operator goes on within the hour, renewals within a day',
    description: 'For the same service, or all, for which it was suspended.',
  })
  @ApiOkResponse({ type: OperatorSuspensionDto })
  @ApiConflictResponse({ description: 'It is not suspended' })
  resume(
    @Caller() caller: ApiCaller,
    @Param('operator') operator: string,
    @Body() { service }: ResumeOperatorDto,
  ): Promise<OperatorSuspensionDto> {
    return this.suspensions.resume(caller, operator, service ?? null);
  }
}
