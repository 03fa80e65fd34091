import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { listOfMany } from '../../platform/validation.pipe';
import { maskMsisdn } from '../../text/msisdn';
import { AgreementsDto, MOST_AGREEMENTS, NewAgreementDto } from './agreement.dto';
import { Agreements } from './agreements.service';
import { NewTariffDto, ServiceDto, ServiceOperatorChangeDto, UnagreedPageDto } from './service.dto';
import { serviceIdIn } from './service-path';
import { showService } from './service-view';
import { Tariffs } from './tariffs.service';

@ApiTags('services')
@Controller('api/v1/services/:id')
export class TariffsController {
  constructor(
    private readonly tariffs: Tariffs,
    private readonly agreements: Agreements,
  ) {}

  @Post('tariffs')
  @ApiOperation({
    summary: 'Adds a price from an instant on',
    description:
      'A cheaper one is charged at once to everybody; a dearer one only to those who said yes to it. Until then they keep their old price, or end at their renewal: the setting `priceRise`.',
  })
  @ApiCreatedResponse({ type: ServiceDto })
  async add(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() tariff: NewTariffDto,
  ): Promise<ServiceDto> {
    return showService(await this.tariffs.add(caller, serviceIdIn(id), tariff));
  }

  @Delete('tariffs/:tariff')
  @ApiOperation({ summary: 'Takes back a price that was never in force' })
  @ApiOkResponse({ type: ServiceDto })
  async withdraw(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('tariff') tariff: string,
  ): Promise<ServiceDto> {
    const tariffId = serviceIdIn(tariff, 'tariff');
    return showService(await this.tariffs.withdraw(caller, serviceIdIn(id), tariffId));
  }

  @Get('tariffs/:tariff/unagreed')
  @ApiOperation({ summary: 'Live subscriptions that have not agreed to a price and are not charged it' })
  @ApiOkResponse({ type: UnagreedPageDto })
  async unagreed(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('tariff') tariff: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<UnagreedPageDto> {
    const service = serviceIdIn(id);
    const tariffId = serviceIdIn(tariff, 'tariff');
    const { count, rows } = await this.tariffs.unagreed(caller, service, tariffId, after, limit + 1);
    const page = pageOf(
      rows,
      limit,
      ({ id: subscription, msisdn, state, amountMinor, currency, joinedAt }) => ({
        subscription,
        msisdn: msisdn !== null && caller.role === 'brand' ? maskMsisdn(msisdn) : msisdn,
        state,
        agreed: { minor: amountMinor, currency },
        joinedAt,
      }),
    );
    return { count, ...page };
  }

  @Post('tariffs/:tariff/agreements')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Notes who has said yes to a price: they are charged it from their next payment on',
    description: 'Each yes is an entry in the consent ledger, with the words it was said to.',
  })
  @ApiBody({ type: [NewAgreementDto] })
  @ApiOkResponse({ type: AgreementsDto })
  agree(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('tariff') tariff: string,
    @Body(listOfMany(NewAgreementDto, MOST_AGREEMENTS)) agreements: readonly NewAgreementDto[],
  ): Promise<AgreementsDto> {
    return this.agreements.note(caller, serviceIdIn(id), serviceIdIn(tariff, 'tariff'), agreements);
  }

  @Put('operators/:operator')
  @Roles('administrator')
  @ApiOperation({
    summary: 'Offers it at an operator, through one of its gateways; says whether it is approved there',
  })
  @ApiOkResponse({ type: ServiceDto })
  async putOperator(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('operator') operator: string,
    @Body() change: ServiceOperatorChangeDto,
  ): Promise<ServiceDto> {
    return showService(await this.tariffs.putOperator(caller, serviceIdIn(id), operator, change));
  }

  @Delete('operators/:operator')
  @HttpCode(204)
  @Roles('administrator')
  @ApiOperation({ summary: 'No longer offers a draft at an operator' })
  @ApiNoContentResponse()
  async removeOperator(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('operator') operator: string,
  ): Promise<void> {
    await this.tariffs.removeOperator(caller, serviceIdIn(id), operator);
  }
}
