import type { Sql } from '../../platform/database.service';
import type { Language } from '../../text/language';
import { statesBefore, UNFINISHED, type ComplaintChannel, type ComplaintState } from './complaint-state';

/** A complaint as colleagues see it. */
export interface ComplaintRow {
  readonly id: number;
  readonly code: string;
  readonly brandId: number;
  readonly brand: string;
  readonly brandName: string;
  readonly subscriberId: number;
  readonly senderHash: string;
  /** Null for somebody who was forgotten. */
  readonly msisdn: string | null;
  readonly shortcodeId: number;
  readonly shortcode: string;
  /** The person's own, else the code's. */
  readonly language: Language;
  readonly service: number | null;
  readonly subscription: number | null;
  readonly charge: number | null;
  readonly channel: ComplaintChannel;
  readonly words: string | null;
  readonly state: ComplaintState;
  readonly assignee: string | null;
  readonly dueAt: Date | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly packSha256: string | null;
  readonly refund: number | null;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly closedAt: Date | null;
}

type Row = Readonly<Record<string, unknown>>;

const ROW = `
select k.id, k.code, k.brand_id as "brandId", b.code as brand, b.name as "brandName", k.subscriber_id as "subscriberId",
  p.sender_hash as "senderHash", p.msisdn, k.shortcode_id as "shortcodeId", c.number as shortcode,
  coalesce(p.language, c.language) as language, k.service_id as service, k.subscription_id as subscription, k.charge_id as charge,
  k.channel, k.words, k.state, k.assignee, k.due_at as "dueAt", k.answer, k.answered_at as "answeredAt",
  k.pack_sha256 as "packSha256", k.refund_id as refund, k.opened_at as "openedAt", k.opened_by as "openedBy",
  k.changed_at as "changedAt", k.changed_by as "changedBy", k.closed_at as "closedAt"
from complaints k join brands b on b.id = k.brand_id join shortcodes c on c.id = k.shortcode_id
join subscribers p on p.id = k.subscriber_id`;

export interface ComplaintFilter {
  /** The only brand whose complaints are seen; null: all. */
  readonly brandId: number | null;
  readonly state: ComplaintState | null;
  /** A tracking code, in whatever case it was said. */
  readonly code: string | null;
  readonly assignee: string | null;
  readonly charge: number | null;
  /** Unfinished, and due before then. */
  readonly overdueAt: Date | null;
}

/** Complaints behind `after`, oldest first. */
export async function readComplaints(
  sql: Sql,
  { brandId, state, code, assignee, charge, overdueAt }: ComplaintFilter,
  after: number,
  limit: number,
): Promise<ComplaintRow[]> {
  return sql.query<ComplaintRow & Row>({
    text: `${ROW} where k.id > $1 and ($2::int is null or k.brand_id = $2) and ($3::text is null or k.state = $3)
             and ($4::text is null or k.assignee = $4) and ($5::bigint is null or k.charge_id = $5)
             and ($6::timestamptz is null or (k.due_at < $6 and k.state = any($7::text[])))
             and ($8::text is null or k.code = upper(trim($8)))
           order by k.id limit $9`,
    values: [after, brandId, state, assignee, charge, overdueAt, UNFINISHED, code, limit],
  });
}

export async function findComplaint(
  sql: Sql,
  id: number,
  brandId: number | null,
): Promise<ComplaintRow | undefined> {
  const [row] = await sql.query<ComplaintRow & Row>({
    text: `${ROW} where k.id = $1 and ($2::int is null or k.brand_id = $2)`,
    values: [id, brandId],
  });
  return row;
}

/** What a complaint is about, and whose it is. */
export interface Subject {
  readonly brandId: number;
  readonly subscriberId: number;
  readonly shortcodeId: number;
  readonly serviceId: number | null;
  readonly subscriptionId: number | null;
  readonly chargeId: number | null;
}

export async function subjectOfCharge(
  sql: Sql,
  chargeId: number,
  brandId: number | null,
): Promise<Subject | undefined> {
  const [subject] = await sql.query<Subject & Row>({
    text: `select c.brand_id as "brandId", c.subscriber_id as "subscriberId", c.shortcode_id as "shortcodeId",
             c.service_id as "serviceId", c.subscription_id as "subscriptionId", c.id as "chargeId"
           from charges c where c.id = $1 and ($2::int is null or c.brand_id = $2)`,
    values: [chargeId, brandId],
  });
  return subject;
}

export async function subjectOfSubscription(
  sql: Sql,
  subscriptionId: number,
  brandId: number | null,
): Promise<Subject | undefined> {
  const [subject] = await sql.query<Subject & Row>({
    text: `select v.brand_id as "brandId", s.subscriber_id as "subscriberId", s.shortcode_id as "shortcodeId",
             s.service_id as "serviceId", s.id as "subscriptionId", null::bigint as "chargeId"
           from subscriptions s join services v on v.id = s.service_id
           where s.id = $1 and ($2::int is null or v.brand_id = $2)`,
    values: [subscriptionId, brandId],
  });
  return subject;
}

