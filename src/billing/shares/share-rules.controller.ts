import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { NewShareRuleDto, ShareRuleDto, ShareRulesDto } from './share-rules.dto';
import { ShareRules } from './share-rules.service';

@ApiTags('ledger')
@Roles('administrator', 'finance')
@Controller('api/v1/ledger/share-rules')
export class ShareRulesController {
  constructor(private readonly rules: ShareRules) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Says who gets what from an instant on',
    description:
      'The rule that says most about a payment holds for it: one that names the service before one that names the provider, before one that names the operator; of equals the latest. A rule is never changed: make a later one.',
  })
  @ApiCreatedResponse({ type: ShareRuleDto })
  create(
    @Caller() caller: ApiCaller,
    @Body() rule: NewShareRuleDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<ShareRuleDto> {
    return this.rules.create(caller, rule, keep);
  }

  @Get()
  @ApiOperation({ summary: 'Every rule there is or was, oldest first' })
  @ApiOkResponse({ type: ShareRulesDto })
  page(@Query() query: PageQuery): Promise<ShareRulesDto> {
    return this.rules.page(query);
  }
}
