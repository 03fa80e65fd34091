import type { Sql } from '../../platform/database.service';
import type { FileProfile } from './file-profile';

/** One version of a profile, as it is stored. */
export interface FileProfileCard {
  readonly id: number;
  readonly operatorId: number;
  readonly operator: string;
  readonly name: string;
  readonly version: number;
  readonly settings: FileProfile;
  readonly createdBy: string;
  readonly createdAt: Date;
}

type Row = FileProfileCard & Record<string, unknown>;

const CARD = `
select p.id, p.operator_id as "operatorId", o.code as operator, p.name, p.version, p.settings, p.created_by as "createdBy",
       p.created_at as "createdAt"
from file_profiles p join operators o on o.id = p.operator_id`;

/** Versions behind `after`, oldest first; of one name, or of all. */
export function readProfiles(
  sql: Sql,
  name: string | null,
  after: number,
  limit: number,
): Promise<FileProfileCard[]> {
  return sql.query<Row>({
    text: `${CARD} where p.id > $1::bigint and ($2::text is null or p.name = $2) order by p.id limit $3`,
    values: [after, name, limit],
  });
}

/** The newest version of a name. */
export async function newestProfile(sql: Sql, name: string): Promise<FileProfileCard | undefined> {
  const [card] = await sql.query<Row>({
    text: `${CARD} where p.name = $1 order by p.version desc limit 1`,
    values: [name],
  });
  return card;
}

export interface NewFileProfile {
  readonly operatorId: number;
  readonly name: string;
  readonly settings: FileProfile;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** @returns the id of the next version; null when somebody else was faster, or the name belongs to another operator. */
export async function insertProfile(sql: Sql, profile: NewFileProfile): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: `insert into file_profiles (operator_id, name, version, settings, created_by, created_at)
           select $1::int, $2::text, coalesce(max(version), 0) + 1, $3::jsonb, $4, $5 from file_profiles where name = $2
           having count(*) filter (where operator_id <> $1) = 0
           on conflict (name, version) do nothing returning id`,
    values: [
      profile.operatorId,
      profile.name,
      JSON.stringify(profile.settings),
      profile.createdBy,
      profile.createdAt,
    ],
  });
  return row?.id ?? null;
}

/** The ids of those services that there are. */
export async function knownServices(sql: Sql, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await sql.query<{ id: number }>({
    text: 'select id from services where id = any($1::int[])',
    values: [ids],
  });
  return new Set(rows.map(({ id }) => id));
}
