import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.service';
import { Database } from '../../../platform/database.service';
import { Identity } from '../../../platform/identity.service';
import type { InputError } from '../../../platform/problem';
import { invalid } from '../../../platform/validation.pipe';
import { readCsv } from '../../../subscribers/csv-upload.service';
import { normaliseMsisdn } from '../../../text/msisdn';
import { excludePeople, includePerson, type NewExclusion } from './freeze.store';
import { plainWords } from './plain-words';

const REASON_CHARS = 200;
const BATCH = 1_000;

export interface ExclusionWish {
  readonly msisdn: string;
  readonly reason: string;
}

/** Who may not win, named before the freeze, each with the reason that the proof will show. */
@Injectable()
export class Exclusions {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** All of them, or a Problem that names what is wrong. @returns how many people were named. */
  async add(
    campaignId: number,
    wishes: readonly ExclusionWish[],
    madeBy: string,
    path = '',
  ): Promise<number> {
    const errors: InputError[] = [];
    const people = wishes.flatMap((wish, at) => {
      const read = this.read(wish);
      if ('senderHash' in read) return [read];
      errors.push({ path: `${path}[${at}].${read.path}`, message: read.message });
      return [];
    });
    if (errors.length > 0) throw invalid(errors);
    await this.store(campaignId, people, madeBy);
    return people.length;
  }

  /** A file with the columns msisdn and reason: all its lines or, when one is wrong, none. */
  async import(campaignId: number, upload: Readable, madeBy: string): Promise<number> {
    const errors: InputError[] = [];
    const people: NewExclusion[] = [];
    for await (const { line, fields } of readCsv(upload, { required: ['msisdn', 'reason'], optional: [] })) {
      const read = this.read({ msisdn: fields['msisdn'] ?? '', reason: fields['reason'] ?? '' });
      if ('senderHash' in read) people.push(read);
      else errors.push({ path: `line ${line}: ${read.path}`, message: read.message });
    }
    if (errors.length > 0) throw invalid(errors);
    await this.store(campaignId, people, madeBy);
    return people.length;
  }

  /** They take part again, unless something else is against it. @returns false when they were not excluded. */
  remove(campaignId: number, msisdn: string): Promise<boolean> {
    return includePerson(this.database.sql, campaignId, this.identity.hashOf(msisdn));
  }

  private read({ msisdn: raw, reason: words }: ExclusionWish): NewExclusion | InputError {
    const msisdn = normaliseMsisdn(raw);
    if (msisdn === null)
      return { path: 'msisdn', message: 'must be a telephone number with its country code' };
    const reason = plainWords(words, REASON_CHARS);
    if (reason === '') return { path: 'reason', message: 'must say why' };
    return { senderHash: this.identity.hashOf(msisdn), reason };
  }

  private store(campaignId: number, people: readonly NewExclusion[], madeBy: string): Promise<void> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      for (let at = 0; at < people.length; at += BATCH)
        await excludePeople(tx, campaignId, people.slice(at, at + BATCH), madeBy, now);
    });
  }
}
