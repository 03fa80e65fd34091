import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Caller, type ApiCaller } from '../../access/caller.decorator';
import { readReference } from '../../platform/reference';
import { LeaderboardDto, LeaderboardQuery } from './leaderboard.dto';
import { Leaderboard } from './leaderboard.service';

@ApiTags('campaigns')
@Controller('api/v1/campaigns/:id')
export class LeaderboardController {
  constructor(private readonly board: Leaderboard) {}

  @Get('leaderboard')
  @ApiOperation({ summary: 'Who leads in a quiz, best first; numbers are masked' })
  @ApiOkResponse({ type: LeaderboardDto })
  leaderboard(
    @Caller() caller: ApiCaller,
    @Param('id') id: string,
    @Query() { limit }: LeaderboardQuery,
  ): Promise<LeaderboardDto> {
    return this.board.top(caller, readReference(id).id, limit);
  }
}
