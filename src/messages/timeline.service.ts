import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import { findPerson } from '../subscribers/people.store';
import { maskMsisdn } from '../text/msisdn';
import { readChapters, type ChapterFilter } from './chapters.store';
import { inOrder, type StoryEvent } from './story';
import { eventsOfMessages, eventsOfTexts, isMessageOf, isTextOf, repliesTo } from './timeline.store';
import type { TimelineDto } from './timeline.dto';

/** Stories out of the records: what was said, decided, answered and delivered. `brandId` null: staff, who see numbers. */
@Injectable()
export class Timelines {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
  ) {}

  /** From the carrier's door to the last report of the last reply. */
  async ofText(id: number, brandId: number | null): Promise<TimelineDto> {
    const { sql } = this.database;
    if (!(await isTextOf(sql, id, brandId))) throw new Problem('NOT_FOUND', `There is no text ${id}.`);
    const events = [
      ...(await eventsOfTexts(sql, [id])),
      ...(await eventsOfMessages(sql, await repliesTo(sql, [id]))),
    ];
    return { id: String(id), events: told(events, brandId) };
  }

  async ofMessage(id: number, brandId: number | null): Promise<TimelineDto> {
    const { sql } = this.database;
    if (!(await isMessageOf(sql, id, brandId))) throw new Problem('NOT_FOUND', `There is no message ${id}.`);
    return { id: String(id), events: told(await eventsOfMessages(sql, [id]), brandId) };
  }

  /**
   * One person's story: their texts, what they agreed to and what we started, each with all that followed from it. A page holds
   * the next `limit` chapters, oldest first.
   */
  async ofPerson(
    msisdn: string,
    filter: Omit<ChapterFilter, 'senderHash' | 'subscriberId'>,
  ): Promise<{ events: StoryEvent[]; hasMore: boolean }> {
    const { sql } = this.database;
    const senderHash = this.identity.hashOf(msisdn);
    const person = await findPerson(sql, senderHash);
    if (!person) throw new Problem('NOT_FOUND', 'Nobody with this number is known.');
    const read = await readChapters(sql, {
      ...filter,
      limit: filter.limit + 1,
      senderHash,
      subscriberId: person.id,
    });
    const chapters = read.slice(0, filter.limit);
    const textIds = chapters.flatMap(({ textId }) => (textId === null ? [] : [textId]));
    const started = chapters.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
    const acts = chapters.flatMap(({ consent }) => (consent === null ? [] : [consent]));
    const sent = [...started, ...(await repliesTo(sql, textIds))];
    const events = [...(await eventsOfTexts(sql, textIds)), ...acts, ...(await eventsOfMessages(sql, sent))];
    return { events: told(events, filter.brandId), hasMore: read.length > filter.limit };
  }
}

/** In order; a brand does not see whole numbers, nor what else we know of the person. */
function told(events: readonly StoryEvent[], brandId: number | null): StoryEvent[] {
  const shown = brandId === null ? events : events.map(discreet);
  return inOrder(shown);
}

function discreet(event: StoryEvent): StoryEvent {
  if (event.type === 'heard') return { ...event, from: event.from === null ? null : maskMsisdn(event.from) };
  return event.type === 'decided' ? { ...event, facts: null } : event;
}
