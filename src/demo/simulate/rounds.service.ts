import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { ChargingService } from '../../billing/charges/charging.service';
import { ChargingWorker } from '../../billing/charges/charging-worker.service';
import { CallbackPost } from '../../connectors/simulator/callback-post.service';
import { Sweep } from '../../messages/sweep.service';
import type { MovableClock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Metrics } from '../../platform/metrics.service';
import { Healing } from '../../reconciliation/matching/healing.service';
import { Matching } from '../../reconciliation/matching/matching.service';
import { ReconciliationSweep } from '../../reconciliation/matching/reconciliation-sweep.service';
import { ChargeNews } from '../../subscriptions/charge-news.service';
import { RENEWAL_LIMITS, Renewals } from '../../subscriptions/renewals.service';
import { hasUnsent, isReconciling, whatWaits, type Waiting } from './standing.store';

/** Whatever does not come to rest by then never will. */
const GIVE_UP_MS = 300_000;
const PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 20;
/** Goes by between two looks at what has not left yet. */
const MOMENT_MS = 1_000;
/** Looks at what waits, for each sweep of what is owed. */
const WAKE_EVERY = 4;

/** The engine's own workers, sent on their rounds as time goes by. */
export class EngineRounds {
  private readonly database: Database;
  private readonly renewals: Renewals;
  private readonly charging: ChargingWorker;
  private readonly news: ChargeNews;
  private readonly post: CallbackPost;
  private readonly messages: Sweep;
  private readonly comparing: ReconciliationSweep;

  constructor(
    app: INestApplication,
    private readonly clock: MovableClock,
  ) {
    this.database = app.get(Database);
    this.renewals = app.get(Renewals);
    this.charging = app.get(ChargingWorker);
    this.news = app.get(ChargeNews);
    this.post = app.get(CallbackPost);
    this.messages = app.get(Sweep);
    const healing = new Healing(this.database, app.get(ChargingService), clock);
    const matching = new Matching(this.database, clock, new Metrics());
    this.comparing = new ReconciliationSweep(this.database, matching, healing, clock, app.get(Doorbell));
  }

  /** Everything that is due at this instant is done, and what comes of it has been heard. */
  async settle(): Promise<void> {
    let waiting: Waiting;
    let looks = 0;
    await this.until(
      async () => {
        waiting = await whatWaits(this.database.sql, this.clock.now());
        return !Object.values(waiting).some(Boolean);
      },
      () => this.work(waiting, looks++ % WAKE_EVERY === 0),
    );
  }

  /** @param isToWake charges that are under way come back by themselves; only what nobody has seen yet needs a sweep */
  private async work({ subscriptions, money, callbacks, news }: Waiting, isToWake: boolean): Promise<void> {
    if (subscriptions) while ((await this.renewals.renew()) === RENEWAL_LIMITS.batch);
    if (subscriptions || (money && isToWake)) await this.charging.sweep();
    if (callbacks) await this.post.sendDue();
    if (news) await this.news.sweep();
  }

  /** Everything that was said has arrived at its handset. Time goes by meanwhile: what a carrier put off for a moment holds up what follows. */
  async deliver(): Promise<void> {
    await this.messages.sweep();
    await this.until(
      async () => !(await hasUnsent(this.database.sql, this.clock.now())),
      async () => this.clock.advance(MOMENT_MS),
    );
  }

  /** Every file has been compared with our books, and what it heals is healed. */
  async compare(): Promise<void> {
    await this.until(
      async () => !(await isReconciling(this.database.sql)),
      () => this.comparing.sweep(),
    );
    await this.comparing.sweep();
  }

  private async until(isDone: () => Promise<boolean>, work: () => Promise<void>): Promise<void> {
    const giveUpAt = performance.now() + GIVE_UP_MS;
    for (let waitMs = PAUSE_MS; !(await isDone()); waitMs = Math.min(LONGEST_PAUSE_MS, waitMs * 1.5)) {
      if (performance.now() > giveUpAt) throw new Error(await this.unrest());
      await work();
      await pause(waitMs);
    }
  }

  private async unrest(): Promise<string> {
    const { sql } = this.database;
    const now = this.clock.now();
    const waiting = Object.entries({
      ...(await whatWaits(sql, now)),
      messages: await hasUnsent(sql, now),
      files: await isReconciling(sql),
    });
    const names = waiting.flatMap(([name, waits]) => (waits ? [name] : []));
    return `The engine does not come to rest at ${now.toISOString()}: ${names.join(', ')} wait.`;
  }
}
