import type { Sql, Tx } from '../../platform/database.service';
import type { Language } from '../../text/language';
import type { Service } from '../services/service';
import type { Day } from './calendar';
import type { NewItem } from './content-line';
import { itemKey, type Filled } from './gaps';

export interface ContentItem {
  readonly id: number;
  readonly day: Day;
  readonly language: Language;
  readonly body: string;
  readonly createdAt: Date;
}

export type PutResult = 'added' | 'replaced' | 'unchanged' | 'begun';

/** Keeps items, in the order of their keys. What may have left already stays as it is, and is reported as begun. */
export async function putItems(
  tx: Tx,
  serviceId: number,
  items: readonly NewItem[],
  at: Date,
): Promise<Map<number, PutResult>> {
  if (items.length === 0) return new Map();
  const rows = await tx.sql.query<{ line: number; result: PutResult }>({
    text: `with given as materialized (
             select * from unnest($2::int[], $3::text[], $4::date[], $5::text[], $6::boolean[])
               as g(line, language, day, body, has_begun)
           ), there as materialized (
             select g.*, i.id, i.body as present from given g
             left join content_items i on i.service_id = $1 and i.language = g.language and i.day = g.day
           ), put as (
             insert into content_items as c (service_id, language, day, body, created_at)
             select $1, language, day, body, $7::timestamptz from there
             where id is null or (not has_begun and present <> body) order by day, language
             on conflict (service_id, language, day) do update set body = excluded.body
             returning c.language, c.day
           )
           select t.line, case when t.id is null then 'added' when t.present = t.body then 'unchanged'
                               when t.has_begun then 'begun' else 'replaced' end as result
           from there t`,
    values: [
      serviceId,
      items.map(({ line }) => line),
      items.map(({ language }) => language),
      items.map(({ day }) => day),
      items.map(({ body }) => body),
      items.map(({ hasBegun }) => hasBegun),
      at,
    ],
  });
  return new Map(rows.map(({ line, result }) => [line, result]));
}

const COLUMNS = 'id, day, language, body, created_at as "createdAt"';

/** Items of a stretch of days behind `after`, in the order of their ids. */
export async function readItems(
  sql: Sql,
  serviceId: number,
  { from, to }: { readonly from: Day; readonly to: Day },
  after: number,
  limit: number,
): Promise<ContentItem[]> {
  return sql.query<ContentItem & Record<string, unknown>>({
    text: `select ${COLUMNS} from content_items
           where service_id = $1 and day between $2::date and $3::date and id > $4 order by id limit $5`,
    values: [serviceId, from, to, after, limit],
  });
}

/** What is sent on a day, in each language there is. */
export async function itemsOfDay(sql: Sql, serviceId: number, day: Day): Promise<ContentItem[]> {
  return sql.query<ContentItem & Record<string, unknown>>({
    name: 'content-of-day',
    text: `select ${COLUMNS} from content_items where service_id = $1 and day = $2::date order by language`,
    values: [serviceId, day],
  });
}

export async function findItem(sql: Sql, serviceId: number, id: number): Promise<ContentItem | undefined> {
  const [item] = await sql.query<ContentItem & Record<string, unknown>>({
    text: `select ${COLUMNS} from content_items where service_id = $1 and id = $2`,
    values: [serviceId, id],
  });
  return item;
}

export async function deleteItem(tx: Tx, serviceId: number, id: number): Promise<boolean> {
  const gone = await tx.sql.run({
    text: 'delete from content_items where service_id = $1 and id = $2',
    values: [serviceId, id],
  });
  return gone > 0;
}

/** Which days of these services are filled between two days, both inclusive. */
export async function readFilled(
  sql: Sql,
  services: readonly Pick<Service, 'id'>[],
  from: Day,
  to: Day,
): Promise<Filled> {
  if (services.length === 0) return new Set();
  const rows = await sql.query<{ service_id: number; language: Language; day: Day }>({
    name: 'content-filled',
    text: `select service_id, language, day from content_items
           where service_id = any($1::int[]) and day between $2::date and $3::date`,
    values: [services.map(({ id }) => id), from, to],
  });
  return new Set(rows.map((row) => itemKey(row.service_id, row.language, row.day)));
}
