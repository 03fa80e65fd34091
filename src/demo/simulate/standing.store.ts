import type { Sql } from '../../platform/database.service';

// A gateway that is left alone for a while has nothing due.
const IS_UP = `exists (select from charge_gateways g where g.id = c.gateway_id and (g.resume_at is null or g.resume_at <= $1::timestamptz))`;

const WAITING = `
select exists (select from pending) or exists (select from eligibility_questions)
    or exists (select from timers where due_at <= $1::timestamptz) as texts,
  exists (select from subscriptions where next_at <= $1::timestamptz) as subscriptions,
  exists (select from simulator.callbacks where due_ms <= extract(epoch from $1::timestamptz) * 1000) as callbacks,
  exists (select from charge_news) as news,
  (exists (select from charges c where c.settled_at is null and c.due_at <= $1::timestamptz and ${IS_UP})
   or exists (select from refunds r join charges c on c.id = r.charge_id
              where r.state in ('requested', 'sending', 'unknown') and r.due_at <= $1::timestamptz and ${IS_UP})) as money`;

/** What could be dealt with at this instant. */
export interface Waiting {
  /** And what comes of them a little later, such as an operator's word on whether somebody can pay. */
  readonly texts: boolean;
  readonly subscriptions: boolean;
  readonly callbacks: boolean;
  readonly news: boolean;
  /** To take, to ask about or to give back. */
  readonly money: boolean;
}

export async function whatWaits(sql: Sql, now: Date): Promise<Waiting> {
  const [row] = await sql.query<Waiting & Record<string, unknown>>({
    name: 'simulate-waiting',
    text: WAITING,
    values: [now],
  });
  if (!row) throw new Error('a question without a table has one answer');
  return row;
}

const NEXT = `
select (select min(next_at) from subscriptions where next_at is not null) as subscription,
  least((select min(due_at) from charges where settled_at is null),
    (select min(due_at) from refunds where state in ('requested', 'sending', 'unknown'))) as answer`;

/** When a subscription has its hour next, and when an operator is spoken to next; infinity where nothing is foreseen. */
export interface NextDue {
  readonly subscriptionMs: number;
  readonly answerMs: number;
}

export async function nextDue(sql: Sql): Promise<NextDue> {
  const [row] = await sql.query<{ subscription: Date | null; answer: Date | null }>({
    name: 'simulate-next',
    text: NEXT,
  });
  return {
    subscriptionMs: row?.subscription?.getTime() ?? Infinity,
    answerMs: row?.answer?.getTime() ?? Infinity,
  };
}

/** Whether messages that are due have not left yet. */
export async function hasUnsent(sql: Sql, now: Date): Promise<boolean> {
  const [row] = await sql.query<{ waiting: boolean }>({
    name: 'simulate-unsent',
    text: `select exists (select from outbox where state = 'sending' or (state in ('queued', 'unknown') and due_at <= $1::timestamptz)) as waiting`,
    values: [now],
  });
  return row?.waiting ?? false;
}

/** Whether a file waits to be compared, or a day to be run. */
export async function isReconciling(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ waiting: boolean }>({
    text: `select (exists (select from reconciliations where state in ('queued', 'running'))
             or exists (select from statement_files f where f.state = 'imported'
                        and not exists (select from reconciled_files k where k.file_id = f.id))) as waiting`,
  });
  return row?.waiting ?? false;
}

/** Nothing is to be here before the simulation. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ empty: boolean }>({
    text: 'select not exists (select from operators) and not exists (select from subscribers) as empty',
  });
  return row?.empty ?? false;
}
