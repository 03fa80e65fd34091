import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AnswerOnce } from '../../access/answer-once.decorator';
import type { ApiCaller } from '../../access/caller.decorator';
import type { RefundWish } from '../../billing/refunds/refund-plan';
import { Refunds } from '../../billing/refunds/refunds.service';
import { trackingCode } from '../../campaigns/tickets/tracking-code';
import type { NewMessageDto } from '../../messages/send.dto';
import { SendDoor, type Sent } from '../../messages/send.service';
import { Clock } from '../../platform/clock.service';
import { Database, type Sql } from '../../platform/database.service';
import { Identity } from '../../platform/identity.service';
import { Problem } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import type { EvidencePack } from '../../reconciliation/evidence/pack';
import { ComplaintEvidence } from './complaint-evidence.service';
import type {
  AnswerComplaintDto,
  ComplaintDto,
  NewComplaintDto,
  ToldComplaintDto,
  UpholdDto,
} from './complaint.dto';
import type { ComplaintState } from './complaint-state';
import { answeredText, registeredText } from './complaint-texts';
import { ComplaintSubjects } from './complaint-subjects.service';
import { shownComplaint } from './complaint-view';
import {
  addressOf,
  assignComplaint,
  changeComplaint,
  findComplaint,
  insertComplaint,
  isColleague,
  noteStep,
  readComplaints,
  readComplaintSteps,
  type Address,
  type ComplaintChange,
  type ComplaintFilter,
  type ComplaintRow,
  type ComplaintStep,
} from './complaints.store';
import { freeze, thaw } from './frozen-pack';
import { keepPack, readParts } from './frozen-packs.store';

const MOST_REFUND_REASON_CHARS = 300;

