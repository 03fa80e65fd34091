import type { Sql, Tx } from '../../platform/database.service';
import type { Category, Difference, Via } from '../matching/category';
import type { FindingState } from './finding-state';

/** A finding as people work at it. Amounts as strings: they may be larger than a number holds. */
export interface FindingCard {
  readonly id: number;
  readonly operatorId: number;
  readonly operator: string;
  readonly day: string;
  readonly category: Category;
  readonly differences: readonly Difference[];
  readonly via: Via | null;
  readonly chargeId: number | null;
  readonly refundId: number | null;
  readonly fileId: number | null;
  readonly line: number | null;
  readonly operatorTxnId: string | null;
  readonly serviceId: number | null;
  readonly oursMinor: string | null;
  readonly theirsMinor: string | null;
  readonly deltaMinor: string;
  readonly adjustedMinor: string;
  readonly currency: string;
  readonly oursState: string | null;
  readonly theirsStatus: string | null;
  readonly oursAt: Date | null;
  readonly theirsAt: Date | null;
  readonly lateUntil: Date | null;
  readonly state: FindingState;
  readonly assignee: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly proposal: Proposal | null;
}

/** A decision that waits for a second pair of eyes. */
export interface Proposal {
  readonly outcome: 'ACCEPTED' | 'WRITTEN_OFF';
  readonly amountMinor: string;
  readonly reason: string;
  readonly apiKeyId: number;
  readonly actor: string;
  readonly at: string;
}

type Row = Readonly<Record<string, unknown>>;

const CARD = `
select f.id, f.operator_id as "operatorId", o.code as operator, f.day, f.category, f.differences, f.via, f.charge_id as "chargeId",
  f.refund_id as "refundId", f.file_id as "fileId", f.line, f.operator_txn_id as "operatorTxnId", f.service_id as "serviceId",
  f.ours_minor::text as "oursMinor", f.theirs_minor::text as "theirsMinor", f.delta_minor::text as "deltaMinor",
  f.adjusted_minor::text as "adjustedMinor", f.currency, f.ours_state as "oursState", f.theirs_status as "theirsStatus",
  f.ours_at as "oursAt", f.theirs_at as "theirsAt", f.late_until as "lateUntil", f.state, f.assignee, f.opened_at as "openedAt",
  f.closed_at as "closedAt",
  case when p.finding_id is not null then json_build_object('outcome', p.to_state, 'amountMinor', p.amount_minor::text,
    'reason', p.reason, 'apiKeyId', p.api_key_id, 'actor', p.actor, 'at', p.at) end as proposal
from findings f join operators o on o.id = f.operator_id left join finding_proposals p on p.finding_id = f.id`;

export interface FindingFilter {
  readonly operatorId: number | null;
  readonly day: string | null;
  readonly state: FindingState | null;
  readonly category: Category | null;
  readonly assignee: string | null;
  readonly charge: number | null;
}

/** Findings behind `after`, oldest first. */
export function readFindings(
  sql: Sql,
  filter: FindingFilter,
  after: number,
  limit: number,
): Promise<FindingCard[]> {
  return sql.query<FindingCard & Row>({
    text: `${CARD}
           where f.id > $1 and ($2::int is null or f.operator_id = $2) and ($3::date is null or f.day = $3)
             and ($4::text is null or f.state = $4) and ($5::text is null or f.category = $5)
             and ($6::text is null or f.assignee = $6) and ($7::bigint is null or f.charge_id = $7)
           order by f.id limit $8`,
    values: [
      after,
      filter.operatorId,
      filter.day,
      filter.state,
      filter.category,
      filter.assignee,
      filter.charge,
      limit,
    ],
  });
}

export async function findFinding(sql: Sql, id: number): Promise<FindingCard | undefined> {
  const [card] = await sql.query<FindingCard & Row>({ text: `${CARD} where f.id = $1`, values: [id] });
  return card;
}

/** Locks a finding and reads it as it is once locked. */
export async function lockFinding(tx: Tx, id: number): Promise<FindingCard | undefined> {
  await tx.sql.run({ text: 'select id from findings where id = $1 for update', values: [id] });
  return findFinding(tx.sql, id);
}

/** One step of a finding's history. */
export interface StepCard {
  readonly id: number;
  readonly step: string;
  readonly from: string | null;
  readonly to: string;
  readonly category: Category;
  readonly run: number | null;
  readonly actor: string;
  readonly reason: string;
  readonly amountMinor: string | null;
  readonly transfer: number | null;
  readonly at: Date;
}

export function readSteps(sql: Sql, findingId: number): Promise<StepCard[]> {
  return sql.query<StepCard & Row>({
    text: `select id, step, from_state as "from", to_state as "to", category, run_id as run, actor, reason,
             amount_minor::text as "amountMinor", transfer_id as transfer, at
           from finding_steps where finding_id = $1 order by id`,
    values: [findingId],
  });
}

export interface NewStep {
  readonly step: string;
  readonly to: FindingState;
  readonly actor: string;
  readonly reason: string;
  readonly amountMinor: bigint | null;
  readonly transferId: number | null;
  readonly at: Date;
}

/** Writes a step of a finding that is locked. */
export async function writeStep(tx: Tx, finding: FindingCard, step: NewStep): Promise<void> {
  await tx.sql.run({
    text: `insert into finding_steps (finding_id, step, from_state, to_state, category, actor, reason, amount_minor, transfer_id, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      finding.id,
      step.step,
      finding.state,
      step.to,
      finding.category,
      step.actor,
      step.reason,
      step.amountMinor?.toString() ?? null,
      step.transferId,
      step.at,
    ],
  });
}

export interface FindingChange {
  readonly state: FindingState;
  readonly assignee: string | null;
  readonly adjustedMinor: bigint;
  readonly closedAt: Date | null;
}

export async function changeFinding(tx: Tx, id: number, change: FindingChange): Promise<void> {
  await tx.sql.run({
    text: `update findings set state = $2, assignee = $3, adjusted_minor = $4, closed_at = $5 where id = $1`,
    values: [id, change.state, change.assignee, change.adjustedMinor.toString(), change.closedAt],
  });
}

export async function writeProposal(
  tx: Tx,
  findingId: number,
  proposal: Omit<Proposal, 'amountMinor' | 'at'> & { readonly amountMinor: bigint; readonly at: Date },
): Promise<void> {
  await tx.sql.run({
    text: `insert into finding_proposals (finding_id, to_state, amount_minor, reason, api_key_id, actor, at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      findingId,
      proposal.outcome,
      proposal.amountMinor.toString(),
      proposal.reason,
      proposal.apiKeyId,
      proposal.actor,
      proposal.at,
    ],
  });
}

export async function dropProposal(tx: Tx, findingId: number): Promise<void> {
  await tx.sql.run({ text: 'delete from finding_proposals where finding_id = $1', values: [findingId] });
}

/** Steps that moved money so far: the next one's number keeps its transfer's key its own. */
export async function countTransfers(tx: Tx, findingId: number): Promise<number> {
  const [row] = await tx.sql.query<{ count: number }>({
    text: 'select count(*) as count from finding_steps where finding_id = $1 and transfer_id is not null',
    values: [findingId],
  });
  return row?.count ?? 0;
}
