import type { Sql } from '../../platform/database.service';
import { builtInProfiles, profileAt } from '../../rules/catalogue';
import type { Profile, ProfileId } from '../../rules/profile';

export interface ProfileVersionRow {
  readonly id: number;
  readonly profile: ProfileId;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly data: Profile;
  readonly state: 'proposed' | 'approved' | 'refused';
  readonly proposedBy: string;
  readonly decidedBy: string | null;
}

const COLUMNS = `id, profile, version, effective_from as "effectiveFrom", data, state, proposed_by as "proposedBy",
  decided_by as "decidedBy"`;

/** Every version that colleagues posted, oldest first. */
export function storedVersions(sql: Sql): Promise<ProfileVersionRow[]> {
  return sql.query<ProfileVersionRow>({ text: `select ${COLUMNS} from profile_versions order by id` });
}

/** The versions that may decide: those that ship with the engine, and the approved ones. */
export async function approvedProfiles(sql: Sql): Promise<readonly Profile[]> {
  const approved = (await storedVersions(sql)).filter(({ state }) => state === 'approved');
  return [...builtInProfiles, ...approved.map(asProfile)];
}

/** The rules of a profile as they stand at an instant. */
export async function profileInForce(sql: Sql, id: ProfileId, at: Date): Promise<Profile> {
  return profileAt(await approvedProfiles(sql), id, at);
}

/** The next version's number; two proposals at once get two numbers, the lock sees to that. */
export async function nextVersion(sql: Sql, id: ProfileId): Promise<number> {
  await sql.query({ text: 'lock table profile_versions in share row exclusive mode' });
  const [row] = await sql.query<{ version: number | null }>({
    text: 'select max(version) as version from profile_versions where profile = $1',
    values: [id],
  });
  return (
    Math.max(
      row?.version ?? 0,
      ...builtInProfiles.filter((profile) => profile.id === id).map(({ version }) => version),
    ) + 1
  );
}

export async function insertVersion(sql: Sql, profile: Profile, proposedBy: string, at: Date): Promise<void> {
  await sql.run({
    text: `insert into profile_versions (profile, version, effective_from, data, proposed_by, created_at)
           values ($1, $2, $3, $4, $5, $6)`,
    values: [profile.id, profile.version, profile.effectiveFrom, JSON.stringify(profile), proposedBy, at],
  });
}

export async function findVersion(sql: Sql, id: string, version: number): Promise<ProfileVersionRow | null> {
  const [row] = await sql.query<ProfileVersionRow>({
    text: `select ${COLUMNS} from profile_versions where profile = $1 and version = $2 for update`,
    values: [id, version],
  });
  return row ?? null;
}

export async function decideVersion(
  sql: Sql,
  rowId: number,
  state: 'approved' | 'refused',
  decidedBy: string,
): Promise<void> {
  await sql.run({
    text: 'update profile_versions set state = $2, decided_by = $3 where id = $1',
    values: [rowId, state, decidedBy],
  });
}

export function asProfile({ data, version, effectiveFrom }: ProfileVersionRow): Profile {
  return { ...data, version, effectiveFrom: effectiveFrom.toISOString() };
}
