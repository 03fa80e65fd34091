import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { ApiCaller } from '../../access/caller.decorator';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { KINDS } from '../kinds.token';
import type { Kinds } from '../kinds';
import { choicesOf } from './choices-of';
import { readEntries, type EntryCard } from './entries.store';
import type { ResultsDto, TallyDto, TallyHourDto } from './results.dto';
import { countEntries, countPeople, findCampaign, type CampaignCard } from './results.store';
import { tallied, type TalliedChoice } from './tally';
import { readHourlyVotes, readVotes, type HourVotes } from './tally.store';

/** A month of hours. */
const MOST_HOURS = 744;

/** A tally as it stands, without its hours: what listeners are told. */
export interface LiveTally {
  readonly campaign: number;
  readonly total: number;
  readonly choices: readonly TalliedChoice[];
}

/** What became of a campaign: counts, tallies, entries. A brand's own key sees its own campaigns. */
@Injectable()
export class Results {
  constructor(
    private readonly database: Database,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  /** Throws NOT_FOUND for a campaign that is not there for this caller. */
  async campaign({ brandId }: ApiCaller, id: number | null): Promise<CampaignCard> {
    const card = id === null ? null : await findCampaign(this.database.sql, id, brandId);
    if (!card) throw new Problem('NOT_FOUND', 'There is no such campaign.');
    return card;
  }

  async results(campaign: CampaignCard): Promise<ResultsDto> {
    const { id, kind, timezone } = campaign;
    const [counts, people, { choices }] = await Promise.all([
      countEntries(this.database.sql, id, timezone),
      countPeople(this.database.sql, id),
      this.live(campaign),
    ]);
    const all = counts.find(({ by }) => by === 'all');
    const hours = counts
      .flatMap(({ by, hour, entries, counted }) =>
        by === 'hour' && hour ? [{ hour, entries, counted }] : [],
      )
      .sort((a, b) => a.hour.getTime() - b.hour.getTime());
    return {
      campaign: id,
      kind,
      entries: all?.entries ?? 0,
      counted: all?.counted ?? 0,
      people: people.people,
      peopleCounted: people.counted,
      outcomes: counts.flatMap(({ by, outcome, entries, counted }) =>
        by === 'outcome' && outcome !== null ? [{ outcome, entries, counted }] : [],
      ),
      operators: counts.flatMap(({ by, operator, entries, counted }) =>
        by === 'operator' ? [{ operator, entries, counted }] : [],
      ),
      hours: hours.slice(-MOST_HOURS).map((row) => ({ ...row, hour: local(row.hour, timezone) })),
      choices,
    };
  }

  async tally(campaign: CampaignCard): Promise<TallyDto> {
    const { id, timezone } = campaign;
    const [live, hourly] = await Promise.all([
      this.live(campaign),
      readHourlyVotes(this.database.sql, id, timezone, MOST_HOURS),
    ]);
    return { ...live, hours: byHour(hourly, timezone) };
  }

  /** The live tally of a campaign that may have been changed meanwhile. */
  async liveNow(campaign: CampaignCard): Promise<LiveTally> {
    return this.live((await findCampaign(this.database.sql, campaign.id, null)) ?? campaign);
  }

  async live({ id, kind, settings, language }: CampaignCard): Promise<LiveTally> {
    const votes = await readVotes(this.database.sql, id);
    const offered = choicesOf(this.kinds.get(kind), settings);
    const total = votes.reduce((sum, row) => sum + row.votes, 0);
    return { campaign: id, total, choices: tallied(offered, votes, language) };
  }

  entries({ id }: CampaignCard, outcome: string | null, after: number, limit: number): Promise<EntryCard[]> {
    return readEntries(this.database.sql, { campaignId: id, outcome }, after, limit);
  }
}

function byHour(rows: readonly HourVotes[], zone: string): TallyHourDto[] {
  const hours = new Map<number, TallyHourDto>();
  for (const { hour, choice, votes } of rows) {
    const known = hours.get(hour.getTime()) ?? { hour: local(hour, zone), total: 0, votes: {} };
    hours.set(hour.getTime(), {
      ...known,
      total: known.total + votes,
      votes: { ...known.votes, [choice]: votes },
    });
  }
  return [...hours.values()];
}

const local = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toISO() ?? at.toISOString();
