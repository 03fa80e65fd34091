import type { Sql } from '../../platform/database.service';

/** A charge with everything it names; the head of its evidence. */
export interface DisputedCharge {
  readonly id: number;
  readonly key: string;
  readonly purpose: string;
  readonly state: string;
  readonly brand: string;
  readonly brandId: number;
  readonly code: string;
  readonly shortcodeId: number;
  readonly serviceId: number;
  readonly service: string;
  readonly provider: string;
  readonly subscriptionId: number | null;
  readonly subscriberId: number;
  /** Null once the person is erased. */
  readonly msisdn: string | null;
  readonly senderHash: string;
  readonly operator: string;
  readonly gateway: string;
  readonly tariffId: number;
  readonly amountMinor: string;
  readonly refundedMinor: string;
  readonly currency: string;
  readonly vatBp: number;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly attempts: number;
  readonly failure: string | null;
  readonly remoteId: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly stoppedAt: Date | null;
  /** From when on what was said belongs to this charge. */
  readonly storyFrom: Date;
  readonly storyUntil: Date;
}

type Row = Readonly<Record<string, unknown>>;
type Rows = readonly Row[];

const CHARGE = `
select c.id, c.key, c.purpose, c.state, b.code as brand, c.brand_id as "brandId", n.number as code, c.shortcode_id as "shortcodeId",
  c.service_id as "serviceId", l.name as service, v.provider, c.subscription_id as "subscriptionId",
  c.subscriber_id as "subscriberId", p.msisdn, p.sender_hash as "senderHash", o.code as operator, g.name as gateway,
  c.tariff_id as "tariffId", c.amount_minor::text as "amountMinor", c.refunded_minor::text as "refundedMinor", c.currency,
  c.vat_bp as "vatBp", c.period_start as "periodStart", c.period_end as "periodEnd", c.attempts, c.failure,
  c.remote_id as "remoteId", c.created_at as "createdAt", c.settled_at as "settledAt", c.stopped_at as "stoppedAt",
  least(coalesce(u.joined_at, c.created_at), c.created_at) - interval '1 day' as "storyFrom",
  coalesce(c.settled_at, c.created_at) + interval '7 days' as "storyUntil"
from charges c join brands b on b.id = c.brand_id join shortcodes n on n.id = c.shortcode_id
join services v on v.id = c.service_id join lists l on l.id = v.list_id
join subscribers p on p.id = c.subscriber_id join operators o on o.id = c.operator_id
join charge_gateways g on g.id = c.gateway_id left join subscriptions u on u.id = c.subscription_id
where c.id = $1`;

export async function findDisputed(sql: Sql, id: number): Promise<DisputedCharge | undefined> {
  const [charge] = await sql.query<DisputedCharge & Row>({ text: CHARGE, values: [id] });
  return charge;
}

/** Each section's statement; $1 is the charge. A section is read whole: a person and a code say a few hundred things at most. */
const SECTIONS = {
  tariff: `
select t.id, t.service_id as "serviceId", t.effective_from as "effectiveFrom", t.amount_minor::text as "amountMinor", t.currency,
  t.vat_bp as "vatBp"
from charges c join tariffs t on t.service_id = c.service_id where c.id = $1 order by t.effective_from, t.id`,
  subscription: `
select u.id, u.state, u.channel, u.language, u.tariff_id as "tariffId", u.shown, u.joined_at as "joinedAt", u.anchor_at as "anchorAt",
  u.ended_at as "endedAt", u.end_reason as "endReason"
from charges c join subscriptions u on u.id = c.subscription_id where c.id = $1`,
  subscriptionEvents: `
select e.id, e.event, e.from_state as "from", e.to_state as "to", e.charge_id as charge, e.reason, e.channel, e.actor, e.at
from charges c join subscription_events e on e.subscription_id = c.subscription_id where c.id = $1 order by e.id`,
  refunds: `
select r.id, r.key, r.amount_minor::text as "amountMinor", r.currency, r.state, r.reason, r.actor, r.attempts, r.failure,
  r.remote_id as "remoteId", r.correlator, r.created_at as "createdAt", r.settled_at as "settledAt"
from refunds r where r.charge_id = $1 order by r.id`,
  notices: `
select e.id, e.type, e.outcome, e.failure, e.correlator, e.remote_id as "remoteId", e.at
from charge_events e where e.charge_id = $1 order by e.id`,
  findings: `
select f.id, f.category, f.state, f.day, f.delta_minor::text as "deltaMinor", f.currency, f.opened_at as "openedAt",
  (select json_agg(json_build_object('step', s.step, 'actor', s.actor, 'reason', s.reason, 'at', s.at) order by s.id)
   from finding_steps s where s.finding_id = f.id) as steps
from findings f where f.charge_id = $1 order by f.id`,
} as const;

