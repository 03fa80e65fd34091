import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Clock } from '../platform/clock.service';
import type { Config } from '../platform/config';
import { CONFIG } from '../platform/config.token';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import type { Listeners } from '../platform/events';
import { EventInterest } from '../platform/events-interest.service';
import { Metrics } from '../platform/metrics.service';
import { Rounds } from '../platform/rounds.service';
import { appendPersonEvents } from '../subscribers/person-events.store';
import { advanceSubscriptions, type Advancement } from './advance.store';
import { ringAdvanced, ringsOf } from './advanced-rings';
import { eachAlone, isPoison } from './alone.store';
import type { Subscription } from './subscription';
import { advancementEvents } from './subscription-telling';
import { claimDue, oldestDue, putOffDue } from './subscriptions.store';
import type { TurnStep } from './turn-all';

export const RENEWAL_LIMITS = {
  /** A transaction costs about ten statements, for one subscription as for five hundred. */
  batch: 500,
  /** A subscription that cannot be advanced is looked at again then. */
  putOffMs: 3_600_000,
} as const;

/**
 * Does what is due of subscriptions: asks for confirmations once more, gives notice, asks for payments, ends what has run out. Any
 * number of processes; each takes what the others do not hold. Between two batches it rests for as long as the last one took at
 * least, so that half of the database's time is everybody else's, and never goes beyond its rate: a million that fall due at midnight
 * are asked for within the hour.
 */
@Injectable()
export class Renewals implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Renewals');
  private readonly advanced: Counter;
  private readonly late: Gauge;
  private readonly rounds = new Rounds(
    () => this.drain(),
    (error) => this.logger.warn(error, 'what is due of subscriptions is put off'),
  );
  private readonly leaving = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(CONFIG) private readonly config: Pick<Config, 'renewalsPerSecond'>,
    @Inject(EventInterest) private readonly listeners: Listeners,
  ) {
    const registers = [metrics.registry];
    this.advanced = new Counter({
      name: 'parola_subscriptions_advanced_total',
      help: 'Subscriptions whose hour came',
      registers,
    });
    this.late = new Gauge({
      name: 'parola_subscriptions_late_seconds',
      help: 'How long what is due of subscriptions has been waiting, at the last look',
      registers,
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.leaving.abort();
    await this.rounds.stop();
  }

  /** Everything that is due now, at the rate; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  /** One batch, without a rest. @returns how many were advanced; fewer than asked for when no more is due */
  async renew(most: number = RENEWAL_LIMITS.batch): Promise<number> {
    const { due, toRing, brandIds } = await this.advance(most);
    this.advanced.inc(due);
    ringAdvanced(this.doorbell, toRing, brandIds);
    return due;
  }

  private async drain(): Promise<void> {
    const now = this.clock.now();
    const oldest = await oldestDue(this.database.hot.sql, now);
    this.late.set(oldest === null ? 0 : Math.max(0, now.getTime() - oldest.getTime()) / 1_000);
    if (oldest === null) return;
    while (!this.leaving.signal.aborted) {
      const began = performance.now();
      const count = await this.renew();
      if (count < RENEWAL_LIMITS.batch) return;
      await this.rest(performance.now() - began, count);
    }
  }

  private async rest(tookMs: number, count: number): Promise<void> {
    const restMs = Math.max(tookMs, (count * 1_000) / this.config.renewalsPerSecond - tookMs);
    // Woken early only to leave.
    await pause(restMs, undefined, { signal: this.leaving.signal }).catch(() => undefined);
  }

  private async advance(most: number): Promise<Batch> {
    try {
      return await this.database.hot.transaction((tx) => this.together(tx, most));
    } catch (error) {
      if (!isPoison(error)) throw error;
      this.logger.warn(error, 'a batch of subscriptions failed, and is taken one by one');
      return this.database.hot.transaction((tx) => this.oneByOne(tx, most));
    }
  }

  private async together(tx: Tx, most: number): Promise<Batch> {
    const now = this.clock.now();
    const due = await claimDue(tx, now, most);
    const steps = due.map((one) => dueStep(one, now));
    const toRing = await advanceSubscriptions(tx, steps, { locked: due });
    return { due: due.length, toRing, brandIds: await this.tell(tx, [toRing], now) };
  }

  private async oneByOne(tx: Tx, most: number): Promise<Batch> {
    const now = this.clock.now();
    const due = await claimDue(tx, now, most);
    const advanced: Advancement[] = [];
    const failed = await eachAlone(tx, due, async (one) => {
      advanced.push(await advanceSubscriptions(tx, [dueStep(one, now)]));
    });
    for (const { item, error } of failed)
      this.logger.error(error, `subscription ${item.id} cannot be advanced, and is put off`);
    const until = new Date(now.getTime() + RENEWAL_LIMITS.putOffMs);
    await putOffDue(
      tx,
      failed.map(({ item }) => item.id),
      until,
    );
    return { due: due.length, toRing: ringsOf(advanced), brandIds: await this.tell(tx, advanced, now) };
  }

  private tell(tx: Tx, advanced: readonly Advancement[], now: Date): Promise<number[]> {
    return appendPersonEvents(
      tx,
      advanced.flatMap((one) => advancementEvents(one, this.listeners, now)),
    );
  }
}

interface Batch {
  readonly due: number;
  readonly toRing: Pick<Advancement, 'connectors' | 'gateways'>;
  /** Brands with events to be told. */
  readonly brandIds: readonly number[];
}

const dueStep = ({ id }: Subscription, at: Date): TurnStep => ({
  subscriptionId: id,
  event: { type: 'due' },
  cause: { channel: 'timer', actor: null, at },
});
