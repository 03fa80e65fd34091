import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { writeTransfers } from '../../billing/ledger/ledger.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { adjustedAfter, adjustmentFor, type Adjustment } from './adjustment';
import { canBecome, STEP_NAMES, type FindingState, type Outcome } from './finding-state';
import {
  changeFinding,
  countTransfers,
  dropProposal,
  findFinding,
  lockFinding,
  readFindings,
  readSteps,
  writeProposal,
  writeStep,
  type FindingCard,
  type FindingFilter,
  type StepCard,
} from './findings.store';
import { fourEyesMinor } from './limits.store';

/** A person's decision about a finding. */
export interface Decision {
  readonly outcome: Outcome;
  readonly reason: string;
  /** The part to bring into the books; null for all that is not in them yet. */
  readonly amountMinor: bigint | null;
}

/** What people do about findings. Nothing here edits a charge: money that must move is a new transfer, with a reason and a name. */
@Injectable()
export class Findings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  list(filter: FindingFilter, after: number, limit: number): Promise<FindingCard[]> {
    return readFindings(this.database.sql, filter, after, limit);
  }

  async one(id: number): Promise<{ readonly finding: FindingCard; readonly steps: readonly StepCard[] }> {
    const finding = (await findFinding(this.database.sql, id)) ?? noSuch(id);
    return { finding, steps: await readSteps(this.database.sql, id) };
  }

  assign(caller: ApiCaller, id: number, assignee: string, reason: string): Promise<FindingCard> {
    return this.move(caller, id, 'ASSIGNED', reason, assignee);
  }

  /** The evidence left for the operator; what it says comes back as a decision. */
  send(caller: ApiCaller, id: number, reason: string): Promise<FindingCard> {
    return this.move(caller, id, 'SENT_TO_OPERATOR', reason, null);
  }

  /** Ends a finding, or proposes to where the sum asks for a second pair of eyes. */
  decide(caller: ApiCaller, id: number, decision: Decision): Promise<FindingCard> {
    return this.database.transaction(async (tx) => {
      const finding = await this.open(tx, id, decision.outcome);
      if (finding.proposal)
        throw new Problem(
          'CONFLICT',
          'A decision about it waits for approval: approve or withdraw that one.',
        );
      const adjustment = adjustmentOf(finding, decision);
      const needsTwo =
        adjustment !== null && adjustment.amountMinor > (await fourEyesMinor(tx.sql, finding.currency));
      if (needsTwo) await this.propose(tx, caller, finding, decision, adjustment);
      else await this.close(tx, finding, decision, adjustment, caller.name);
      return this.reread(tx, id);
    });
  }

  /** The second pair of eyes: never the key that proposed. */
  approve(caller: ApiCaller, id: number, reason: string): Promise<FindingCard> {
    return this.database.transaction(async (tx) => {
      const finding = (await lockFinding(tx, id)) ?? noSuch(id);
      const { proposal } = finding;
      if (!proposal) throw new Problem('CONFLICT', 'Nothing about this finding waits for approval.');
      if (proposal.apiKeyId === caller.apiKeyId || proposal.actor === caller.name)
        throw new Problem('FOUR_EYES', 'Whoever proposed a decision cannot approve it.');
      const decision: Decision = {
        outcome: proposal.outcome,
        reason: `${proposal.reason} (approved: ${reason})`,
        amountMinor: BigInt(proposal.amountMinor),
      };
      await dropProposal(tx, id);
      await this.close(
        tx,
        finding,
        decision,
        adjustmentOf(finding, decision),
        `${proposal.actor} and ${caller.name}`,
      );
      return this.reread(tx, id);
    });
  }

  /** Takes a proposal back, or refuses it. */
  withdraw(caller: ApiCaller, id: number, reason: string): Promise<FindingCard> {
    return this.database.transaction(async (tx) => {
      const finding = (await lockFinding(tx, id)) ?? noSuch(id);
      if (!finding.proposal) throw new Problem('CONFLICT', 'Nothing about this finding waits for approval.');
      await dropProposal(tx, id);
      await this.note(tx, finding, 'withdrawn', caller.name, reason, null);
      return this.reread(tx, id);
    });
  }

  private move(
    caller: ApiCaller,
    id: number,
    to: FindingState & ('ASSIGNED' | 'SENT_TO_OPERATOR'),
    reason: string,
    assignee: string | null,
  ): Promise<FindingCard> {
    return this.database.transaction(async (tx) => {
      const finding = await this.open(tx, id, to);
      const step = { actor: caller.name, reason, amountMinor: null, transferId: null, at: this.clock.now() };
      await writeStep(tx, finding, { ...step, step: STEP_NAMES[to], to });
      await changeFinding(tx, id, {
        state: to,
        assignee: assignee ?? finding.assignee,
        adjustedMinor: BigInt(finding.adjustedMinor),
        closedAt: null,
      });
      return this.reread(tx, id);
    });
  }

  private async propose(
    tx: Tx,
    caller: ApiCaller,
    finding: FindingCard,
    { outcome, reason }: Decision,
    { amountMinor }: Adjustment,
  ): Promise<void> {
    if (outcome === 'REJECTED') throw new Error('a rejection moves nothing and needs nobody else');
    await writeProposal(tx, finding.id, {
      outcome,
      amountMinor,
      reason,
      apiKeyId: caller.apiKeyId,
      actor: caller.name,
      at: this.clock.now(),
    });
    await this.note(tx, finding, `proposed to be ${STEP_NAMES[outcome]}`, caller.name, reason, amountMinor);
  }

  private async close(
    tx: Tx,
    finding: FindingCard,
    { outcome, reason }: Decision,
    adjustment: Adjustment | null,
    actor: string,
  ): Promise<void> {
    const at = this.clock.now();
    const transferId = adjustment ? await this.post(tx, finding, adjustment, reason, actor) : null;
    const amountMinor = adjustment?.amountMinor ?? null;
    await writeStep(tx, finding, {
      step: STEP_NAMES[outcome],
      to: outcome,
      actor,
      reason,
      amountMinor,
      transferId,
      at,
    });
    await changeFinding(tx, finding.id, {
      state: outcome,
      assignee: finding.assignee,
      adjustedMinor: adjustedAfter(sumsOf(finding), amountMinor ?? 0n),
      closedAt: at,
    });
  }

  private async post(
    tx: Tx,
    finding: FindingCard,
    { debit, credit, amountMinor }: Adjustment,
    reason: string,
    actor: string,
  ): Promise<number> {
    const place = (await countTransfers(tx, finding.id)) + 1;
    const [id] = await writeTransfers(tx, [
      {
        key: `finding:${finding.id}:${place}`,
        kind: 'single',
        debit,
        credit,
        amountMinor,
        currency: finding.currency,
        pendingKey: null,
        reason: `finding ${finding.id}, ${finding.category}: ${reason}`.slice(0, MOST_REASON_CHARS),
        actor,
        at: this.clock.now(),
      },
    ]);
    return id ?? missing();
  }

  private async open(tx: Tx, id: number, to: FindingState): Promise<FindingCard> {
    const finding = (await lockFinding(tx, id)) ?? noSuch(id);
    if (canBecome(finding.state, to)) return finding;
    throw new Problem('CONFLICT', `A finding that is ${finding.state} cannot become ${to}.`);
  }

  private note(
    tx: Tx,
    finding: FindingCard,
    step: string,
    actor: string,
    reason: string,
    amountMinor: bigint | null,
  ): Promise<void> {
    const at = this.clock.now();
    return writeStep(tx, finding, {
      step,
      to: finding.state,
      actor,
      reason,
      amountMinor,
      transferId: null,
      at,
    });
  }

  private async reread(tx: Tx, id: number): Promise<FindingCard> {
    return (await findFinding(tx.sql, id)) ?? noSuch(id);
  }
}

/** As long as the ledger's reasons are. */
const MOST_REASON_CHARS = 500;

const sumsOf = ({ deltaMinor, adjustedMinor }: FindingCard) => ({
  deltaMinor: BigInt(deltaMinor),
  adjustedMinor: BigInt(adjustedMinor),
});

function adjustmentOf(finding: FindingCard, { outcome, amountMinor }: Decision): Adjustment | null {
  const adjusted = adjustmentFor(
    outcome,
    { operatorId: finding.operatorId, ...sumsOf(finding) },
    amountMinor,
  );
  if (adjusted.type === 'impossible') throw new Problem('CONFLICT', adjusted.reason);
  return adjusted.type === 'moves' ? adjusted.adjustment : null;
}

function noSuch(id: number): never {
  throw new Problem('NOT_FOUND', `There is no finding ${id}.`);
}

function missing(): never {
  throw new Error('an adjustment has no transfer');
}
