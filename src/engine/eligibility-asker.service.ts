import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ChargeGateways } from '../billing/gateways/gateways.service';
import { Clock } from '../platform/clock.service';
import { Database } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Rounds } from '../platform/rounds.service';
import { askWhoCanPay } from './eligibility-call.service';
import {
  answerQuestions,
  claimQuestions,
  forgetLateQuestions,
  type ClaimedQuestion,
} from './eligibility-questions.store';

const BATCH = 200;
/** Calls open from one process: an operator that is slow keeps no other waiting. */
const MOST_CALLS = 32;
/** Longer than the longest call; whoever waits is told by the time-out anyhow. */
const LEASE_MS = 10_000;

/** Asks operators whether people can pay, before anybody tells them a price. Any number of processes; a question is asked once. */
@Injectable()
export class EligibilityAsker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('EligibilityAsker');
  private readonly open = new Set<Promise<void>>();
  private readonly rounds = new Rounds(
    () => this.askAll(),
    (error) => this.logger.warn(error, 'the questions who can pay wait'),
  );

  constructor(
    private readonly database: Database,
    private readonly gateways: ChargeGateways,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
  ) {}

  onApplicationBootstrap(): void {
    this.doorbell.answer('eligibility', () => this.rounds.ring());
    this.rounds.begin();
  }

  /** What is on the wire may come back; nothing new leaves. */
  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
    await Promise.all(this.open);
  }

  private async askAll(): Promise<void> {
    const { sql } = this.database.hot;
    await forgetLateQuestions(sql, this.clock.now());
    while (this.open.size < MOST_CALLS) {
      const lease = randomUUID();
      const claimed = await claimQuestions(sql, BATCH, lease, LEASE_MS);
      for (const gatewayId of new Set(claimed.map((one) => one.gatewayId)))
        this.ask(
          gatewayId,
          claimed.filter((one) => one.gatewayId === gatewayId),
          lease,
        );
      if (claimed.length < BATCH) return;
    }
  }

  private ask(gatewayId: number, questions: readonly ClaimedQuestion[], lease: string): void {
    const asking = this.answersTo(gatewayId, questions, lease)
      .catch((error: unknown) => this.logger.warn(error, 'an answer was not kept'))
      .finally(() => this.open.delete(asking));
    this.open.add(asking);
  }

  private async answersTo(
    gatewayId: number,
    questions: readonly ClaimedQuestion[],
    lease: string,
  ): Promise<void> {
    const known = questions.flatMap(({ key, msisdn }) => (msisdn === null ? [] : [{ key, msisdn }]));
    const said = await askWhoCanPay(
      this.gateways,
      gatewayId,
      known.map(({ msisdn }) => msisdn),
    );
    const answers = known.map(({ key }, at) => ({ key, said: said[at] ?? ('eligible' as const) }));
    const lanes = await answerQuestions(this.database.hot.sql, answers, lease);
    for (const lane of lanes) this.doorbell.ring('lane', lane);
  }
}
