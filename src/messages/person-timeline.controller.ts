import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { cursorAfter } from '../platform/page';
import { PageQuery } from '../platform/page.dto';
import { msisdnIn } from '../subscribers/path';
import { PersonTimelineDto } from './timeline.dto';
import { Timelines } from './timeline.service';

@ApiTags('subscribers')
@Controller('api/v1/subscribers')
export class PersonTimelineController {
  constructor(private readonly timelines: Timelines) {}

  @Get(':msisdn/timeline')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({
    summary: "One person's story end to end, oldest first",
    description:
      '`limit` counts what began something: a text, a message of ours, an act of staff. All that followed comes with it.',
  })
  @ApiOkResponse({ type: PersonTimelineDto })
  async timeline(
    @Caller() { brandId }: ApiCaller,
    @Param('msisdn') msisdn: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<PersonTimelineDto> {
    const { events, hasMore } = await this.timelines.ofPerson(msisdnIn(msisdn), { brandId, after, limit });
    return { items: events, next: hasMore ? cursorAfter(after + limit) : null };
  }
}
