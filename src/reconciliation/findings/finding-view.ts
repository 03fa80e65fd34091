import type { FindingCard, StepCard } from './findings.store';
import type { FindingDto, FindingStepDto } from './finding.dto';

const DAY_MS = 86_400_000;

/** A finding as the API shows it; its age counts until it was closed. */
export function shownFinding(
  { operatorId: _, chargeId, refundId, fileId, serviceId, proposal, currency, ...finding }: FindingCard,
  now: Date,
): FindingDto {
  const { oursMinor, theirsMinor, deltaMinor, adjustedMinor, ...rest } = finding;
  const amount = (minor: string) => ({ minor, currency });
  const until = finding.closedAt ?? now;
  return {
    ...rest,
    charge: chargeId,
    refund: refundId,
    file: fileId,
    service: serviceId,
    ours: oursMinor === null ? null : amount(oursMinor),
    theirs: theirsMinor === null ? null : amount(theirsMinor),
    delta: amount(deltaMinor),
    adjusted: amount(adjustedMinor),
    proposal: proposal && {
      outcome: proposal.outcome,
      amount: amount(proposal.amountMinor),
      actor: proposal.actor,
      reason: proposal.reason,
      at: new Date(proposal.at),
    },
    ageDays: Math.max(0, Math.floor((until.getTime() - finding.openedAt.getTime()) / DAY_MS)),
  };
}

export const shownStep = ({ id: _, amountMinor, ...step }: StepCard, currency: string): FindingStepDto => ({
  ...step,
  amount: amountMinor === null ? null : { minor: amountMinor, currency },
});
