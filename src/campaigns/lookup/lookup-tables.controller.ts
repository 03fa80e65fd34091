import { Body, Controller, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { pageOf, type Page } from '../../platform/page';
import { PageQuery } from '../../platform/page.dto';
import { uploadOf } from '../../subscribers/csv-upload.service';
import { idIn } from '../../subscribers/path';
import { LookupTableDto, LookupTablesDto, NewLookupTableDto } from './lookup-table.dto';
import { LookupTables } from './lookup-tables.service';

@ApiTags('campaigns')
@Controller('api/v1/lookup-tables')
export class LookupTablesController {
  constructor(private readonly tables: LookupTables) {}

  @Post()
  @ApiOperation({ summary: 'Makes a table that look-up campaigns answer from, still empty' })
  @ApiCreatedResponse({ type: LookupTableDto })
  create(@Caller() caller: ApiCaller, @Body() table: NewLookupTableDto): Promise<LookupTableDto> {
    return this.tables.create(caller, table);
  }

  @Get()
  @ApiOperation({ summary: 'Tables, oldest first; for a brand’s own key, its own' })
  @ApiOkResponse({ type: LookupTablesDto })
  async page(
    @Caller() caller: ApiCaller,
    @Query() { after, limit }: PageQuery,
  ): Promise<Page<LookupTableDto>> {
    return pageOf(await this.tables.page(caller, after, limit + 1), limit, (table) => table);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One table' })
  @ApiOkResponse({ type: LookupTableDto })
  one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<LookupTableDto> {
    return this.tables.get(caller, idIn(id, 'table'));
  }

  @Put(':id/rows')
  @ApiOperation({
    summary: 'Replaces every row by those of a file',
    description:
      'A header row with the table’s columns. Until the whole file is stored and right, everybody is answered from the old one; a file with a wrong line changes nothing.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'number,name,points\n4711,Sara,18.5\n' } })
  @ApiOkResponse({ type: LookupTableDto })
  replace(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<LookupTableDto> {
    return this.tables.replace(caller, idIn(id, 'table'), uploadOf(request));
  }
}
