import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { maskMsisdn } from '../../platform/mask';
import { toJson } from '../../platform/money';
import { pageOf, type Page } from '../../platform/page';
import { idIn, msisdnIn } from '../../subscribers/path';
import { refundDto } from '../refunds/refund.dto';
import {
  ChargesDto,
  ChargesQuery,
  WholeChargeDto,
  type ChargeDto,
  type ChargeTransferDto,
} from './charge.dto';
import type { ChargeCard, ChargeFilter, TransferCard } from './charge-view.store';
import { Charges } from './charges.service';

@ApiTags('charges')
@Controller('api/v1/charges')
@Roles('administrator', 'finance', 'care', 'brand')
export class ChargesController {
  constructor(private readonly charges: Charges) {}

  @Get()
  @ApiOperation({ summary: 'What people were to pay, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: ChargesDto })
  async page(@Caller() caller: ApiCaller, @Query() query: ChargesQuery): Promise<Page<ChargeDto>> {
    const msisdn = query.msisdn === undefined ? null : msisdnIn(query.msisdn);
    const rows = await this.charges.page(filterOf(query, caller.brandId), msisdn);
    return pageOf(rows, query.limit, (card) => shown(card, caller));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One charge: every attempt, every refund, and what the ledger says of it' })
  @ApiOkResponse({ type: WholeChargeDto })
  async get(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<WholeChargeDto> {
    const { charge, attempts, refunds, transfers } = await this.charges.get(
      idIn(id, 'charge'),
      caller.brandId,
    );
    return {
      ...shown(charge, caller),
      tries: attempts,
      refunds: refunds.map(refundDto),
      transfers: transfers.map(booked),
    };
  }
}

function filterOf(query: ChargesQuery, brandId: number | null): ChargeFilter {
  const { state, service, subscription, gateway, from, to, after, limit } = query;
  return {
    ...(state === undefined ? {} : { state }),
    ...(service === undefined ? {} : { serviceId: service }),
    ...(subscription === undefined ? {} : { subscriptionId: subscription }),
    ...(gateway === undefined ? {} : { gateway }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
    brandId,
    after,
    limit: limit + 1,
  };
}

/** Whoever speaks with the person may see the number; whoever counts the money need not. */
function shown(card: ChargeCard, { role }: ApiCaller): ChargeDto {
  const { serviceId, subscriptionId, tariffId, amountMinor, refundedMinor, currency, msisdn, ...rest } = card;
  const isWhole = role === 'administrator' || role === 'care';
  return {
    ...rest,
    service: serviceId,
    subscription: subscriptionId,
    tariff: tariffId,
    msisdn: msisdn === null || isWhole ? msisdn : maskMsisdn(msisdn),
    amount: toJson({ minor: amountMinor, currency }),
    refunded: toJson({ minor: refundedMinor, currency }),
  };
}

const booked = ({ amountMinor, currency, ...transfer }: TransferCard): ChargeTransferDto => ({
  ...transfer,
  amount: toJson({ minor: amountMinor, currency }),
});
