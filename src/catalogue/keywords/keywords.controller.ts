import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { readReference } from '../../platform/reference';
import { oneOrMany, type OneOrMany } from '../../platform/validation.pipe';
import {
  CheckedDto,
  CheckQuery,
  LeaseChangesDto,
  LeaseDto,
  LeasesDto,
  LeasesQuery,
  NewLeaseDto,
} from './keyword.dto';
import { KeywordsService } from './keywords.service';

const MOST_LEASES = 1_000;
const oneOrManyOf = (dto: typeof NewLeaseDto | typeof LeaseDto) => ({
  schema: { oneOf: [{ $ref: getSchemaPath(dto) }, { type: 'array', items: { $ref: getSchemaPath(dto) } }] },
});

@ApiTags('catalogue')
@ApiExtraModels(NewLeaseDto, LeaseDto)
@Controller('api/v1/keywords')
export class KeywordsController {
  constructor(private readonly keywords: KeywordsService) {}

  @Post()
  @ApiOperation({
    summary: 'Leases a keyword, or up to 1,000, to a brand: all or none. KEYWORD_TAKEN names the other side',
  })
  @ApiBody(oneOrManyOf(NewLeaseDto))
  @ApiCreatedResponse(oneOrManyOf(LeaseDto))
  async lease(
    @Caller() caller: ApiCaller,
    @Body(oneOrMany(NewLeaseDto, MOST_LEASES)) asked: OneOrMany<NewLeaseDto>,
  ): Promise<LeaseDto | readonly LeaseDto[] | undefined> {
    const leased = await this.keywords.lease(caller, asked);
    return asked.single ? leased[0] : leased;
  }

  @Get()
  @ApiOperation({ summary: 'Leases with their aliases; for a brand’s own key, its own' })
  @ApiOkResponse({ type: LeasesDto })
  list(@Caller() caller: ApiCaller, @Query() query: LeasesQuery): Promise<LeasesDto> {
    return this.keywords.list(caller, query);
  }

  @Get('check')
  @ApiOperation({
    summary:
      'What a word would collide with: the same key, beginnings, slips, reserved words, other languages',
  })
  @ApiOkResponse({ type: CheckedDto })
  check(@Caller() caller: ApiCaller, @Query() query: CheckQuery): Promise<CheckedDto> {
    return this.keywords.check(caller, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One lease' })
  @ApiOkResponse({ type: LeaseDto })
  one(@Caller() caller: ApiCaller, @Param('id') id: string): Promise<LeaseDto> {
    return this.keywords.one(caller, readReference(id).id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Ends a lease, or prolongs it; its aliases go with it' })
  @ApiOkResponse({ type: LeaseDto })
  change(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() changes: LeaseChangesDto,
  ): Promise<LeaseDto> {
    return this.keywords.change(caller, readReference(id).id, changes);
  }
}
