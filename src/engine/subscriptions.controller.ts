import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import type { Page } from '../platform/page';
import { idIn, msisdnIn } from '../subscribers/path';
import { SubscriptionConfirmations } from './subscription-confirm.service';
import { SubscriptionOptIns } from './subscription-opt-in.service';
import {
  CancelSubscriptionDto,
  ConfirmSubscriptionDto,
  MyServicesDto,
  NewSubscriptionDto,
  SubscriptionDto,
  SubscriptionsDto,
  SubscriptionsQuery,
  SubscriptionStoryDto,
} from './subscriptions.dto';
import { Subscriptions } from './subscriptions.service';

@ApiTags('subscriptions')
@Controller('api/v1')
export class SubscriptionsController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly optIns: SubscriptionOptIns,
    private readonly confirmations: SubscriptionConfirmations,
  ) {}

  @Get('subscriptions')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'Subscriptions, oldest first; of a person, a service or a state' })
  @ApiOkResponse({ type: SubscriptionsDto })
  page(@Caller() caller: ApiCaller, @Query() query: SubscriptionsQuery): Promise<Page<SubscriptionDto>> {
    return this.subscriptions.page(caller, query);
  }

  @Get('subscriptions/:id')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'One subscription with its story and everything that was charged for it' })
  @ApiOkResponse({ type: SubscriptionStoryDto })
  get(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<SubscriptionStoryDto> {
    return this.subscriptions.get(caller, idIn(id, 'subscription'));
  }

  @Post('subscriptions')
  @Idempotent()
  @ApiOperation({
    summary:
      'Asks a number whether it wants a service, with a one-time password; nothing begins before it is confirmed',
    description: 'Again while it waits for an answer, it sends the same password again, a few times.',
  })
  @ApiCreatedResponse({ type: SubscriptionDto })
  @ApiConflictResponse({ description: 'They have it already, or may not have it (why)' })
  @ApiTooManyRequestsResponse({ description: 'The number has been sent enough passwords' })
  open(
    @Caller() caller: ApiCaller,
    @Body() wish: NewSubscriptionDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<SubscriptionDto> {
    return this.optIns.open(wish, caller, keep);
  }

  @Post('subscriptions/:id/confirm')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Confirms it with the password that was sent to the number; five tries in all' })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiConflictResponse({ description: 'Nothing waits for a password any more (why)' })
  confirm(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { code }: ConfirmSubscriptionDto,
  ): Promise<SubscriptionDto> {
    return this.confirmations.confirm(caller, idIn(id, 'subscription'), code);
  }

  @Post('subscriptions/:id/cancel')
  @Roles('administrator', 'care', 'brand')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Ends it at once, for a person who asked elsewhere than by text' })
  @ApiOkResponse({ type: SubscriptionDto })
  cancel(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() wish: CancelSubscriptionDto,
  ): Promise<SubscriptionDto> {
    return this.subscriptions.cancel(caller, idIn(id, 'subscription'), wish);
  }

  @Get('subscribers/:msisdn/services')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'What a person is subscribed to now, for an operator’s own menu such as *800#' })
  @ApiOkResponse({ type: MyServicesDto })
  async services(@Caller() caller: ApiCaller, @Param('msisdn') msisdn: string): Promise<MyServicesDto> {
    return { items: await this.subscriptions.ofPerson(caller, msisdnIn(msisdn)) };
  }
}
