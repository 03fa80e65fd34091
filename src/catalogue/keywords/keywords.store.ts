import type { Sql } from '../../platform/database.service';
import type { ProfileId } from '../../rules/profile';
import type { Language } from '../../text/language';
import type { KeywordMode } from '../configuration';
import type { LeasedWord } from './collisions';
import type { WantedKeyword, WantedLease } from './lease';
import type { Taken } from './taken';

export interface LeaseRow {
  readonly id: number;
  readonly shortcode: string;
  readonly brand: string;
  readonly word: string;
  readonly key: string;
  readonly language: Language | null;
  readonly mode: KeywordMode;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
  readonly freeFrom: Date | null;
  readonly aliases: readonly {
    readonly id: number;
    readonly word: string;
    readonly key: string;
    readonly language: Language;
  }[];
}

export interface CodeTerms {
  readonly id: number;
  readonly number: string;
  readonly kind: 'shared' | 'dedicated';
  readonly profile: ProfileId;
  readonly quarantineDays: number;
  readonly ownerId: number | null;
  readonly ownerName: string | null;
}

const LEASE = `
select k.id, s.number as shortcode, b.code as brand, k.word, k.key, k.language, k.mode, k.leased_from as "leasedFrom",
  k.leased_until as "leasedUntil", k.free_from as "freeFrom",
  coalesce((select json_agg(json_build_object('id', a.id, 'word', a.word, 'key', a.key, 'language', a.language) order by a.key)
            from keywords a where a.alias_of = k.id), '[]') as aliases
from keywords k join shortcodes s on s.id = k.shortcode_id join brands b on b.id = k.brand_id
where k.alias_of is null`;

/** What a code's keywords are leased under. */
export function codeTerms(sql: Sql, ids: readonly number[]): Promise<CodeTerms[]> {
  return sql.query<CodeTerms>({
    text: `select s.id, s.number, s.kind, s.profile, s.quarantine_days as "quarantineDays", s.brand_id as "ownerId", b.name as "ownerName"
           from shortcodes s left join brands b on b.id = s.brand_id where s.id = any($1)`,
    values: [ids],
  });
}

