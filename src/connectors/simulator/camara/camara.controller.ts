import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { SimulatedNetwork } from '../network.service';
import { SimulatedOperator, type Answered, type Manner, type PaymentAnswer } from '../operator.service';
import {
  CAMARA_ERRORS,
  errorOf,
  readCreatePayment,
  readCreateRefund,
  shownPayment,
  shownRefund,
  type CamaraError,
} from './camara-wire';

const ITEMS = 100;

/**
 * The simulated operator as one that speaks CAMARA carrier billing. Any bearer token will do; without one nothing is done. There
 * while a simulator connector is.
 */
@ApiExcludeController()
@Controller('simulator/camara')
export class CamaraController {
  constructor(
    private readonly operator: SimulatedOperator,
    private readonly network: SimulatedNetwork,
  ) {}

  @Post('payments')
  async create(
    @Body() body: unknown,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.take(body, 'one', token, response);
  }

  @Post('payments/prepare')
  async prepare(
    @Body() body: unknown,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.take(body, 'two', token, response);
  }

  @Post('payments/:payment/confirm')
  @HttpCode(202)
  async confirm(
    @Param('payment') paymentId: string,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const payment = await this.known(paymentId, token, response);
    if (payment === undefined) return;
    const [answer] = await this.operator.confirm([payment]);
    this.end(response, answer, ({ status }) =>
      status === 'succeeded' ? response.status(202).end() : fail(response, CAMARA_ERRORS.cancelled),
    );
  }

  @Post('payments/:payment/cancel')
  @HttpCode(202)
  async cancel(
    @Param('payment') paymentId: string,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const payment = await this.known(paymentId, token, response);
    if (payment === undefined) return;
    const [answer] = await this.operator.cancel([payment]);
    this.end(response, answer, () => response.status(202).end());
  }

  /** The payments of one `clientCorrelator`, or of several after commas. */
  @Get('payments')
  async list(
    @Query('clientCorrelator') correlators: string | undefined,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.isOpen(token, response)) return;
    const wanted = (correlators ?? '').split(',').filter((one) => one !== '');
    if (wanted.length > ITEMS) return fail(response, CAMARA_ERRORS.invalid);
    this.end(response, await this.operator.find(wanted), ({ found }) =>
      response.json([...found.values()].map(({ payment, status }) => shownPayment(payment, status))),
    );
  }

  @Get('payments/:payment/refunds')
  async refunds(
    @Param('payment') paymentId: string,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const payment = await this.known(paymentId, token, response);
    if (payment === undefined) return;
    response.json((await this.operator.refundsOf(payment)).map(shownRefund));
  }

  @Post('payments/:payment/refunds')
  async refund(
    @Param('payment') paymentId: string,
    @Body() body: unknown,
    @Headers('authorization') token: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = readCreateRefund(body);
    if (wanted === null) return fail(response, CAMARA_ERRORS.invalid);
    if (!this.isOpen(token, response)) return;
    const payment = await this.operator.findByRemoteId(paymentId);
    if (payment === undefined) return fail(response, CAMARA_ERRORS.notFound);
    const amountMinor = wanted.amountMinor ?? payment.amountMinor - payment.refundedMinor;
    const [answer] = await this.operator.refund([
      { correlator: wanted.correlator, payment: payment.correlator, amountMinor },
    ]);
    this.end(response, answer, (given) => {
      if ('refund' in given) response.status(201).json(shownRefund(given.refund));
      else if (given.denial === 'more than was paid') fail(response, CAMARA_ERRORS.refundTooLarge);
      else fail(response, CAMARA_ERRORS.notRefundable);
    });
  }

  private async take(
    body: unknown,
    steps: Manner['steps'],
    token: string | undefined,
    response: Response,
  ): Promise<void> {
    const read = readCreatePayment(body);
    if (read === null) return fail(response, CAMARA_ERRORS.invalid);
    if (!this.isOpen(token, response)) return;
    const later = read.sink === null || steps === 'two' ? null : { sink: read.sink };
    const [answer]: PaymentAnswer[] = await this.operator.take([read.wanted], {
      steps,
      later,
      mostMinor: null,
    });
    this.end(response, answer, ({ payment, status, isKnown }) => {
      if (isKnown) fail(response, CAMARA_ERRORS.exists);
      else if (status === 'denied' && payment.denial !== null) fail(response, errorOf(payment.denial));
      else response.status(201).json(shownPayment(payment, status));
    });
  }

  /** The correlator of a payment that is there; otherwise the request has been answered. */
  private async known(
    paymentId: string,
    token: string | undefined,
    response: Response,
  ): Promise<string | undefined> {
    if (!this.isOpen(token, response)) return undefined;
    const payment = await this.operator.findByRemoteId(paymentId);
    if (payment === undefined) fail(response, CAMARA_ERRORS.notFound);
    return payment?.correlator;
  }

  private isOpen(token: string | undefined, response: Response): boolean {
    const refusal = !this.network.isOpen
      ? CAMARA_ERRORS.notFound
      : /^Bearer +\S+/i.test(token ?? '')
        ? null
        : CAMARA_ERRORS.unauthenticated;
    if (refusal !== null) fail(response, refusal);
    return refusal === null;
  }

  /** An operator that does not answer hangs up. */
  private end<T>(
    response: Response,
    answer: Answered<T> | undefined,
    write: (answered: { readonly type: 'answered' } & T) => unknown,
  ): void {
    switch (answer?.type) {
      case 'answered':
        return void write(answer);
      case 'throttled':
        response.setHeader('retry-after', Math.ceil(answer.retryAfterMs / 1_000));
        return fail(response, CAMARA_ERRORS.tooMany);
      case 'away':
        return fail(response, CAMARA_ERRORS.unavailable);
      case 'silent':
      case undefined:
        return void response.socket?.destroy();
    }
  }
}

function fail(response: Response, refusal: CamaraError): void {
  response.status(refusal.status).json(refusal);
}
