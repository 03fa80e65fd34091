import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../../access/caller.decorator';
import { pageOf, type Page } from '../../../platform/page';
import { PageQuery } from '../../../platform/page.dto';
import { invalid } from '../../../platform/validation.pipe';
import { idIn } from '../../../subscribers/path';
import { LIMITS } from '../draw/limits';
import { BeaconDto, DrawDto, DrawsDto, FreezeDto } from './draw.dto';
import { Drawing } from './drawing.service';
import { Draws } from './draws.service';
import type { DrawCard } from './draws.store';
import { Exclusions } from './exclusions.service';
import { Freezing } from './freezing.service';
import { noticeFaults } from './notice';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

@ApiTags('draws')
@Controller('api/v1/campaigns/:id/draws')
export class DrawsController {
  constructor(
    private readonly draws: Draws,
    private readonly freezing: Freezing,
    private readonly drawing: Drawing,
    private readonly exclusions: Exclusions,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Freezes the list of a competition that is over, and announces its draw',
    description:
      'Refused with the reason while it is open, while a text said before the close is unhandled, and for a grace after the close. Publish `announcementHash` before the beacon has its value.',
  })
  @ApiCreatedResponse({ type: DrawDto })
  async freeze(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() { exclude = [], ...asked }: FreezeDto,
  ): Promise<DrawDto> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    const { beaconSource, beaconFormat, beaconNotBefore, prizes, reserves } = asked;
    if (prizes + reserves > LIMITS.picks)
      throw invalid([{ path: 'reserves', message: `must be ${LIMITS.picks} at most, with the prizes` }]);
    await this.exclusions.add(contest.id, exclude, caller.name, 'exclude');
    const wish = {
      beacon: {
        source: beaconSource,
        format: beaconFormat,
        notBefore: new Date(beaconNotBefore).toISOString(),
      },
      ...{ prizes, reserves, despiteSetAside: asked.despiteSetAside },
      graceMs: asked.graceMinutes * MINUTE_MS,
      claimMs: asked.claimHours * HOUR_MS,
    };
    const drawId = await this.freezing.freeze(contest, wish, caller.name);
    return shownDraw(await this.draws.draw(contest, drawId));
  }

  @Get()
  @ApiOperation({ summary: 'The draws of a competition, the first one first' })
  @ApiOkResponse({ type: DrawsDto })
  async page(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() { after, limit }: PageQuery,
  ): Promise<Page<DrawDto>> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    return pageOf(await this.draws.page(contest, after, limit + 1), limit, shownDraw);
  }

  @Get(':draw')
  @ApiOperation({ summary: 'One draw: what was announced, and whether it has been drawn' })
  @ApiOkResponse({ type: DrawDto })
  async one(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
  ): Promise<DrawDto> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    return shownDraw(await this.draws.draw(contest, idIn(draw, 'draw')));
  }

  @Post(':draw/beacon')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Draws: winners and reserves follow from the list, the sealed seed and this value',
    description: 'For good. The same value again changes nothing. With `notify`, winners are told by text.',
  })
  @ApiOkResponse({ type: DrawDto })
  async beacon(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('draw') draw: string,
    @Body() { value, notify }: BeaconDto,
  ): Promise<DrawDto> {
    const contest = await this.draws.contest(caller, idIn(id, 'campaign'));
    const { id: drawId } = await this.draws.draw(contest, idIn(draw, 'draw'));
    const faults = notify ? noticeFaults(notify.texts, contest.language) : [];
    if (faults.length > 0) throw invalid(faults);
    await this.drawing.draw(contest, drawId, { value, notice: notify?.texts ?? null }, caller.name);
    return shownDraw(await this.draws.draw(contest, drawId));
  }
}

function shownDraw({ campaignId, claimMs, lines: _, number: _number, ...draw }: DrawCard): DrawDto {
  return { ...draw, campaign: campaignId, claimHours: claimMs / HOUR_MS };
}
