import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { pageOf, type Page } from '../../platform/page';
import { listOfMany } from '../../platform/validation.pipe';
import { uploadOf } from '../../subscribers/csv-upload.service';
import { idIn } from '../../subscribers/path';
import { serviceIdIn } from '../services/service-path';
import {
  ContentItemsDto,
  ContentQuery,
  ContentReportDto,
  GapsDto,
  GapsQuery,
  NewContentDto,
  type ContentItemDto,
} from './content.dto';
import { CONTENT_LIMITS } from './content-line';
import { asLines, Content } from './content.service';

@ApiTags('services')
@Controller('api/v1/services/:id/content')
export class ContentController {
  constructor(private readonly content: Content) {}

  @Get()
  @ApiOperation({ summary: 'What will be sent, and what was' })
  @ApiOkResponse({ type: ContentItemsDto })
  async page(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() query: ContentQuery,
  ): Promise<Page<ContentItemDto>> {
    return pageOf(await this.content.page(caller, serviceIdIn(id), query), query.limit, (item) => item);
  }

  @Get('gaps')
  @ApiOperation({ summary: 'Days, from today on, for which there should be content and is none' })
  @ApiOkResponse({ type: GapsDto })
  gaps(@Caller() caller: ApiCaller, @Param('id') id: string, @Query() { days }: GapsQuery): Promise<GapsDto> {
    return this.content.gaps(caller, serviceIdIn(id), days);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Adds items, or replaces those of a day that has not begun; with a report per element',
  })
  @ApiBody({ type: [NewContentDto] })
  @ApiOkResponse({ type: ContentReportDto })
  put(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body(listOfMany(NewContentDto, CONTENT_LIMITS.items)) items: readonly NewContentDto[],
  ): Promise<ContentReportDto> {
    return this.content.put(caller, serviceIdIn(id), asLines(items));
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The same from a file, with a report per line',
    description: 'Header row `day[,language],body`. The same file sent again changes nothing.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', example: 'day,language,body\n2026-05-01,en,A good day for meetings.\n' },
  })
  @ApiOkResponse({ type: ContentReportDto })
  import(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<ContentReportDto> {
    return this.content.import(caller, serviceIdIn(id), uploadOf(request));
  }

  @Delete(':item')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back an item whose hour has not come' })
  @ApiNoContentResponse()
  async remove(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('item') item: string,
  ): Promise<void> {
    await this.content.remove(caller, serviceIdIn(id), idIn(item, 'item'));
  }
}
