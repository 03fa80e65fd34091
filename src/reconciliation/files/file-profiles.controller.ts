import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { Idempotent } from '../../access/idempotent.decorator';
import { Roles } from '../../access/roles.decorator';
import { pageOf, type Page } from '../../platform/page';
import { FileProfileDto, FileProfilesDto, FileProfilesQuery, NewFileProfileDto } from './file-profile.dto';
import { FileProfiles } from './file-profiles.service';
import type { FileProfileCard } from './file-profiles.store';

@ApiTags('statements')
@Controller('api/v1/file-profiles')
@Roles('administrator', 'finance')
export class FileProfilesController {
  constructor(private readonly profiles: FileProfiles) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Says how an operator writes its files; a name that exists gets a new version',
    description:
      'Files that were imported stay as they were read. A corrected version reads the same file again.',
  })
  @ApiCreatedResponse({ type: FileProfileDto })
  async add(@Caller() caller: ApiCaller, @Body() profile: NewFileProfileDto): Promise<FileProfileDto> {
    return shown(await this.profiles.add(caller, profile));
  }

  @Get()
  @ApiOperation({ summary: 'Every version of every file profile, oldest first' })
  @ApiOkResponse({ type: FileProfilesDto })
  async page(@Query() { name, after, limit }: FileProfilesQuery): Promise<Page<FileProfileDto>> {
    return pageOf(await this.profiles.page(name, after, limit + 1), limit, shown);
  }

  @Get(':name')
  @ApiOperation({ summary: 'The version that files are read by' })
  @ApiOkResponse({ type: FileProfileDto })
  async one(@Param('name') name: string): Promise<FileProfileDto> {
    return shown(await this.profiles.newest(name));
  }
}

const shown = ({ operatorId: _operator, ...card }: FileProfileCard): FileProfileDto => card;
