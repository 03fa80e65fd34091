import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem, type InputError } from '../../platform/problem';
import type { Reference } from '../../platform/reference';
import { invalid } from '../../platform/validation.pipe';
import { profileAt } from '../../rules/catalogue';
import { reservedWord } from '../../rules/command';
import type { Profile } from '../../rules/profile';
import { approvedProfiles } from '../profiles/profiles.store';
import { findId } from '../reference.store';
import { freeFrom } from './keyword-form';
import type { NewLeaseDto } from './keyword.dto';
import { codeTerms, type CodeTerms } from './keywords.store';
import { readLease, type WantedLease } from './lease';

/** What was asked for, with every reference resolved. */
export interface ReadLeases {
  readonly leases: readonly WantedLease[];
  readonly codes: ReadonlyMap<number, CodeTerms>;
}

type Finder = (what: 'brand' | 'shortcode', raw: Reference) => Promise<number | null>;

/** Turns a request into leases that may be entered, or says all that is wrong with it. */
@Injectable()
export class LeaseReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Throws VALIDATION_FAILED, KEYWORD_INVALID or KEYWORD_RESERVED, each with every element it is true of. */
  async read(caller: ApiCaller, asked: readonly NewLeaseDto[], single: boolean): Promise<ReadLeases> {
    const pathOf = (at: number): string => (single ? '' : `[${at}]`);
    const find = this.finder(caller);
    const shortcodeIds = await Promise.all(asked.map(({ shortcode }) => find('shortcode', shortcode)));
    const codes = await this.codes(shortcodeIds);
    const faults: InputError[] = [];
    const unfit: InputError[] = [];
    const leases: WantedLease[] = [];
    for (const [at, lease] of asked.entries()) {
      const path = pathOf(at);
      const code = codes.get(shortcodeIds[at] ?? 0);
      const brandId =
        lease.brand === undefined
          ? (caller.brandId ?? code?.ownerId ?? null)
          : await find('brand', lease.brand);
      const terms = termsOf(lease, code, brandId, this.clock.now());
      if ('fault' in terms) {
        faults.push(inside(path, terms.fault));
        continue;
      }
      const read = readLease(path, lease, terms);
      if ('lease' in read) leases.push(read.lease);
      else unfit.push(...read.faults);
    }
    if (faults.length > 0) throw invalid(faults);
    if (unfit.length > 0) throw new Problem('KEYWORD_INVALID', unfit[0]?.message, { errors: unfit });
    await this.refuseReserved(leases, codes);
    return { leases, codes };
  }

  /** An array names the same few codes and brands over and over. */
  private finder({ brandId }: ApiCaller): Finder {
    const found = new Map<string, Promise<number | null>>();
    return (what, raw) => {
      const name = `${what} ${raw}`;
      const known = found.get(name) ?? findId(this.database.sql, what, raw, brandId);
      found.set(name, known);
      return known;
    };
  }

  private async codes(ids: readonly (number | null)[]): Promise<ReadonlyMap<number, CodeTerms>> {
    const known = [...new Set(ids)].filter((id) => id !== null);
    return new Map((await codeTerms(this.database.sql, known)).map((code) => [code.id, code]));
  }

  /** By the rules of today, and by those of the day the lease begins. */
  private async refuseReserved(
    leases: readonly WantedLease[],
    codes: ReadonlyMap<number, CodeTerms>,
  ): Promise<void> {
    const profiles = await approvedProfiles(this.database.sql);
    const now = this.clock.now();
    const wanted = leases.flatMap(({ keyword, aliases }) => [keyword, ...aliases]);
    const errors = wanted.flatMap(({ path, key, mode, word, shortcodeId, leasedFrom }) => {
      const code = codes.get(shortcodeId);
      if (!code || mode === 'pattern') return [];
      const rules = [profileAt(profiles, code.profile, now), profileAt(profiles, code.profile, leasedFrom)];
      const message = reservedBy(rules, key);
      return message === null ? [] : [{ path, message: `"${word}" ${message}` }];
    });
    if (errors.length > 0) throw new Problem('KEYWORD_RESERVED', errors[0]?.message, { errors });
  }
}

function reservedBy(rules: readonly Profile[], key: string): string | null {
  const [word] = rules.flatMap((profile) => reservedWord(profile, key) ?? []);
  return word ? `is reserved: ${word.word} means ${word.act} (${word.language}).` : null;
}

function termsOf(
  { shortcode, brand, leasedFrom, leasedUntil }: NewLeaseDto,
  code: CodeTerms | undefined,
  brandId: number | null,
  now: Date,
) {
  if (!code) return { fault: { path: 'shortcode', message: `"${shortcode}" is no shortcode there is` } };
  if (brandId === null) {
    const message = brand === undefined ? 'must name whose keyword it is' : `"${brand}" is no brand there is`;
    return { fault: { path: 'brand', message } };
  }
  if (code.kind === 'dedicated' && code.ownerId !== brandId) {
    return {
      fault: {
        path: 'brand',
        message: `must be ${code.ownerName ?? 'its owner'}: ${code.number} is dedicated`,
      },
    };
  }
  const from = leasedFrom === undefined ? now : new Date(leasedFrom);
  const until = leasedUntil === undefined || leasedUntil === null ? null : new Date(leasedUntil);
  if (until && until <= from)
    return { fault: { path: 'leasedUntil', message: 'must be after the lease begins' } };
  const free = freeFrom(until, code.quarantineDays);
  return { shortcodeId: code.id, brandId, leasedFrom: from, leasedUntil: until, freeFrom: free };
}

function inside(path: string, fault: InputError): InputError {
  return { ...fault, path: path === '' ? fault.path : `${path}.${fault.path}` };
}
