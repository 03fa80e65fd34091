import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { pageOf, type Page } from '../platform/page';
import { PageQuery } from '../platform/page.dto';
import { maskMsisdn } from '../text/msisdn';
import { uploadOf } from './csv-upload.service';
import {
  ImportQuery,
  ImportReportDto,
  ListChangeDto,
  ListDto,
  ListsDto,
  MembersDto,
  NewListDto,
  type MemberDto,
} from './lists.dto';
import { Lists } from './lists.service';
import type { ListCard } from './lists.store';
import { MemberImport } from './member-import.service';
import { idIn } from './path';

@ApiTags('lists')
@Controller('api/v1/lists')
export class ListsController {
  constructor(
    private readonly lists: Lists,
    private readonly imports: MemberImport,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Makes a list that people can join and leave by text' })
  @ApiCreatedResponse({ type: ListDto })
  async create(@Caller() { brandId }: ApiCaller, @Body() list: NewListDto): Promise<ListDto> {
    return shown(await this.lists.create(list, brandId));
  }

  @Get()
  @ApiOperation({ summary: 'Lists, oldest first' })
  @ApiOkResponse({ type: ListsDto })
  async page(@Caller() { brandId }: ApiCaller, @Query() query: PageQuery): Promise<Page<ListDto>> {
    return pageOf(await this.lists.page(brandId, query.after, query.limit + 1), query.limit, shown);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One list' })
  @ApiOkResponse({ type: ListDto })
  async get(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<ListDto> {
    return shown(await this.lists.get(idIn(id, 'list'), brandId));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Changes what is shown of a list, or how it is joined; never the word it is left by',
  })
  @ApiOkResponse({ type: ListDto })
  async change(
    @Caller() { brandId }: ApiCaller,
    @Param('id') id: string,
    @Body() change: ListChangeDto,
  ): Promise<ListDto> {
    return shown(await this.lists.change(idIn(id, 'list'), brandId, { ...change }));
  }

  @Get(':id/members')
  @ApiOperation({ summary: 'Who is on the list now' })
  @ApiOkResponse({ type: MembersDto })
  async members(
    @Caller() { brandId, role }: ApiCaller,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<Page<MemberDto>> {
    const members = await this.lists.members(idIn(id, 'list'), brandId, query.after, query.limit + 1);
    const rows = members.map(({ subscriberId, ...member }) => ({ id: subscriberId, ...member }));
    return pageOf(rows, query.limit, ({ msisdn, language, since }) => ({
      msisdn: msisdn !== null && role === 'brand' ? maskMsisdn(msisdn) : msisdn,
      language,
      since,
    }));
  }

  @Post(':id/members/import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Puts a file of people on the list, with a report per line',
    description:
      'Header row `msisdn[,language]`. An import lifts no opt-out: such people are skipped and reported.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'msisdn,language\n+989121234567,fa\n' } })
  @ApiOkResponse({ type: ImportReportDto })
  async import(
    @Caller() { brandId, name }: ApiCaller,
    @Param('id') id: string,
    @Query() { file = 'import.csv' }: ImportQuery,
    @Req() request: Request,
  ): Promise<ImportReportDto> {
    const list = await this.lists.get(idIn(id, 'list'), brandId);
    return this.imports.import(list, { upload: uploadOf(request), name: file, importedBy: name });
  }
}

const shown = ({ brandId: _brand, shortcodeId: _shortcode, ...list }: ListCard): ListDto => list;