/** What people complain of, from the first word to the last, and what each colleague did about it. */
@Injectable()
export class Complaints {
  constructor(
    private readonly database: Database,
    private readonly door: SendDoor,
    private readonly refunds: Refunds,
    private readonly evidence: ComplaintEvidence,
    private readonly subjects: ComplaintSubjects,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  page(
    filter: Omit<ComplaintFilter, 'overdueAt'>,
    isOverdue: boolean,
    after: number,
    limit: number,
  ): Promise<ComplaintRow[]> {
    const overdueAt = isOverdue ? this.clock.now() : null;
    return readComplaints(this.database.sql, { ...filter, overdueAt }, after, limit);
  }

  async one(
    { brandId }: ApiCaller,
    id: number,
  ): Promise<{ readonly complaint: ComplaintRow; readonly steps: readonly ComplaintStep[] }> {
    const { sql } = this.database;
    return { complaint: await found(sql, id, brandId), steps: await readComplaintSteps(sql, id) };
  }

  /**
   * Opens a complaint, and tells the person its tracking code where they may be written to.
   * @param keep told the answer in the transaction that opens it
   */
  async open(caller: ApiCaller, wish: NewComplaintDto, keep: AnswerOnce): Promise<ToldComplaintDto> {
    const subject = await this.subjects.meant(wish, caller.brandId);
    const address = await addressOf(this.database.sql, subject);
    const code = trackingCode(this.identity.luckOf(`complaint ${randomUUID()}`));
    const said = registeredText({ ...address, brand: address.brandName, code });
    const message = wish.send ? messageTo(address, subject.brandId, said) : null;
    return this.telling(caller, message, async (sql, sent) => {
      const at = this.clock.now();
      const dueAt = wish.dueAt === undefined ? null : new Date(wish.dueAt);
      const { channel, words } = wish;
      const id = await insertComplaint(sql, { ...subject, code, channel, words, dueAt, at, by: caller.name });
      await noteStep(sql, id, { step: 'opened', actor: caller.name, reason: null, at });
      const answer = { ...shownComplaint(await found(sql, id, caller.brandId)), ...toldBy(sent) };
      await keep(sql, answer);
      return answer;
    });
  }

  /** @param keep told the answer in the same transaction, here and below */
  assign(
    caller: ApiCaller,
    id: number,
    assignee: string,
    reason: string,
    keep: AnswerOnce,
  ): Promise<ComplaintDto> {
    return this.act(caller, id, keep, async (sql) => {
      const at = this.clock.now();
      if (!(await isColleague(sql, assignee)))
        throw invalid([
          { path: 'assignee', message: 'must be the name of a key of care or of an administrator' },
        ]);
      if (!(await assignComplaint(sql, id, assignee, { at, by: caller.name })))
        throw new Problem('CONFLICT', `Complaint ${id} has been closed.`);
      await noteStep(sql, id, { step: `assigned to ${assignee}`, actor: caller.name, reason, at });
    });
  }

  /** Answers the person, and freezes all that is known at this moment: whatever is decided was decided on that. */
  async answer(
    caller: ApiCaller,
    id: number,
    { text, send }: AnswerComplaintDto,
    keep: AnswerOnce,
  ): Promise<ToldComplaintDto> {
    const { complaint, steps } = await this.one(caller, id);
    if (complaint.state !== 'open') throw cannot(complaint, 'answered');
    const pack = freeze(await this.evidence.packOf(complaint, steps, text));
    const said = answeredText({ ...complaint, brand: complaint.brandName }, text);
    const message = send ? messageTo(complaint, complaint.brandId, said) : null;
    return this.telling(caller, message, async (sql, sent) => {
      const change = { state: 'answered', answer: text, packSha256: pack.sha256 } as const;
      const after = await this.change(sql, caller, id, change, `evidence ${pack.sha256}`);
      await keepPack(sql, id, pack);
      const answer = { ...shownComplaint(after), ...toldBy(sent) };
      await keep(sql, answer);
      return answer;
    });
  }

  /** The person was right: the charge goes back through the same door as any refund, in the same transaction. */
  async uphold(
    caller: ApiCaller,
    id: number,
    { reason, refund, amount }: UpholdDto,
    keep: AnswerOnce,
  ): Promise<ComplaintDto> {
    const complaint = await found(this.database.sql, id, caller.brandId);
    if (!refund || complaint.charge === null)
      return this.act(caller, id, keep, async (sql) => {
        await this.change(sql, caller, id, { state: 'upheld' }, reason);
      });
    const wish: RefundWish = {
      key: `complaint:${id}`,
      chargeId: complaint.charge,
      amountMinor: amount === undefined ? null : BigInt(amount.minor),
      currency: amount?.currency ?? null,
      reason: `complaint ${complaint.code}: ${reason}`.slice(0, MOST_REFUND_REASON_CHARS),
      actor: caller.name,
    };
    let shown: ComplaintDto | null = null;
    await this.refunds.ask([wish], async (sql, [given]) => {
      if (given?.type === 'problem') throw given.problem;
      const refundId = given?.refund.id;
      if (refundId === undefined) throw new Error('a refund was not answered');
      shown = shownComplaint(await this.change(sql, caller, id, { state: 'upheld', refundId }, reason));
      await keep(sql, shown);
    });
    return shown ?? missing();
  }

  dismiss(caller: ApiCaller, id: number, reason: string, keep: AnswerOnce): Promise<ComplaintDto> {
    return this.act(caller, id, keep, async (sql) => {
      await this.change(sql, caller, id, { state: 'dismissed' }, reason);
    });
  }

  /** For good. */
  close(caller: ApiCaller, id: number, reason: string, keep: AnswerOnce): Promise<ComplaintDto> {
    return this.act(caller, id, keep, async (sql) => {
      await this.change(sql, caller, id, { state: 'closed' }, reason);
    });
  }

  /** The evidence as it was when the person was answered, with every hash read again; never what somebody has altered since. */
  async packOf({ brandId }: ApiCaller, id: number): Promise<EvidencePack> {
    const { sql } = this.database;
    const { packSha256 } = await found(sql, id, brandId);
    if (packSha256 === null)
      throw new Problem(
        'CONFLICT',
        `Complaint ${id} has not been answered: its evidence is frozen with the answer.`,
      );
    const thawed = thaw({ parts: await readParts(sql, id), sha256: packSha256 });
    if (thawed.type === 'intact') return thawed.pack;
    throw new Problem('CONFLICT', 'The evidence is not what was frozen.', {
      reason: 'EVIDENCE_ALTERED',
      parts: thawed.parts,
    });
  }

  /** Does it together with a message, where there is one. */
  private async telling<T>(
    { brandId }: ApiCaller,
    message: NewMessageDto | null,
    conclude: (sql: Sql, sent: Sent | undefined) => Promise<T>,
  ): Promise<T> {
    if (!message) return this.database.transaction((tx) => conclude(tx.sql, undefined));
    const concluded: T[] = [];
    await this.door.send([{ wish: message }], brandId, async (sql, [sent]) => {
      concluded.push(await conclude(sql, sent));
    });
    return concluded[0] ?? missing();
  }

  private act(
    { brandId }: ApiCaller,
    id: number,
    keep: AnswerOnce,
    work: (sql: Sql) => Promise<void>,
  ): Promise<ComplaintDto> {
    return this.database.transaction(async ({ sql }) => {
      await found(sql, id, brandId);
      await work(sql);
      const answer = shownComplaint(await found(sql, id, brandId));
      await keep(sql, answer);
      return answer;
    });
  }

  private async change(
    sql: Sql,
    { name, brandId }: ApiCaller,
    id: number,
    change: Omit<ComplaintChange, 'at' | 'by'>,
    reason: string,
  ): Promise<ComplaintRow> {
    const at = this.clock.now();
    if (!(await changeComplaint(sql, id, { ...change, at, by: name })))
      throw cannot(await found(sql, id, brandId), change.state);
    await noteStep(sql, id, { step: change.state, actor: name, reason, at });
    return found(sql, id, brandId);
  }
}

async function found(sql: Sql, id: number, brandId: number | null): Promise<ComplaintRow> {
  const complaint = await findComplaint(sql, id, brandId);
  if (!complaint) throw new Problem('NOT_FOUND', `There is no complaint ${id}.`);
  return complaint;
}

const cannot = ({ id, state }: ComplaintRow, to: ComplaintState): Problem =>
  new Problem('CONFLICT', `Complaint ${id} is ${state}: it cannot become ${to}.`);

/** Null where there is nobody left to write to. */
function messageTo({ msisdn, shortcode }: Address, brandId: number, text: string): NewMessageDto | null {
  return msisdn === null
    ? null
    : { brand: brandId, from: shortcode, to: `+${msisdn}`, text, class: 'service' };
}

const toldBy = (sent: Sent | undefined) => ({
  message: sent?.type === 'queued' ? String(sent.id) : null,
  refused: sent?.type === 'refused' ? sent.problem.code : null,
});

function missing(): never {
  throw new Error('a complaint was dealt with and not answered');
}
