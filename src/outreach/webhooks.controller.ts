import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { maskMsisdn } from '../platform/mask';
import { pageOf, type Page } from '../platform/page';
import { PageQuery } from '../platform/page.dto';
import { Problem } from '../platform/problem';
import { readReference } from '../platform/reference';
import type { DeliveryCard } from './webhook-deliveries.store';
import { REPLAY_WINDOW_MINUTES } from './webhook-signature';
import {
  DeliveriesDto,
  DeliveriesQuery,
  NewWebhookDto,
  ReplayDto,
  ReplayedDto,
  ShownWebhookDto,
  WebhookChangeDto,
  WebhookDto,
  WebhooksDto,
  WebhookTestDto,
  type DeliveryDto,
} from './webhook.dto';
import { Webhooks } from './webhooks.service';
import type { WebhookCard } from './webhooks.store';

const ABOUT = `Each event is POSTed as \`{ "id", "type", "at", "brand", "data" }\` with \`Parola-Event-Id\`, \`Parola-Event-Type\` and
\`Parola-Signature: t=<unix seconds>,v1=<hex>\`, where v1 is HMAC-SHA256 of the secret over t, a dot and the body as it came. Refuse what
is not signed so, and what was signed more than ${REPLAY_WINDOW_MINUTES} minutes ago. Answer 200 to 299 within five seconds; redirects are not followed. Anything else is
tried again after a second, doubled up to ten minutes, for 72 hours. An event may arrive twice: its id stays the same. Events of one
person arrive in the order they happened; a replay bears \`Parola-Replay: true\`.

\`subscription\`: \`data.event\` is pending, trial, active, renewed, grace, suspended or ended, with the \`state\` it came to, the one it
\`was\` in, the \`reason\`, the \`channel\` by which it happened (text, api, care, operator, portal, timer, charge, file) and the period that
is paid for. \`charge\`: \`data.event\` is charged, refused (with its \`failure\`), voided or refunded, with the \`amount\` that was meant.`;

@ApiTags('webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Post()
  @ApiOperation({
    summary: 'Has a brand told what happens, and shows the secret this once',
    description: ABOUT,
  })
  @ApiCreatedResponse({ type: ShownWebhookDto })
  async create(@Caller() { brandId }: ApiCaller, @Body() webhook: NewWebhookDto): Promise<ShownWebhookDto> {
    const { secret, ...card } = await this.webhooks.create(webhook, brandId);
    return { ...shown(card), secret };
  }

  @Get()
  @ApiOperation({ summary: 'Webhooks, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: WebhooksDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: PageQuery): Promise<Page<WebhookDto>> {
    return pageOf(await this.webhooks.page(brandId, query.after, query.limit + 1), query.limit, shown);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook, and how its server fares' })
  @ApiOkResponse({ type: WebhookDto })
  async get(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<WebhookDto> {
    return shown(await this.webhooks.get(webhookIn(id), brandId));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes address or types, pauses or resumes; the server is tried at once' })
  @ApiOkResponse({ type: WebhookDto })
  async change(
    @Caller() { brandId }: ApiCaller,
    @Param('id') id: string,
    @Body() change: WebhookChangeDto,
  ): Promise<WebhookDto> {
    return shown(await this.webhooks.change(webhookIn(id), brandId, { ...change }));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends it; what still waits is not sent' })
  @ApiNoContentResponse()
  async remove(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<void> {
    await this.webhooks.remove(webhookIn(id), brandId);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Draws a new secret, and shows it this once; the next request is signed with it' })
  @ApiOkResponse({ type: ShownWebhookDto })
  async redraw(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<ShownWebhookDto> {
    const { secret, ...card } = await this.webhooks.redraw(webhookIn(id), brandId);
    return { ...shown(card), secret };
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends an event of the type "test" now, and tells what the server answered' })
  @ApiOkResponse({ type: WebhookTestDto })
  test(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<WebhookTestDto> {
    return this.webhooks.test(webhookIn(id), brandId);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What was told, what waits, and what was given up' })
  @ApiOkResponse({ type: DeliveriesDto })
  async deliveries(
    @Caller() { brandId }: ApiCaller,
    @Param('id') id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<Page<DeliveryDto>> {
    const { state = null, after, limit } = query;
    const rows = await this.webhooks.deliveries(webhookIn(id), brandId, { state, after, limit: limit + 1 });
    return pageOf(rows, limit, told);
  }

  @Post(':id/replay')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({ summary: 'Tells stored events again, under the ids they had' })
  @ApiOkResponse({ type: ReplayedDto })
  async replay(
    @Caller() { brandId }: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Param('id') id: string,
    @Body() { from, to, types }: ReplayDto,
  ): Promise<ReplayedDto> {
    const span = {
      from: new Date(from),
      ...(to === undefined ? {} : { to: new Date(to) }),
      ...(types === undefined ? {} : { types }),
    };
    return this.webhooks.replay(webhookIn(id), brandId, span, keep);
  }
}

function webhookIn(path: string): number {
  const { id } = readReference(path);
  if (id === null) throw new Problem('NOT_FOUND', `There is no webhook "${path}".`);
  return id;
}

const shown = ({ brandId: _brand, ...webhook }: WebhookCard): WebhookDto => webhook;

const told = ({ eventId, msisdn, isReplay, ...delivery }: DeliveryCard): DeliveryDto => ({
  ...delivery,
  event: String(eventId),
  msisdn: msisdn === null ? null : maskMsisdn(msisdn),
  replay: isReplay,
});
