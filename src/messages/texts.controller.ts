import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { pageOf } from '../platform/page';
import { PageQuery } from '../platform/page.dto';
import { idIn } from '../subscribers/path';
import { SetAsideTexts } from './set-aside.service';
import { SetAsideTextsDto, TimelineDto } from './timeline.dto';
import { Timelines } from './timeline.service';

@ApiTags('texts')
@Controller('api/v1/texts')
export class TextsController {
  constructor(
    private readonly timelines: Timelines,
    private readonly setAside: SetAsideTexts,
  ) {}

  @Get('set-aside')
  @Roles('administrator')
  @ApiOperation({ summary: 'Texts whose decision failed, waiting for somebody to look at them' })
  @ApiOkResponse({ type: SetAsideTextsDto })
  async setAsideTexts(@Query() query: PageQuery): Promise<SetAsideTextsDto> {
    const rows = await this.setAside.page(query.after, query.limit + 1);
    return pageOf(rows, query.limit, ({ id, sender, code, body, ...row }) => ({
      id: String(id),
      from: sender,
      to: code,
      text: body,
      ...row,
    }));
  }

  @Get(':id/timeline')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'The whole story of a text: heard, decided, answered, delivered' })
  @ApiOkResponse({ type: TimelineDto })
  timeline(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<TimelineDto> {
    return this.timelines.ofText(idIn(id, 'text'), brandId);
  }

  @Post(':id/release')
  @Roles('administrator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Puts a text that was set aside back into its queue' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'It is not set aside' })
  async release(@Param('id') id: string): Promise<void> {
    await this.setAside.release(idIn(id, 'text'));
  }
}
