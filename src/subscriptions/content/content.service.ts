import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { readCsv } from '../../subscribers/csv-upload.service';
import type { Service } from '../services/service';
import { Services } from '../services/services.service';
import { dayAt, daysLater, dueAt, isDay } from './calendar';
import type { ContentItemDto, ContentLineDto, ContentQuery, ContentReportDto, GapsDto } from './content.dto';
import {
  deleteItem,
  findItem,
  putItems,
  readFilled,
  readItems,
  type ContentItem,
  type PutResult,
} from './content-items.store';
import { readLine, withoutRepeats, type GivenLine, type ReadLine } from './content-line';
import { gapsOf, urgentGaps } from './gaps';

const FILE_LIMITS = { bytes: 5 * 1_024 * 1_024, lines: 10_000 } as const;
const LAST_DAY = '2200-12-31';
const COLUMNS = { required: ['day', 'body'], optional: ['language'] } as const;

/** What a service sends on which day. What has begun to leave is never changed. */
@Injectable()
export class Content {
  constructor(
    private readonly database: Database,
    private readonly services: Services,
    private readonly clock: Clock,
  ) {}

  async page(
    caller: ApiCaller,
    id: number,
    { from, to = LAST_DAY, after, limit }: ContentQuery,
  ): Promise<ContentItemDto[]> {
    const { service } = await this.services.get(caller, id);
    const days = { from: from ?? dayAt(this.clock.now(), service), to };
    for (const [path, day] of Object.entries(days)) {
      if (!isDay(day)) throw invalid([{ path, message: 'must be a day such as 2026-05-01' }]);
    }
    const items = await readItems(this.database.sql, id, days, after, limit + 1);
    return items.map((item) => show(service, item));
  }

  /** Keeps what can be kept, and says of each line what became of it. Given again, it changes nothing. */
  async put(caller: ApiCaller, id: number, given: readonly GivenLine[]): Promise<ContentReportDto> {
    const { service } = await this.services.get(caller, id);
    if (service.state === 'closed') throw new Problem('CONFLICT', 'The service is closed.');
    const now = this.clock.now();
    const read = withoutRepeats(given.map((line) => readLine(service, line, now)));
    const items = read.flatMap((one) => (one.type === 'item' ? [one.item] : []));
    const results = await this.database.transaction((tx) => putItems(tx, id, items, now));
    return reportOf(read, results);
  }

  async import(caller: ApiCaller, id: number, upload: Readable): Promise<ContentReportDto> {
    // Whoever may not have it need not send it.
    await this.services.get(caller, id);
    const given: GivenLine[] = [];
    for await (const { line, fields } of readCsv(upload, COLUMNS, FILE_LIMITS)) {
      const { day = '', language = '', body = '' } = fields;
      given.push({ line, day, language, body });
    }
    return this.put(caller, id, given);
  }

  async remove(caller: ApiCaller, id: number, itemId: number): Promise<void> {
    const { service } = await this.services.get(caller, id);
    const item = await findItem(this.database.sql, id, itemId);
    if (!item) throw new Problem('NOT_FOUND', `Service ${id} has no content ${itemId}.`);
    if (dueAt(item.day, service) <= this.clock.now())
      throw new Problem('CONFLICT', 'It may have been sent already.');
    await this.database.transaction((tx) => deleteItem(tx, id, itemId));
  }

  /** Days for which the service promises content and has none, from today on. */
  async gaps(caller: ApiCaller, id: number, days: number): Promise<GapsDto> {
    const { service } = await this.services.get(caller, id);
    const now = this.clock.now();
    const today = dayAt(now, service);
    // The alarm looks at tomorrow, however few days were asked for.
    const filled = await readFilled(this.database.sql, [service], today, daysLater(today, Math.max(days, 1)));
    return {
      isAlarming: urgentGaps(service, filled, now).length > 0,
      items: gapsOf(service, filled, today, days).map(({ day, language }) => ({ day, language })),
    };
  }
}

export const asLines = (
  items: readonly { readonly day: string; readonly language?: string; readonly body: string }[],
): readonly GivenLine[] =>
  items.map(({ day, language = '', body }, at) => ({ line: at + 1, day, language, body }));

function show(service: Service, { id, day, language, body, createdAt }: ContentItem): ContentItemDto {
  return { id, day, language, body, dueAt: dueAt(day, service), createdAt };
}

function reportOf(read: readonly ReadLine[], results: ReadonlyMap<number, PutResult>): ContentReportDto {
  const lines = read.map((one): ContentLineDto => {
    if (one.type === 'rejected') return { line: one.line, result: 'rejected', detail: one.detail };
    const result = results.get(one.item.line) ?? 'unchanged';
    return result === 'begun'
      ? { line: one.item.line, result: 'rejected', detail: 'has begun to leave as it was' }
      : { line: one.item.line, result };
  });
  const counts = { added: 0, replaced: 0, unchanged: 0, rejected: 0 };
  for (const { result } of lines) counts[result]++;
  return { counts, lines };
}
