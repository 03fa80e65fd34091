import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { maskMsisdn } from '../platform/mask';
import { pageOf, type Page } from '../platform/page';
import type { CallCard } from './call-log.store';
import { CallsDto, CallSecretDto, CallSecretQuery, CallsQuery, type CallDto } from './call.dto';
import { Calls } from './calls.service';
import { REPLAY_WINDOW_MINUTES } from './webhook-signature';

const ABOUT = `A campaign of the kind "webhook" asks the brand's own server what to reply. The question is POSTed as
\`{ "id", "type": "call", "at", "brand", "data" }\` and signed as webhooks are: \`Parola-Signature: t=<unix seconds>,v1=<hex>\`, where v1
is HMAC-SHA256 of this secret over t, a dot and the body as it came. Refuse what is not signed so, and what was signed more than
${REPLAY_WINDOW_MINUTES} minutes ago. Answer 200 to 299 and \`{ "reply": "…" }\`, or \`{ "reply": { "fa": "…", "en": "…" } }\`; an empty object says
nothing. A question may come twice: its id stays the same. What could not be answered in time is told all the same, for 72 hours.`;

@ApiTags('webhooks')
@Controller('api/v1/calls')
export class CallsController {
  constructor(private readonly calls: Calls) {}

  @Get()
  @ApiOperation({ summary: 'What brands’ servers were asked, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: CallsDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: CallsQuery): Promise<Page<CallDto>> {
    const { brand, after, limit } = query;
    return pageOf(await this.calls.page(brand, brandId, after, limit + 1), limit, shown);
  }

  @Get('secret')
  @ApiOperation({ summary: 'What signs the questions to a brand’s servers', description: ABOUT })
  @ApiOkResponse({ type: CallSecretDto })
  async secret(
    @Caller() { brandId }: ApiCaller,
    @Query() { brand }: CallSecretQuery,
  ): Promise<CallSecretDto> {
    return { brand: String(brand), secret: await this.calls.secret(brand, brandId) };
  }

  @Post('secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Draws a new secret; the next question is signed with it' })
  @ApiOkResponse({ type: CallSecretDto })
  async redraw(@Caller() { brandId }: ApiCaller, @Body() { brand }: CallSecretQuery): Promise<CallSecretDto> {
    return { brand: String(brand), secret: await this.calls.redraw(brand, brandId) };
  }
}

const shown = ({ msisdn, ...call }: CallCard): CallDto => ({
  ...call,
  msisdn: msisdn === null ? null : maskMsisdn(msisdn),
});
