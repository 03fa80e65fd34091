import type { Sql, Tx } from '../../platform/database.service';
import type { NotAsked } from './move';

export const MIGRATION_STATES = ['asking', 'done', 'cancelled'] as const;
/** Still asking; everybody has been asked; or stopped, and whoever was asked before may still answer. */
export type MigrationState = (typeof MIGRATION_STATES)[number];

/** What the brand wants: the subscribers of one service asked whether they want another instead. */
export interface Migration {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  /** Its question is answered through this campaign. */
  readonly campaignId: number;
  readonly state: MigrationState;
  readonly afterId: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

type Row<T> = T & Record<string, unknown>;

const COLUMNS = `
m.id, m.from_service_id as "fromId", m.to_service_id as "toId", m.campaign_id as "campaignId", m.state, m.after_id as "afterId",
m.created_by as "createdBy", m.created_at as "createdAt", m.ended_at as "endedAt"`;

export type NewMigration = Pick<Migration, 'fromId' | 'toId' | 'campaignId' | 'createdBy' | 'createdAt'>;

/** @returns its id; null while another one asks the subscribers of the same service. */
export async function insertMigration(tx: Tx, news: NewMigration): Promise<number | null> {
  const [row] = await tx.sql.query<{ id: number }>({
    text: `insert into service_migrations (from_service_id, to_service_id, campaign_id, created_by, created_at)
           values ($1, $2, $3, $4, $5) on conflict (from_service_id) where state = 'asking' do nothing returning id`,
    values: [news.fromId, news.toId, news.campaignId, news.createdBy, news.createdAt],
  });
  return row?.id ?? null;
}

/** The one that asks the subscribers of a service now, if one does. */
export async function findAsking(sql: Sql, fromId: number): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>({
    text: "select id from service_migrations where from_service_id = $1 and state = 'asking'",
    values: [fromId],
  });
  return row?.id ?? null;
}

/** A migration of this service, if there is one of that number. */
export async function findMigration(sql: Sql, id: number, fromId: number): Promise<Migration | undefined> {
  const [row] = await sql.query<Row<Migration>>({
    text: `select ${COLUMNS} from service_migrations m where m.id = $1 and m.from_service_id = $2`,
    values: [id, fromId],
  });
  return row;
}

/** How far a migration has come: people, each counted once. */
export interface Progress {
  /** Their turn has not come yet, or they were busy when it did. */
  readonly waiting: number;
  readonly asked: number;
  /** Of those who were asked: have not answered, said yes, said no, let the time pass. */
  readonly unanswered: number;
  readonly moved: number;
  readonly declined: number;
  readonly expired: number;
  readonly notAsked: readonly { readonly because: NotAsked; readonly people: number }[];
}

type Counts = Omit<Progress, 'notAsked'>;

const COUNTS = `
select count(*) filter (where m.outcome is null)::int as waiting, count(m.asked_id)::int as asked,
  count(*) filter (where n.state = 'pending')::int as unanswered, count(*) filter (where o.end_reason = 'migrated')::int as moved,
  count(*) filter (where n.state = 'declined')::int as declined, count(*) filter (where n.state = 'expired')::int as expired
from service_moves m join subscriptions o on o.id = m.subscription_id left join subscriptions n on n.id = m.asked_id
where m.migration_id = $1`;

export async function readProgress(sql: Sql, id: number): Promise<Progress> {
  const [counts] = await sql.query<Row<Counts>>({ text: COUNTS, values: [id] });
  if (!counts) throw new Error('a count has one row');
  const notAsked = await sql.query<Row<Progress['notAsked'][number]>>({
    text: `select outcome as because, count(*)::int as people from service_moves
           where migration_id = $1 and outcome is not null and asked_id is null group by 1 order by 2 desc, 1`,
    values: [id],
  });
  return { ...counts, notAsked };
}

/** Migrations that still ask, oldest first. */
export async function readAsking(sql: Sql): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    name: 'migrations-asking',
    text: "select id from service_migrations where state = 'asking' order by id",
    values: [],
  });
  return rows.map(({ id }) => id);
}

/** One that still asks, for whoever comes first; undefined while somebody else has it. */
export async function claimAsking(tx: Tx, id: number): Promise<Migration | undefined> {
  const [row] = await tx.sql.query<Row<Migration>>({
    name: 'migrations-claim',
    text: `select ${COLUMNS} from service_migrations m where m.id = $1 and m.state = 'asking' for update skip locked`,
    values: [id],
  });
  return row;
}

/** @returns whether it was still asking */
export async function endMigration(
  tx: Tx,
  id: number,
  state: 'done' | 'cancelled',
  at: Date,
): Promise<boolean> {
  const ended = await tx.sql.run({
    text: "update service_migrations set state = $2, ended_at = $3 where id = $1 and state = 'asking'",
    values: [id, state, at],
  });
  return ended > 0;
}
