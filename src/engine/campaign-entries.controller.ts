import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswerOnceBy, type AnswerOnce } from '../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { idIn } from '../subscribers/path';
import { EntryDto, NewEntryDto } from './campaign-entries.dto';
import { CampaignEntries } from './campaign-entries.service';

@ApiTags('campaigns')
@Controller('api/v1/campaigns/:id/entries')
export class CampaignEntriesController {
  constructor(private readonly entries: CampaignEntries) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Takes part in a competition for somebody, by the free route: with the same chances as a text',
  })
  @ApiCreatedResponse({ type: EntryDto })
  enter(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() entry: NewEntryDto,
    @AnswerOnceBy() keep: AnswerOnce,
  ): Promise<EntryDto> {
    return this.entries.enter(idIn(id, 'campaign'), entry, caller, keep);
  }
}
