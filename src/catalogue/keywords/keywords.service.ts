import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import { Problem } from '../../platform/problem';
import { SQL_STATES, sqlStateOf } from '../../platform/sql-state';
import { invalid, type OneOrMany } from '../../platform/validation.pipe';
import { profileAt } from '../../rules/catalogue';
import { approvedProfiles } from '../profiles/profiles.store';
import { findId, idInBody } from '../reference.store';
import { collisions } from './collisions';
import { keywordForm, freeFrom } from './keyword-form';
import { askedTwice, type WantedLease } from './lease';
import { LeaseReader } from './lease-reader.service';
import type { CheckedDto, LeaseChangesDto, LeaseDto, LeasesQuery, NewLeaseDto } from './keyword.dto';
import {
  brandNames,
  clashesOf,
  codeTerms,
  insertLeases,
  leasesById,
  listLeases,
  lockLease,
  setLeaseEnd,
  wordsOn,
  type CodeTerms,
  type LeaseRow,
} from './keywords.store';
import { keywordTaken } from './taken';

/** Between our look and our insert somebody may take the word, and give it back: then we look again. */
const TRIES = 3;

/** The keyword registry: who owns which word on which code, and when. */
@Injectable()
export class KeywordsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reader: LeaseReader,
  ) {}

  /** All of them or none, in the order they were asked for. */
  async lease(caller: ApiCaller, { items, single }: OneOrMany<NewLeaseDto>): Promise<LeaseDto[]> {
    const { leases, codes } = await this.reader.read(caller, items, single);
    await this.refuseAskedTwice(leases, codes);
    return this.enter(leases);
  }

  async list(caller: ApiCaller, query: LeasesQuery): Promise<Page<LeaseRow>> {
    const { sql } = this.database;
    const { shortcode, brand, after, limit } = query;
    const shortcodeId =
      shortcode === undefined ? null : await idInBody(sql, 'shortcode', shortcode, caller.brandId);
    const brandId =
      brand === undefined ? caller.brandId : await idInBody(sql, 'brand', brand, caller.brandId);
    const rows = await listLeases(sql, { brandId, shortcodeId, after, limit });
    return pageOf(rows, limit, (row) => row);
  }

  async one(caller: ApiCaller, id: number | null): Promise<LeaseDto> {
    return this.read(await this.ownLease(caller, id));
  }

  /** Ends or prolongs a lease; from its end the word rests for the days its code asks for. */
  async change(caller: ApiCaller, reference: number | null, changes: LeaseChangesDto): Promise<LeaseDto> {
    const id = await this.ownLease(caller, reference);
    const leasedUntil = changes.leasedUntil === null ? null : new Date(changes.leasedUntil);
    await this.database.transaction(async ({ sql }) => {
      const rows = await lockLease(sql, id);
      const [keyword] = rows;
      const [code] = await codeTerms(sql, keyword ? [keyword.shortcodeId] : []);
      if (!keyword || !code) throw new Problem('NOT_FOUND', `There is no keyword ${id}.`);
      if (leasedUntil && leasedUntil <= keyword.leasedFrom) {
        throw invalid([
          {
            path: 'leasedUntil',
            message: `must be after ${keyword.leasedFrom.toISOString()}, when the lease begins`,
          },
        ]);
      }
      const free = freeFrom(leasedUntil, code.quarantineDays);
      const clashes = await clashesOf(
        sql,
        rows.map((row) => ({ ...row, path: 'leasedUntil', leasedUntil, freeFrom: free })),
        id,
      );
      if (clashes.length > 0) throw keywordTaken(clashes);
      await setLeaseEnd(sql, id, leasedUntil, free);
    });
    return this.read(id);
  }

  /** What a word would collide with on a code; changes nothing. */
  async check(
    caller: ApiCaller,
    { shortcode, word }: { shortcode: string; word: string },
  ): Promise<CheckedDto> {
    const { sql } = this.database;
    const [code] = await codeTerms(sql, [await idInBody(sql, 'shortcode', shortcode, caller.brandId)]);
    const form = keywordForm(word, 'first');
    if (form.type === 'refused')
      throw new Problem('KEYWORD_INVALID', form.detail, { errors: [{ path: 'word', message: form.detail }] });
    if (!code) throw new Problem('NOT_FOUND', `There is no shortcode "${shortcode}".`);
    const now = this.clock.now();
    const profiles = await approvedProfiles(sql);
    const neighbourhood = {
      profile: profileAt(profiles, code.profile, now),
      profiles,
      leased: await wordsOn(sql, code.id, now),
    };
    return { word: form.word, key: form.key, entries: collisions(form.key, neighbourhood) };
  }

  private async refuseAskedTwice(
    leases: readonly WantedLease[],
    codes: ReadonlyMap<number, CodeTerms>,
  ): Promise<void> {
    const names = await brandNames(
      this.database.sql,
      leases.map(({ keyword }) => keyword.brandId),
    );
    const twice = askedTwice(leases, ({ brandId, shortcodeId }) => ({
      brand: names.get(brandId) ?? '',
      shortcode: codes.get(shortcodeId)?.number ?? '',
    }));
    if (twice.length > 0) throw keywordTaken(twice);
  }

  private async enter(leases: readonly WantedLease[]): Promise<LeaseDto[]> {
    const wanted = leases.flatMap(({ keyword, aliases }) => [keyword, ...aliases]);
    for (let tries = 1; ; tries++) {
      const clashes = await clashesOf(this.database.sql, wanted);
      if (clashes.length > 0) throw keywordTaken(clashes);
      try {
        return await this.database.transaction(async ({ sql }) =>
          leasesById(sql, await insertLeases(sql, leases, this.clock.now())),
        );
      } catch (error) {
        if (sqlStateOf(error) !== SQL_STATES.exclusion || tries === TRIES) throw error;
      }
    }
  }

  private async ownLease({ brandId }: ApiCaller, id: number | null): Promise<number> {
    const [own] = id === null ? [] : await leasesById(this.database.sql, [id]);
    const mayBeSeen =
      own && (brandId === null || brandId === (await findId(this.database.sql, 'brand', own.brand, null)));
    if (!mayBeSeen) throw new Problem('NOT_FOUND', 'There is no such keyword.');
    return own.id;
  }

  private async read(id: number): Promise<LeaseDto> {
    const [row] = await leasesById(this.database.sql, [id]);
    if (!row) throw new Problem('NOT_FOUND', `There is no keyword ${id}.`);
    return row;
  }
}