export async function brandNames(sql: Sql, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await sql.query<{ id: number; name: string }>({
    text: 'select id, name from brands where id = any($1)',
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What already stands in the way of the wanted words, in their order. @param except a lease that is being changed, with its aliases */
export async function clashesOf(
  sql: Sql,
  wanted: readonly WantedKeyword[],
  except: number | null = null,
): Promise<Taken[]> {
  const rows = await sql.query<Omit<Taken, 'path'> & { at: number }>({
    text: `select w.at, k.word, b.name as brand, s.number as shortcode, k.leased_from as "leasedFrom",
             k.leased_until as "leasedUntil", k.free_from as "freeFrom"
           from unnest($1::int[], $2::int[], $3::text[], $4::timestamptz[], $5::timestamptz[])
             as w (at, shortcode_id, key, leased_from, free_from)
           join keywords k on k.shortcode_id = w.shortcode_id and k.key = w.key
             and tstzrange(k.leased_from, k.free_from) && tstzrange(w.leased_from, w.free_from)
           join brands b on b.id = k.brand_id join shortcodes s on s.id = k.shortcode_id
           where $6::int is null or (k.id <> $6 and k.alias_of is distinct from $6)
           order by w.at, k.leased_from`,
    values: [
      wanted.map((_, at) => at),
      wanted.map(({ shortcodeId }) => shortcodeId),
      wanted.map(({ key }) => key),
      wanted.map(({ leasedFrom }) => leasedFrom),
      wanted.map(({ freeFrom }) => freeFrom),
      except,
    ],
  });
  return rows.map(({ at, ...other }) => ({ path: wanted[at]?.path ?? '', ...other }));
}

/** Enters the leases; keywords first, then their aliases, each in key order. Fails with 23P01 when somebody was faster. @returns their ids in order */
export async function insertLeases(sql: Sql, leases: readonly WantedLease[], at: Date): Promise<number[]> {
  const ids = await insertKeywords(
    sql,
    leases.map(({ keyword }) => keyword),
    () => null,
    at,
  );
  const parents = new Map(
    leases.flatMap(({ aliases }, index) => aliases.map((alias) => [alias, ids[index] ?? null] as const)),
  );
  const aliases = [...parents.keys()];
  if (aliases.length > 0) await insertKeywords(sql, aliases, (alias) => parents.get(alias) ?? null, at);
  return ids;
}

async function insertKeywords(
  sql: Sql,
  wanted: readonly WantedKeyword[],
  parentOf: (keyword: WantedKeyword) => number | null,
  at: Date,
): Promise<number[]> {
  const rows = await sql.query<{ id: number; shortcodeId: number; key: string; leasedFrom: Date }>({
    text: `insert into keywords (shortcode_id, brand_id, alias_of, word, key, language, mode, leased_from, leased_until, free_from, created_at)
           select w.*, $11::timestamptz
           from unnest($1::int[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
             $9::timestamptz[], $10::timestamptz[]) as w (shortcode_id, brand_id, alias_of, word, key, language, mode, leased_from, leased_until, free_from)
           order by w.shortcode_id, w.key, w.leased_from
           returning id, shortcode_id as "shortcodeId", key, leased_from as "leasedFrom"`,
    values: [
      wanted.map(({ shortcodeId }) => shortcodeId),
      wanted.map(({ brandId }) => brandId),
      wanted.map(parentOf),
      wanted.map(({ word }) => word),
      wanted.map(({ key }) => key),
      wanted.map(({ language }) => language),
      wanted.map(({ mode }) => mode),
      wanted.map(({ leasedFrom }) => leasedFrom),
      wanted.map(({ leasedUntil }) => leasedUntil),
      wanted.map(({ freeFrom }) => freeFrom),
      at,
    ],
  });
  const ids = new Map(rows.map((row) => [nameOf(row), row.id]));
  return wanted.map((keyword) => ids.get(nameOf(keyword)) ?? 0);
}

const nameOf = ({
  shortcodeId,
  key,
  leasedFrom,
}: Pick<WantedKeyword, 'shortcodeId' | 'key' | 'leasedFrom'>): string =>
  `${shortcodeId} ${leasedFrom.getTime()} ${key}`;

export async function leasesById(sql: Sql, ids: readonly number[]): Promise<LeaseRow[]> {
  const rows = await sql.query<LeaseRow>({ text: `${LEASE} and k.id = any($1)`, values: [ids] });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** One more than the page holds, oldest first. */
export function listLeases(
  sql: Sql,
  filter: {
    readonly brandId: number | null;
    readonly shortcodeId: number | null;
    readonly after: number;
    readonly limit: number;
  },
): Promise<LeaseRow[]> {
  return sql.query<LeaseRow>({
    text: `${LEASE} and k.id > $1 and ($2::int is null or k.brand_id = $2) and ($3::int is null or k.shortcode_id = $3)
           order by k.id limit $4`,
    values: [filter.after, filter.brandId, filter.shortcodeId, filter.limit + 1],
  });
}

/** A lease's rows, the keyword first, locked. Empty when there is none, or it is an alias. */
export function lockLease(
  sql: Sql,
  id: number,
): Promise<(Omit<WantedKeyword, 'path'> & { readonly id: number })[]> {
  return sql.query({
    text: `select id, shortcode_id as "shortcodeId", brand_id as "brandId", word, key, language, mode,
             leased_from as "leasedFrom", leased_until as "leasedUntil", free_from as "freeFrom"
           from keywords where (id = $1 and alias_of is null) or alias_of = $1 order by alias_of nulls first, id for update`,
    values: [id],
  });
}

/** Ends a lease, or prolongs it; its aliases go with it. Fails with 23P01 when somebody else comes after. */
export async function setLeaseEnd(
  sql: Sql,
  id: number,
  leasedUntil: Date | null,
  freeFrom: Date | null,
): Promise<void> {
  await sql.run({
    text: 'update keywords set leased_until = $2, free_from = $3 where id = $1 or alias_of = $1',
    values: [id, leasedUntil, freeFrom],
  });
}

/** Every word on a code that is leased, will be, or rests. */
export function wordsOn(sql: Sql, shortcodeId: number, at: Date): Promise<LeasedWord[]> {
  return sql.query<LeasedWord>({
    text: `select k.word, k.key, b.name as brand from keywords k join brands b on b.id = k.brand_id
           where k.shortcode_id = $1 and k.mode <> 'pattern' and (k.free_from is null or k.free_from > $2) order by k.key`,
    values: [shortcodeId, at],
  });
}
