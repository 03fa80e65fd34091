import { FAILURES, type Failure } from '../../billing/charge';
import type { ServiceOperator } from '../../subscriptions/services/service';
import type { OpenQuestion } from '../campaign-kind';
import { decided, type Decision } from '../effect';
import type { SubscribeTurn } from './wording';

/** The question that is open while their operator is asked whether somebody can pay. */
export const ELIGIBILITY = 'eligibility';

/** Whoever texted is holding their handset: an operator that takes longer is not waited for, and the first charge has the last word. */
const PATIENCE_MS = 3_000;

/** What somebody told on the way, such as their date of birth. */
export type ToldValues = Readonly<Record<string, string>>;

/** Nobody is told a price who cannot pay it: their operator is asked first, and nothing opens until it has answered, or has not. */
export function askOperator(
  { campaign, language, saidAt, now }: SubscribeTurn,
  { operatorId, gatewayId }: ServiceOperator,
  told: ToldValues,
): Decision {
  return decided(
    'keyword',
    'asked to subscribe; their operator is asked first',
    {
      ...{ type: 'remember', brandId: campaign.brandId, campaignId: campaign.id, question: ELIGIBILITY },
      state: { operatorId, told },
      until: new Date(now.getTime() + PATIENCE_MS),
    },
    {
      ...{ type: 'ask operator', gatewayId, campaignId: campaign.id, language, timeoutMs: PATIENCE_MS },
      key: `${ELIGIBILITY}:${campaign.id}:${saidAt.getTime()}`,
    },
  );
}

/** A yes to a price that nobody has been told yet is none; the price is on its way. */
export const SAID_EARLY: Decision = decided('answer', 'answered before they were told the price');

/** What the operator's answer comes to. */
export type Answered =
  | { readonly type: 'gone' }
  | { readonly type: 'may'; readonly turn: SubscribeTurn; readonly told: ToldValues }
  | { readonly type: 'may not'; readonly failure: Failure };

/** An empty balance is filled by the time somebody says yes; and no answer is no hindrance. */
export function answeredBy(turn: SubscribeTurn, answer: unknown, question: OpenQuestion | null): Answered {
  if (question?.question !== ELIGIBILITY) return { type: 'gone' };
  const failure = failureIn(answer);
  if (failure !== null && FAILURES[failure] !== 'later') return { type: 'may not', failure };
  const { operatorId, told } = question.state;
  return {
    type: 'may',
    turn: { ...turn, operatorId: typeof operatorId === 'number' ? operatorId : null },
    told: (told ?? {}) as ToldValues,
  };
}

/** The answer as it is put beside the timer: what the gateway said. */
function failureIn(answer: unknown): Failure | null {
  const said = typeof answer === 'object' && answer !== null && 'said' in answer ? answer.said : null;
  return typeof said === 'string' && Object.hasOwn(FAILURES, said) ? (said as Failure) : null;
}