/** How the person of a complaint is written to. */
export type Address = Pick<ComplaintRow, 'brandName' | 'msisdn' | 'shortcode' | 'language'>;

export async function addressOf(sql: Sql, { brandId, shortcodeId, subscriberId }: Subject): Promise<Address> {
  const [address] = await sql.query<Address & Row>({
    text: `select b.name as "brandName", p.msisdn, c.number as shortcode, coalesce(p.language, c.language) as language
           from brands b, shortcodes c, subscribers p where b.id = $1 and c.id = $2 and p.id = $3`,
    values: [brandId, shortcodeId, subscriberId],
  });
  if (!address) throw new Error('a complaint is about nobody');
  return address;
}

/** Whether a number is, or was, that of the person. */
export async function isNumberOf(sql: Sql, subscriberId: number, senderHash: string): Promise<boolean> {
  const rows = await sql.query({
    text: 'select 1 from subscribers where id = $1 and sender_hash = $2',
    values: [subscriberId, senderHash],
  });
  return rows.length > 0;
}

/** Whether a complaint can be given to somebody by that name. */
export async function isColleague(sql: Sql, name: string): Promise<boolean> {
  const rows = await sql.query({
    text: `select 1 from api_keys where name = $1 and role in ('administrator', 'care') and revoked_at is null`,
    values: [name],
  });
  return rows.length > 0;
}

export interface NewComplaint extends Subject {
  /** The tracking code. */
  readonly code: string;
  readonly channel: ComplaintChannel;
  readonly words: string;
  readonly dueAt: Date | null;
  readonly at: Date;
  readonly by: string;
}

export async function insertComplaint(sql: Sql, complaint: NewComplaint): Promise<number> {
  const { code, brandId, subscriberId, shortcodeId, serviceId, subscriptionId, chargeId } = complaint;
  const { channel, words, dueAt, at, by } = complaint;
  const [row] = await sql.query<{ id: number }>({
    text: `insert into complaints (code, brand_id, subscriber_id, shortcode_id, service_id, subscription_id, charge_id, channel, words,
             due_at, opened_at, opened_by, changed_at, changed_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12) returning id`,
    values: [
      ...[code, brandId, subscriberId, shortcodeId, serviceId, subscriptionId, chargeId],
      ...[channel, words, dueAt, at, by],
    ],
  });
  if (!row) throw new Error('a complaint has no id');
  return row.id;
}

export interface ComplaintChange {
  readonly state: ComplaintState;
  readonly answer?: string;
  readonly packSha256?: string;
  readonly refundId?: number;
  readonly at: Date;
  readonly by: string;
}

/** @returns false when its state does not allow it (any more) */
export async function changeComplaint(sql: Sql, id: number, change: ComplaintChange): Promise<boolean> {
  const { state, answer = null, packSha256 = null, refundId = null, at, by } = change;
  const changed = await sql.run({
    text: `update complaints set state = $2, answer = coalesce($3, answer), pack_sha256 = coalesce($4, pack_sha256),
             refund_id = coalesce($5, refund_id), changed_at = $6, changed_by = $7,
             answered_at = case when $2 = 'answered' then $6 else answered_at end,
             closed_at = case when $2 = 'closed' then $6 end
           where id = $1 and state = any($8::text[])`,
    values: [id, state, answer, packSha256, refundId, at, by, statesBefore(state)],
  });
  return changed > 0;
}

/** @returns false when it is finished */
export async function assignComplaint(
  sql: Sql,
  id: number,
  assignee: string,
  { at, by }: Pick<ComplaintChange, 'at' | 'by'>,
): Promise<boolean> {
  const changed = await sql.run({
    text: `update complaints set assignee = $2, changed_at = $3, changed_by = $4 where id = $1 and state = any($5::text[])`,
    values: [id, assignee, at, by, UNFINISHED],
  });
  return changed > 0;
}

export interface ComplaintStep {
  readonly step: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly at: Date;
}

export async function noteStep(
  sql: Sql,
  id: number,
  { step, actor, reason, at }: ComplaintStep,
): Promise<void> {
  await sql.run({
    text: 'insert into complaint_steps (complaint_id, step, actor, reason, at) values ($1, $2, $3, $4, $5)',
    values: [id, step, actor, reason, at],
  });
}

/** More than anybody does with one complaint. */
const MOST_STEPS = 1_000;

/** What was done with it, oldest first. */
export async function readComplaintSteps(sql: Sql, id: number): Promise<ComplaintStep[]> {
  return sql.query<ComplaintStep & Row>({
    text: `select step, actor, reason, at from complaint_steps where complaint_id = $1 order by id limit ${MOST_STEPS}`,
    values: [id],
  });
}
