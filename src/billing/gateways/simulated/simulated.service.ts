import { setTimeout as pause } from 'node:timers/promises';
import type { CallbackPost } from '../../../connectors/simulator/callback-post.service';
import type {
  Manner,
  PaymentAnswer,
  SimulatedOperator,
} from '../../../connectors/simulator/operator.service';
import type {
  ChargeAttempt,
  ChargeGateway,
  ChargeOutcome,
  ChargeStatus,
  Eligibility,
  RefundAttempt,
  RefundOutcome,
} from '../../charge-gateway';
import type { GatewayIdentity, GatewayType, HearNotices } from '../gateway-type';
import { InTime } from '../in-time.service';
import { chargeOutcomeOf, chargeStatusOf, noticesOf, refusedFor, withoutAnswer } from './simulated-outcomes';
import { readSimulatedSettings, type SimulatedSettings } from './simulated-settings';

/** A confirmation that was turned away has not been heard, and may be said again. */
const CONFIRMATIONS = 4;

/** The simulated operator without a wire in between, in one step or in two. */
export function createSimulatedTypes(
  operator: SimulatedOperator,
  post: CallbackPost,
): readonly GatewayType<SimulatedSettings>[] {
  const typeOf = (name: string, steps: Manner['steps']): GatewayType<SimulatedSettings> => ({
    name,
    secretSettings: [],
    readSettings: readSimulatedSettings,
    open: (identity, settings, hear) =>
      new SimulatedGateway(name, steps, operator, post, { identity, settings, hear }),
  });
  return [typeOf('simulated', 'one'), typeOf('simulated-two-step', 'two')];
}

interface Opening {
  readonly identity: GatewayIdentity;
  readonly settings: SimulatedSettings;
  readonly hear: HearNotices;
}

class SimulatedGateway implements ChargeGateway {
  private readonly inTime: InTime;
  private readonly manner: Manner;
  private readonly settings: SimulatedSettings;
  private readonly detach: () => void;

  constructor(
    readonly type: string,
    steps: Manner['steps'],
    private readonly operator: SimulatedOperator,
    post: CallbackPost,
    { identity, settings, hear }: Opening,
  ) {
    const isLater = settings.answers === 'later' && steps === 'one';
    this.settings = settings;
    this.inTime = new InTime(settings.timeoutMs);
    this.manner = {
      steps,
      later: isLater ? { gatewayId: identity.id } : null,
      mostMinor: settings.mostMinor === undefined ? null : BigInt(settings.mostMinor),
    };
    this.detach = isLater
      ? post.attach(identity.id, (payments) => hear(noticesOf(payments, settings)))
      : () => undefined;
  }

  charge(attempts: readonly ChargeAttempt[]): Promise<readonly ChargeOutcome[]> {
    const otherwise = { late: { type: 'unknown' }, closed: { type: 'not heard' } } as const;
    return this.inTime.each<ChargeOutcome>(attempts.length, otherwise, async () => {
      const taken = await this.operator.take(attempts, this.manner);
      const answers = this.manner.steps === 'two' ? await this.confirmed(taken) : taken;
      return answers.map((answer) =>
        answer === 'unconfirmed' ? { type: 'unknown' } : chargeOutcomeOf(answer, this.settings),
      );
    });
  }

  ask(correlators: readonly string[]): Promise<readonly ChargeStatus[]> {
    const otherwise = { late: { type: 'unknown' }, closed: { type: 'unknown' } } as const;
    return this.inTime.each<ChargeStatus>(correlators.length, otherwise, async () => {
      const answer = await this.operator.find(correlators);
      if (answer.type !== 'answered') return correlators.map(() => ({ type: 'unknown' }));
      return correlators.map((one) => chargeStatusOf(answer.found.get(one), this.settings));
    });
  }

  refund(attempts: readonly RefundAttempt[]): Promise<readonly RefundOutcome[]> {
    const otherwise = { late: { type: 'unknown' }, closed: { type: 'not heard' } } as const;
    return this.inTime.each<RefundOutcome>(attempts.length, otherwise, async () => {
      const wanted = attempts.map(({ correlator, chargeCorrelator, amountMinor }) => ({
        correlator,
        payment: chargeCorrelator,
        amountMinor,
      }));
      const answers = await this.operator.refund(wanted);
      return answers.map((answer): RefundOutcome => {
        if (answer.type !== 'answered') return withoutAnswer(answer);
        return 'refund' in answer
          ? { type: 'refunded', remoteId: answer.refund.remoteId }
          : { type: 'refused', failure: answer.denial };
      });
    });
  }

  async eligible(msisdns: readonly string[]): Promise<readonly Eligibility[]> {
    const conditions = await this.operator.conditionsOf(msisdns);
    return msisdns.map((msisdn) => {
      const condition = conditions.get(msisdn);
      return condition === undefined ? 'eligible' : refusedFor(condition, this.settings).failure;
    });
  }

  /** It tells in process; nobody posts anything to the door. */
  read(): null {
    return null;
  }

  async close(): Promise<void> {
    await this.inTime.close();
    this.detach();
  }

  /** Whatever was reserved is confirmed; of what nobody would confirm, only the operator knows. */
  private async confirmed(
    taken: readonly PaymentAnswer[],
  ): Promise<readonly (PaymentAnswer | 'unconfirmed')[]> {
    const answers: (PaymentAnswer | 'unconfirmed')[] = [...taken];
    let held = taken.flatMap((answer, at) =>
      answer.type === 'answered' && answer.status === 'reserved'
        ? [{ at, correlator: answer.payment.correlator }]
        : [],
    );
    for (const { at } of held) answers[at] = 'unconfirmed';
    for (let tries = 0; tries < CONFIRMATIONS && held.length > 0; tries++) {
      const said = await this.operator.confirm(held.map(({ correlator }) => correlator));
      let waitMs = 0;
      held = held.filter(({ at }, place) => {
        const answer = said[place] ?? { type: 'silent' };
        if (answer.type === 'throttled') waitMs = Math.max(waitMs, answer.retryAfterMs);
        else answers[at] = answer.type === 'away' ? 'unconfirmed' : answer;
        return answer.type === 'throttled';
      });
      if (held.length > 0) await pause(waitMs);
    }
    return answers;
  }
}
