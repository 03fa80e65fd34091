import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { pageOf, type Page } from '../../platform/page';
import type { PageQuery } from '../../platform/page.dto';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import { builtInProfiles } from '../../rules/catalogue';
import { PROFILE_IDS, type Profile, type ProfileId } from '../../rules/profile';
import { readProfile } from '../../rules/profile-check';
import type { NewProfileVersionDto, ProfileSummaryDto } from './profile.dto';
import {
  asProfile,
  decideVersion,
  findVersion,
  insertVersion,
  nextVersion,
  profileInForce,
  storedVersions,
  type ProfileVersionRow,
} from './profiles.store';

/** Rule profiles: what ships with the engine, and what colleagues propose and other colleagues approve. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(query: PageQuery): Promise<Page<ProfileSummaryDto>> {
    const all = [...builtInProfiles.map(builtIn), ...(await storedVersions(this.database.sql)).map(stored)];
    // Both sorts in one order: a version's place in the list is its id there.
    const placed = all.map((summary, at) => ({ id: at + 1, summary })).slice(query.after);
    return pageOf(placed, query.limit, ({ summary }) => summary);
  }

  inForce(id: string, at?: string): Promise<Profile> {
    return profileInForce(this.database.sql, knownId(id), at === undefined ? this.clock.now() : new Date(at));
  }

  async propose(
    caller: ApiCaller,
    rawId: string,
    { effectiveFrom, profile }: NewProfileVersionDto,
  ): Promise<ProfileSummaryDto> {
    const id = knownId(rawId);
    const from = new Date(effectiveFrom);
    if (from < this.clock.now()) {
      throw invalid([
        { path: 'effectiveFrom', message: 'must not lie in the past: what was decided stays decided' },
      ]);
    }
    return this.database.transaction(async ({ sql }) => {
      const version = await nextVersion(sql, id);
      const checked = readProfile({ ...profile, id, version, effectiveFrom: from.toISOString() });
      if (checked.type === 'faulty') {
        throw invalid(
          checked.faults.map(({ path, message }) => ({
            path: path === '' ? 'profile' : `profile.${path}`,
            message,
          })),
        );
      }
      await insertVersion(sql, checked.profile, caller.name, this.clock.now());
      return this.summary(await findVersion(sql, id, version));
    });
  }

  approve(caller: ApiCaller, id: string, version: number): Promise<ProfileSummaryDto> {
    return this.decide(caller, id, version, 'approved');
  }

  refuse(caller: ApiCaller, id: string, version: number): Promise<ProfileSummaryDto> {
    return this.decide(caller, id, version, 'refused');
  }

  private decide(
    caller: ApiCaller,
    id: string,
    version: number,
    state: 'approved' | 'refused',
  ): Promise<ProfileSummaryDto> {
    return this.database.transaction(async ({ sql }) => {
      const row = await findVersion(sql, id, version);
      if (!row) throw new Problem('NOT_FOUND', `There is no version ${version} of the profile ${id}.`);
      if (row.state !== 'proposed')
        throw new Problem('CONFLICT', `Version ${version} is ${row.state} already.`);
      if (state === 'approved' && row.proposedBy === caller.name) {
        throw new Problem('FOUR_EYES', 'Whoever proposed a version cannot approve it.');
      }
      await decideVersion(sql, row.id, state, caller.name);
      return this.summary(await findVersion(sql, id, version));
    });
  }

  private summary(row: ProfileVersionRow | null): ProfileSummaryDto {
    if (!row) throw new Error('a profile version vanished inside its own transaction');
    return stored(row);
  }
}

function knownId(id: string): ProfileId {
  const known = PROFILE_IDS.find((profile) => profile === id);
  if (!known) throw new Problem('NOT_FOUND', `There is no rule profile "${id}".`);
  return known;
}

function builtIn({ id, version, effectiveFrom, sources }: Profile): ProfileSummaryDto {
  return { id, version, effectiveFrom, state: 'built-in', proposedBy: null, decidedBy: null, sources };
}

function stored(row: ProfileVersionRow): ProfileSummaryDto {
  const { id, version, effectiveFrom, sources } = asProfile(row);
  return {
    id,
    version,
    effectiveFrom,
    state: row.state,
    proposedBy: row.proposedBy,
    decidedBy: row.decidedBy,
    sources,
  };
}
