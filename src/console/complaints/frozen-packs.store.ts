import { plain, texts } from '../../platform/array-literal';
import type { Sql } from '../../platform/database.service';
import type { FrozenPack, FrozenPart } from './frozen-pack';

/** Keeps the parts of a pack as they are; nobody changes them afterwards. */
export async function keepPack(sql: Sql, complaintId: number, { parts }: FrozenPack): Promise<void> {
  await sql.run({
    text: `insert into complaint_evidence (complaint_id, place, name, content)
           select $1, place, name, content from unnest($2::smallint[], $3::text[], $4::text[]) as p(place, name, content)
           order by place`,
    values: [
      complaintId,
      plain(parts.map((_, at) => at)),
      texts(parts.map(({ name }) => name)),
      texts(parts.map(({ content }) => content)),
    ],
  });
}

/** The parts in their order. */
export async function readParts(sql: Sql, complaintId: number): Promise<FrozenPart[]> {
  return sql.query<FrozenPart & Record<string, unknown>>({
    text: 'select name, content from complaint_evidence where complaint_id = $1 order by place',
    values: [complaintId],
  });
}
