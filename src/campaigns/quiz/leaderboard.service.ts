import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { maskMsisdn } from '../../text/msisdn';
import type { LeaderboardDto } from './leaderboard.dto';
import { findCampaign } from '../results/results.store';
import { readLeaders } from './leaderboard.store';
import { quiz } from './quiz';

/** Who leads in a quiz. Numbers are masked: a board is made to be shown. */
@Injectable()
export class Leaderboard {
  constructor(private readonly database: Database) {}

  /** Throws NOT_FOUND for a campaign that is not there for this caller, CONFLICT for one that is no quiz. */
  async top({ brandId }: ApiCaller, id: number | null, most: number): Promise<LeaderboardDto> {
    const { sql } = this.database;
    const campaign = id === null ? null : await findCampaign(sql, id, brandId);
    if (!campaign) throw new Problem('NOT_FOUND', 'There is no such campaign.');
    if (campaign.kind !== quiz.name)
      throw new Problem('CONFLICT', `A campaign of the kind ${campaign.kind} has no leaderboard.`);
    const leaders = await readLeaders(sql, campaign.id, most);
    return {
      items: leaders.map(({ msisdn, total, at }, index) => ({
        place: index + 1,
        msisdn: maskMsisdn(msisdn),
        points: total,
        at,
      })),
    };
  }
}
