import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf, type Page } from '../../platform/page';
import { oneOrMany, type OneOrMany } from '../../platform/validation.pipe';
import { idIn } from '../../subscribers/path';
import {
  ChargeRefundDto,
  ManualEndDto,
  NewRefundDto,
  REFUND_LIMITS,
  RefundDto,
  refundDto,
  RefundsDto,
  RefundsQuery,
  RefusedRefundDto,
} from './refund.dto';
import type { RefundWish } from './refund-plan';
import { Refunds, type RefundAnswer } from './refunds.service';

const ABOUT = `Charges and refunds together never exceed what was taken: what would is refused as CONFLICT with the reason
REFUND_EXCEEDS_CHARGE and what is left. Of an array each is granted or refused for itself, in turn; it is answered in order, and what
is refused is \`{ "error": … }\`.`;

@ApiTags('refunds')
@ApiExtraModels(NewRefundDto, RefundDto, RefusedRefundDto)
@Controller('api/v1')
export class RefundsController {
  constructor(private readonly refunds: Refunds) {}

  @Post('charges/:id/refunds')
  @Roles('administrator', 'finance', 'care')
  @Idempotent()
  @ApiOperation({ summary: 'Gives a charge back, or a part of it' })
  @ApiCreatedResponse({ type: RefundDto })
  @ApiConflictResponse({ description: 'It was not charged, or no so much is left' })
  async give(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() wish: ChargeRefundDto,
  ): Promise<RefundDto> {
    return this.one(wishOf({ ...wish, charge: idIn(id, 'charge') }, caller), keep);
  }

  @Post('refunds')
  @Roles('administrator', 'finance', 'care')
  @Idempotent()
  @ApiOperation({ summary: 'Gives charges back, one or an array of up to 1,000', description: ABOUT })
  @ApiBody({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(NewRefundDto) },
        { type: 'array', maxItems: REFUND_LIMITS.refunds, items: { $ref: getSchemaPath(NewRefundDto) } },
      ],
    },
  })
  @ApiCreatedResponse({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(RefundDto) },
        {
          type: 'array',
          items: { oneOf: [{ $ref: getSchemaPath(RefundDto) }, { $ref: getSchemaPath(RefusedRefundDto) }] },
        },
      ],
    },
  })
  async giveMany(
    @Caller() caller: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Body(oneOrMany(NewRefundDto, REFUND_LIMITS.refunds)) { items, single }: OneOrMany<NewRefundDto>,
  ): Promise<RefundDto | (RefundDto | RefusedRefundDto)[]> {
    const wishes = items.map((wish) => wishOf(wish, caller));
    const [first] = wishes;
    if (single && first) return this.one(first, keep);
    return (await this.refunds.ask(wishes, (sql, answers) => keep(sql, answers.map(shown)))).map(shown);
  }

  @Get('refunds')
  @Roles('administrator', 'finance', 'care', 'brand')
  @ApiOperation({ summary: 'Refunds, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: RefundsDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: RefundsQuery): Promise<Page<RefundDto>> {
    const { state, charge, after, limit } = query;
    const filter = {
      ...(state === undefined ? {} : { state }),
      ...(charge === undefined ? {} : { chargeId: charge }),
    };
    return pageOf(await this.refunds.page({ ...filter, brandId, after, limit: limit + 1 }), limit, refundDto);
  }

  @Post('refunds/:id/settle')
  @HttpCode(200)
  @Roles('administrator', 'finance')
  @Idempotent()
  @ApiOperation({ summary: 'Closes a refund that somebody has seen to by hand' })
  @ApiOkResponse({ type: RefundDto })
  @ApiConflictResponse({ description: 'It is not a manual one' })
  async settle(
    @Caller() { name }: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() { outcome, remoteId, note }: ManualEndDto,
  ): Promise<RefundDto> {
    const end = { outcome, remoteId: remoteId ?? null, note };
    const card = await this.refunds.settle(idIn(id, 'refund'), end, name, (sql, settled) =>
      keep(sql, refundDto(settled)),
    );
    return refundDto(card);
  }

  /** A refusal did nothing and keeps nothing: it may be asked again. */
  private async one(wish: RefundWish, keep: AnswerOnce): Promise<RefundDto> {
    const [answer] = await this.refunds.ask([wish], (sql, [given]) =>
      given?.type === 'refund' ? keep(sql, refundDto(given.refund)) : Promise.resolve(),
    );
    if (answer?.type === 'refund') return refundDto(answer.refund);
    throw answer?.problem ?? new Error('a refund was not answered');
  }
}

/** A key of the caller's own names a refund of that one charge. */
const wishOf = ({ charge, amount, reason, key }: NewRefundDto, { name }: ApiCaller): RefundWish => ({
  key: `api:${charge}:${key ?? randomUUID()}`,
  chargeId: charge,
  amountMinor: amount === undefined ? null : BigInt(amount.minor),
  currency: amount?.currency ?? null,
  reason,
  actor: name,
});

const shown = (answer: RefundAnswer): RefundDto | RefusedRefundDto =>
  answer.type === 'refund' ? refundDto(answer.refund) : { error: answer.problem.toJson() };
