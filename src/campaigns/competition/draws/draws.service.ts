import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../../access/caller.decorator';
import { Database } from '../../../platform/database.service';
import { Problem } from '../../../platform/problem';
import type { Seal } from '../draw/seal';
import { readSeals } from './contest-list.store';
import { readContacts, readResults, type ContactCard, type ResultCard } from './draw-results.store';
import { findContest, findDraw, readDraws, type Contest, type DrawCard } from './draws.store';

const FOREVER = new Date('9999-01-01T00:00:00Z');

/** Contests and their draws, as far as a caller may see them: a brand's own key sees its own. */
@Injectable()
export class Draws {
  constructor(private readonly database: Database) {}

  async contest({ brandId }: Pick<ApiCaller, 'brandId'>, id: number): Promise<Contest> {
    const contest = await findContest(this.database.sql, id, brandId);
    if (!contest) throw new Problem('NOT_FOUND', 'There is no such campaign.');
    return contest;
  }

  /** A draw of a contest the caller may see; any draw there is when `contest` is null. */
  async draw(contest: Contest | null, drawId: number): Promise<DrawCard> {
    const draw = await findDraw(this.database.sql, drawId, contest?.id ?? null);
    if (!draw) throw new Problem('NOT_FOUND', 'There is no such draw.');
    return draw;
  }

  /** The same, once it has been drawn. */
  async drawn(contest: Contest, drawId: number): Promise<DrawCard> {
    const draw = await this.draw(contest, drawId);
    if (draw.state !== 'drawn')
      throw new Problem('CONFLICT', 'It has not been drawn: the value of the beacon is missing.');
    return draw;
  }

  page(contest: Contest, after: number, limit: number): Promise<DrawCard[]> {
    return readDraws(this.database.sql, contest.id, after, limit);
  }

  results(draw: DrawCard, after: number, limit: number): Promise<ResultCard[]> {
    return readResults(this.database.sql, draw.id, after, limit);
  }

  contacts(draw: DrawCard, after: number, limit: number): Promise<ContactCard[]> {
    return readContacts(this.database.sql, draw.id, after, limit);
  }

  seals(campaignId: number, after: Date, limit: number): Promise<Seal[]> {
    return readSeals(this.database.sql, campaignId, after, FOREVER, limit);
  }
}
