import type { Eligibility } from '../billing/charge-gateway';
import type { Effect } from '../campaigns/effect';
import { instants, plain, texts } from '../platform/array-literal';
import type { Sql, Tx } from '../platform/database.service';
import type { Cause } from './cause';
import { RETURNED } from './steps/timer';

/** Somebody of whom an operator is to be asked whether they can pay. */
export interface AskedOperator {
  readonly cause: Cause;
  readonly effect: Extract<Effect, { type: 'ask operator' }>;
}

/** The timer is the time-out, and becomes the answer: whichever comes first is the one row of that key. */
export async function queueQuestions(tx: Tx, asked: readonly AskedOperator[]): Promise<void> {
  if (asked.length === 0) return;
  await tx.sql.run({
    name: 'eligibility-queue',
    text: `insert into eligibility_questions (key, gateway_id, subscriber_id, created_at, expires_at)
           select * from unnest($1::text[], $2::int[], $3::bigint[], $4::timestamptz[], $5::timestamptz[])
             as q(key, gateway_id, subscriber_id, at, expires_at) order by key
           on conflict (key) do nothing`,
    values: [
      texts(asked.map(({ cause, effect }) => `${cause.person.id}:${effect.key}`)),
      plain(asked.map(({ effect }) => effect.gatewayId)),
      plain(asked.map(({ cause }) => cause.person.id)),
      instants(asked.map(({ cause }) => cause.now)),
      instants(asked.map(({ cause, effect }) => new Date(cause.now.getTime() + effect.timeoutMs))),
    ],
  });
}

/** A question that is ours to ask until its lease lapses. */
export interface ClaimedQuestion {
  readonly key: string;
  readonly gatewayId: number;
  /** Null: nobody's number any more. */
  readonly msisdn: string | null;
}

const CLAIM = `
with due as materialized (
  select key from eligibility_questions where lease is null or leased_until < clock_timestamp()
  order by created_at, key limit $1 for update skip locked
)
update eligibility_questions q set lease = $2::uuid, leased_until = clock_timestamp() + $3::int * interval '1 millisecond'
from subscribers p
where q.key = any(array(select key from due)) and p.id = q.subscriber_id
returning q.key, q.gateway_id as "gatewayId", p.msisdn`;

export async function claimQuestions(
  sql: Sql,
  limit: number,
  lease: string,
  leaseMs: number,
): Promise<ClaimedQuestion[]> {
  return sql.query<ClaimedQuestion & Record<string, unknown>>({
    name: 'eligibility-claim',
    text: CLAIM,
    values: [limit, lease, leaseMs],
  });
}

/** The instant is the question's own: the clock of whoever looks for due timers set it. An answer that comes too late finds no timer. */
const ANSWER = `
with answered as (
  delete from eligibility_questions q using unnest($1::text[], $2::text[]) as a(key, said)
  where q.key = a.key and q.lease = $3::uuid
  returning q.key, q.created_at, a.said
), came as (
  update timers t set due_at = a.created_at, data = t.data || jsonb_build_object('answer', jsonb_build_object('said', a.said))
  from answered a where t.key = a.key and t.type = '${RETURNED}'
  returning t.lane
)
select distinct lane from came`;

/** What the operators said, in one statement. @returns the lanes in which somebody can be told */
export async function answerQuestions(
  sql: Sql,
  answers: readonly { readonly key: string; readonly said: Eligibility }[],
  lease: string,
): Promise<number[]> {
  if (answers.length === 0) return [];
  const rows = await sql.query<{ lane: number }>({
    name: 'eligibility-answer',
    text: ANSWER,
    values: [texts(answers.map(({ key }) => key)), texts(answers.map(({ said }) => said)), lease],
  });
  return rows.map(({ lane }) => lane);
}

/** Nobody waits for these any more: their time-out has answered, or is about to. */
export async function forgetLateQuestions(sql: Sql, now: Date): Promise<void> {
  await sql.run({
    name: 'eligibility-forget',
    text: `delete from eligibility_questions where key = any(array(
             select key from eligibility_questions where expires_at <= $1::timestamptz order by key for update skip locked))`,
    values: [now],
  });
}