export type EvidenceSection = keyof typeof SECTIONS;
export const EVIDENCE_SECTIONS = Object.keys(SECTIONS) as readonly EvidenceSection[];

export async function readSection(sql: Sql, section: EvidenceSection, chargeId: number): Promise<Rows> {
  return sql.query<Row>({ text: SECTIONS[section], values: [chargeId] });
}

/** More than any person says to a code in a subscription's life. */
const MOST = 1_000;

const TEXTS = `
select t.id, k.name as connector, t.code, t.body as text, encode(t.original, 'hex') as original, t.remote_id as "remoteId",
  t.link_id as "linkId", t.operator, t.flags, t.sent_at as "sentAt", t.said_at as "saidAt", t.received_at as "receivedAt",
  d.rule, d.because, d.decided_at as "decidedAt"
from texts t left join connectors k on k.id = t.connector_id left join decisions d on d.text_id = t.id
where (t.sender_hash = $1 and t.code = $2 and t.said_at >= $3 and t.said_at < $4)
  or t.id in (select text_id from carried_charges where charge_id = $5 and text_id is not null)
order by t.id limit ${MOST}`;

const MESSAGES = `
select m.id, m.text_id as "answers", m.class, m.body as text, m.created_at as "createdAt", d.state, d.remote_id as "remoteId", d.reason,
  d.attempts, d.at as "submittedAt", d.final_at as "finalAt",
  (select json_agg(json_build_object('state', r.state, 'error', r.error, 'raw', r.raw, 'at', r.at, 'receivedAt', r.received_at) order by r.id)
   from reports r where r.outbound_id = m.id) as reports
from outbound m left join deliveries d on d.outbound_id = m.id
where (m.subscriber_id = $1 and m.shortcode_id = $2 and m.created_at >= $3 and m.created_at < $4)
  or m.id in (select outbound_id from carried_charges where charge_id = $5 and outbound_id is not null)
order by m.id limit ${MOST}`;

/** A stretch of what a person and a code said to each other; 0: of no charge in particular. */
export type Exchange = Pick<
  DisputedCharge,
  'id' | 'senderHash' | 'code' | 'subscriberId' | 'shortcodeId' | 'storyFrom' | 'storyUntil'
>;

/** What the person texted to the code while the subscription lived, as it came. */
export async function readTexts(sql: Sql, charge: Exchange): Promise<Rows> {
  const { senderHash, code, storyFrom, storyUntil, id } = charge;
  return sql.query<Row>({ text: TEXTS, values: [senderHash, code, storyFrom, storyUntil, id] });
}

/** What was sent to them, with everything the carrier reported of it. */
export async function readMessages(sql: Sql, charge: Exchange): Promise<Rows> {
  const { subscriberId, shortcodeId, storyFrom, storyUntil, id } = charge;
  return sql.query<Row>({ text: MESSAGES, values: [subscriberId, shortcodeId, storyFrom, storyUntil, id] });
}

/** Their rows about a charge, as the files in force have them. */
export async function readStatementRows(sql: Sql, chargeId: number): Promise<Rows> {
  return sql.query<Row>({
    text: `select s.name as file, s.sha256 as "fileSha256", s.day, f.line, f.operator_txn_id as "operatorTxnId",
             f.theirs_status as status, f.theirs_minor::text as "amountMinor", f.currency, f.theirs_at as "chargedAt"
           from findings f join statement_files s on s.id = f.file_id where f.charge_id = $1 order by f.id`,
    values: [chargeId],
  });
}

/** What the figures of an incident are made of. */
export async function readIncidentFigures(
  sql: Sql,
  incidentId: number,
): Promise<{ readonly totals: Rows; readonly findings: Rows }> {
  const totals = await sql.query<Row>({
    text: `select t.service_id as service, t.tariff_id as tariff, t.currency, t.ours, t.ours_minor::text as "oursMinor",
             t.ours_refunds as "oursRefunds", t.ours_refunded_minor::text as "oursRefundedMinor", t.theirs,
             t.theirs_minor::text as "theirsMinor", t.theirs_refunds as "theirsRefunds",
             t.theirs_refunded_minor::text as "theirsRefundedMinor"
           from reconciliation_incidents i join control_totals t on t.run_id = i.run_id and t.currency = i.currency
           where i.id = $1 order by t.service_id, t.tariff_id`,
    values: [incidentId],
  });
  const findings = await sql.query<Row>({
    text: `select f.id, f.category, f.state, f.charge_id as charge, f.operator_txn_id as "operatorTxnId",
             f.ours_minor::text as "oursMinor", f.theirs_minor::text as "theirsMinor", f.delta_minor::text as "deltaMinor", f.currency
           from reconciliation_incidents i
           join findings f on f.operator_id = i.operator_id and f.day = i.day and f.currency = i.currency
           where i.id = $1 order by abs(f.delta_minor) desc, f.id limit ${MOST}`,
    values: [incidentId],
  });
  return { totals, findings };
}
