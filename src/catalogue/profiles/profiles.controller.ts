import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { API_ROLES, Caller, type ApiCaller } from '../../access/caller.decorator';
import { Roles } from '../../access/roles.decorator';
import { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { readReference } from '../../platform/reference';
import type { Profile } from '../../rules/profile';
import { AtQuery, NewProfileVersionDto, ProfilesDto, ProfileSummaryDto } from './profile.dto';
import { ProfilesService } from './profiles.service';

@ApiTags('profiles')
@Controller('api/v1/profiles')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Get()
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'Every version of every rule profile' })
  @ApiOkResponse({ type: ProfilesDto })
  list(@Query() query: PageQuery): Promise<ProfilesDto> {
    return this.profiles.list(query);
  }

  @Get(':profile')
  @Roles(...API_ROLES)
  @ApiOperation({ summary: 'The whole profile as it stands, or stood, at an instant' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  inForce(@Param('profile') profile: string, @Query() { at }: AtQuery): Promise<Profile> {
    return this.profiles.inForce(profile, at);
  }

  @Post(':profile/versions')
  @Roles('administrator')
  @ApiOperation({ summary: 'Proposes a version; another key has to approve it' })
  @ApiCreatedResponse({ type: ProfileSummaryDto })
  propose(
    @Caller() caller: ApiCaller,
    @Param('profile') profile: string,
    @Body() version: NewProfileVersionDto,
  ): Promise<ProfileSummaryDto> {
    return this.profiles.propose(caller, profile, version);
  }

  @Post(':profile/versions/:version/approve')
  @HttpCode(200)
  @Roles('administrator')
  @ApiOperation({ summary: 'Approves what another key proposed' })
  @ApiOkResponse({ type: ProfileSummaryDto })
  approve(
    @Caller() caller: ApiCaller,
    @Param('profile') profile: string,
    @Param('version') version: string,
  ): Promise<ProfileSummaryDto> {
    return this.profiles.approve(caller, profile, versionIn(version));
  }

  @Post(':profile/versions/:version/refuse')
  @HttpCode(200)
  @Roles('administrator')
  @ApiOperation({ summary: 'Refuses a proposal, or takes back one’s own' })
  @ApiOkResponse({ type: ProfileSummaryDto })
  refuse(
    @Caller() caller: ApiCaller,
    @Param('profile') profile: string,
    @Param('version') version: string,
  ): Promise<ProfileSummaryDto> {
    return this.profiles.refuse(caller, profile, versionIn(version));
  }
}

function versionIn(path: string): number {
  const { id } = readReference(path);
  if (id === null) throw new Problem('NOT_FOUND', `There is no version "${path}".`);
  return id;
}
