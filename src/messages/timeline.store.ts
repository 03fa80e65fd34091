import type { Sql } from '../platform/database.service';
import type { StoryEvent } from './story';

type EventOf<T extends StoryEvent['type']> = Extract<StoryEvent, { type: T }>;
type Row<T> = T & Record<string, unknown>;

/** Whose texts and messages are asked for; more than one id is one statement all the same. */
const HEARD = `
select 'heard' as type, t.received_at as at, t.id as "textId", c.name as connector, t.sender as "from", t.code as "to", t.body as text,
  t.said_at as "saidAt", coalesce(t.flags, '{}') as flags
from texts t left join connectors c on c.id = t.connector_id where t.id = any($1::bigint[])`;

const PARTS = `
select 'part' as type, p.received_at as at, p.part, p.total, p.ref, p.whole_id as "wholeId"
from parts p where p.whole_id = any($1::bigint[]) or p.text_id = any($1::bigint[])`;

const DECIDED = `
select 'decided' as type, d.decided_at as at, d.text_id as "textId", d.rule, d.because, g.name as campaign,
  d.config_version as "configVersion", d.facts
from decisions d left join campaigns g on g.id = d.campaign_id where d.text_id = any($1::bigint[])`;

const SET_ASIDE = `
select 'set aside' as type, s.at, s.text_id as "textId", s.error, s.tries from set_aside s where s.text_id = any($1::bigint[])`;

const RELEASED = `
select 'released' as type, s.released_at as at, s.text_id as "textId" from set_aside s
where s.text_id = any($1::bigint[]) and s.released_at is not null`;

const CONSENTS = `
select 'consent' as type, c.recorded_at as at, c.text_id as "textId", c.event, c.scope, c.channel, c.words, c.shown
from decisions d join consents c on c.subscriber_id = d.subscriber_id and c.text_id = d.text_id where d.text_id = any($1::bigint[])`;

const QUEUED = `
select 'queued' as type, m.created_at as at, m.id as "messageId", m.text_id as "textId", m.class, s.number as "from", m.body as text,
  m.expires_at as "expiresAt"
from outbound m join shortcodes s on s.id = m.shortcode_id where m.id = any($1::bigint[])`;

const WAITING = `
select 'waiting' as type, m.created_at as at, o.outbound_id as "messageId", o.state, o.attempts, o.due_at as "dueAt"
from outbox o join outbound m on m.id = o.outbound_id where o.outbound_id = any($1::bigint[])`;

const SUBMITTED = `
select 'submitted' as type, d.at, d.outbound_id as "messageId", case when d.remote_id is null then d.state else 'sent' end as state,
  case when d.remote_id is null then d.reason end as reason, d.attempts, d.resends, d.remote_id as "remoteId"
from deliveries d where d.outbound_id = any($1::bigint[])`;

const FINAL = `
select 'final' as type, d.final_at as at, d.outbound_id as "messageId", d.state, d.reason
from deliveries d where d.outbound_id = any($1::bigint[]) and d.final_at is not null`;

const REPORTED = `
select 'reported' as type, r.received_at as at, r.outbound_id as "messageId", r.state, r.error, r.effect, r.at as "reportedAt"
from reports r where r.outbound_id = any($1::bigint[])`;

/** Everything that happened to these texts themselves. */
export async function eventsOfTexts(sql: Sql, textIds: readonly number[]): Promise<StoryEvent[]> {
  const read = <T extends StoryEvent['type']>(text: string) =>
    sql.query<Row<EventOf<T>>>({ text, values: [textIds] });
  const events: StoryEvent[][] = [
    await read<'heard'>(HEARD),
    await read<'part'>(PARTS),
    await read<'decided'>(DECIDED),
    await read<'set aside'>(SET_ASIDE),
    await read<'released'>(RELEASED),
    await read<'consent'>(CONSENTS),
  ];
  return events.flat();
}

/** Everything that happened to these messages, from the queue to the last report. */
export async function eventsOfMessages(sql: Sql, messageIds: readonly number[]): Promise<StoryEvent[]> {
  const read = <T extends StoryEvent['type']>(text: string) =>
    sql.query<Row<EventOf<T>>>({ text, values: [messageIds] });
  const events: StoryEvent[][] = [
    await read<'queued'>(QUEUED),
    await read<'waiting'>(WAITING),
    await read<'submitted'>(SUBMITTED),
    await read<'final'>(FINAL),
    await read<'reported'>(REPORTED),
  ];
  return events.flat();
}

/** What these texts caused to be sent. */
export async function repliesTo(sql: Sql, textIds: readonly number[]): Promise<number[]> {
  const rows = await sql.query<{ id: number }>({
    text: 'select id from outbound where text_id = any($1::bigint[]) order by id',
    values: [textIds],
  });
  return rows.map(({ id }) => id);
}

/** Whose a text is: the brand of its campaign, of its dedicated code, or of a reply to it. */
const TEXT_IS_OF = `
select exists (select 1 from texts t where t.id = $1) or exists (select 1 from parts p where p.text_id = $1) as known,
  exists (
    select 1 from texts t left join shortcodes s on s.number = t.code left join decisions d on d.text_id = t.id
      left join campaigns g on g.id = d.campaign_id
    where t.id = $1 and (s.brand_id = $2 or g.brand_id = $2
      or exists (select 1 from outbound m where m.text_id = t.id and m.brand_id = $2))
  ) as theirs`;

/** Whether a text exists, for this brand; for anybody when `brandId` is null. */
export async function isTextOf(sql: Sql, textId: number, brandId: number | null): Promise<boolean> {
  const [row] = await sql.query<{ known: boolean; theirs: boolean }>({
    text: TEXT_IS_OF,
    values: [textId, brandId],
  });
  return brandId === null ? (row?.known ?? false) : (row?.theirs ?? false);
}

/** Whether a message exists, for this brand; for anybody when `brandId` is null. */
export async function isMessageOf(sql: Sql, messageId: number, brandId: number | null): Promise<boolean> {
  const [row] = await sql.query<{ theirs: boolean }>({
    text: 'select exists (select 1 from outbound where id = $1 and ($2::int is null or brand_id = $2)) as theirs',
    values: [messageId, brandId],
  });
  return row?.theirs ?? false;
}
