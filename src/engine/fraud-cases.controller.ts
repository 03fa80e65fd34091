import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { Roles } from '../access/roles.decorator';
import { pageOf } from '../platform/page';
import type { FraudCard } from '../subscriptions/fraud/fraud-cases.store';
import { maskMsisdn } from '../text/msisdn';
import {
  CaseOutcomesDto,
  DecideCasesDto,
  FraudCasePageDto,
  FraudCasesQuery,
  type FraudCaseDto,
} from './fraud-cases.dto';
import { FraudCases } from './fraud-cases.service';

@ApiTags('fraud-cases')
@Roles('administrator', 'finance', 'care')
@Controller('api/v1/fraud-cases')
export class FraudCasesController {
  constructor(private readonly cases: FraudCases) {}

  @Get()
  @ApiOperation({
    summary: 'Subscriptions that nobody may have asked for, oldest first; their charges are held',
  })
  @ApiOkResponse({ type: FraudCasePageDto })
  async page(@Caller() caller: ApiCaller, @Query() query: FraudCasesQuery): Promise<FraudCasePageDto> {
    const filter = { state: query.state, serviceId: query.service };
    const rows = await this.cases.page(filter, query.after, query.limit + 1);
    return pageOf(rows, query.limit, (card) => shown(card, caller));
  }

  @Post('decide')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary:
      'Releases them, and they are charged; or condemns them: they end, and all that was taken goes back',
    description: 'All in one transaction. What somebody else has decided meanwhile stays as they decided it.',
  })
  @ApiOkResponse({ type: CaseOutcomesDto })
  @ApiNotFoundResponse({ description: 'One of them does not exist; nothing is decided' })
  decide(@Caller() caller: ApiCaller, @Body() wish: DecideCasesDto): Promise<CaseOutcomesDto> {
    return this.cases.decide(wish, caller);
  }
}

/** Whoever looks after money needs the pattern, not the number. */
function shown(card: FraudCard, { role }: ApiCaller): FraudCaseDto {
  const { subscriptionId, serviceId, service, campaignId, msisdn, ...rest } = card;
  return {
    ...rest,
    subscription: subscriptionId,
    service: serviceId,
    serviceName: service,
    campaign: campaignId,
    msisdn: msisdn !== null && role === 'finance' ? maskMsisdn(msisdn) : msisdn,
  };
}
