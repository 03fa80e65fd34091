import type { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock.service';
import type { Database } from '../../platform/database.service';
import { isDatabaseAway } from '../../platform/problem.filter';
import { SendRate } from '../../messages/send-rate';
import type { RefundingService } from '../refunds/refunding.service';
import { CHARGING } from './charge-limits';
import type { ChargingService } from './charging.service';
import { putOffFirst } from './claims.store';
import { isOnTrial } from './gateway-health';
import { readStanding, type GatewayStanding } from './gateways.store';
import type { Reserved } from './reservation.service';
import { Turns } from './turns';

export interface ChargeQueueDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly charging: ChargingService;
  readonly refunding: RefundingService;
  readonly logger: Logger;
  /** Told after each batch: some of it may be settled. */
  readonly settled: () => void;
}

/** One gateway's queue at work: what is due leaves, what is unknown is asked of, what is owed goes back; none waits for another. */
export class ChargeQueue {
  private readonly charges = new Turns(
    () => this.charge(),
    (error) => this.warn(error),
  );
  private readonly asks = new Turns(
    () => this.ask(),
    (error) => this.warn(error),
  );
  private readonly refunds = new Turns(
    () => this.refund(),
    (error) => this.warn(error),
  );
  private readonly open = new Set<Promise<void>>();
  private rate = new SendRate(undefined);
  private tps: number | null = null;
  /** Becomes one when a batch cannot be reserved, until the one that spoils it is found. */
  private size: number = CHARGING.batch;
  private timer: NodeJS.Timeout | null = null;
  private stopping = false;

  constructor(
    private readonly gatewayId: number,
    private readonly deps: ChargeQueueDeps,
  ) {}

  wake(): void {
    if (this.stopping) return;
    this.asks.wish();
    this.charges.wish();
    this.refunds.wish();
  }

  /** What is on the wire may come back, and is written; nothing new leaves. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    await Promise.all([this.charges.stop(), this.asks.stop(), this.refunds.stop()]);
    await Promise.all(this.open);
  }

  private async charge(): Promise<boolean> {
    const standing = await this.standing();
    if (!standing) return false;
    if (!standing.isActive || this.isResting(standing))
      return (await this.deps.charging.expire(this.gatewayId)) === CHARGING.batch;
    while (this.open.size >= CHARGING.calls) await Promise.race(this.open);
    const wanted = this.allowance(standing);
    if (wanted === 0 || this.stopping) return false;
    await this.deps.charging.ready(this.gatewayId);
    const reserved = await this.reserve(wanted);
    if (reserved === 'smaller') return true;
    if (reserved === 'put off') return false;
    const { leaving, looked } = reserved;
    this.rate.spend(leaving.items.length, performance.now());
    if (leaving.items.length > 0) this.send(this.deps.charging.send(this.gatewayId, leaving));
    return looked === wanted;
  }

  /** A batch that cannot be reserved is tried smaller and smaller; one that spoils everything alone is put off. */
  private async reserve(wanted: number): Promise<Reserved | 'smaller' | 'put off'> {
    try {
      const reserved = await this.deps.charging.reserve(this.gatewayId, wanted);
      this.size = Math.min(CHARGING.batch, this.size * 2);
      return reserved;
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.warn(error);
      if (wanted > 1) {
        this.size = Math.ceil(wanted / 8);
        return 'smaller';
      }
      await this.putOffFirst();
      return 'put off';
    }
  }

  private async putOffFirst(): Promise<void> {
    const now = this.deps.clock.now();
    const until = new Date(now.getTime() + CHARGING.putOffMs);
    const id = await this.deps.database.hot.transaction((tx) => putOffFirst(tx, this.gatewayId, now, until));
    if (id !== null) this.deps.logger.error(`charge ${id} cannot be reserved, and is put off`);
  }

  private async ask(): Promise<boolean> {
    if (!(await this.isUp())) return false;
    const asked = await this.deps.charging.ask(this.gatewayId);
    if (asked > 0) this.deps.settled();
    return asked === CHARGING.asks;
  }

  private async refund(): Promise<boolean> {
    if (!(await this.isUp())) return false;
    return (await this.deps.refunding.send(this.gatewayId)) === CHARGING.refunds;
  }

  private standing(): Promise<GatewayStanding | undefined> {
    return readStanding(this.deps.database.hot.sql, this.gatewayId);
  }

  private isResting({ resumeAt }: GatewayStanding): boolean {
    return resumeAt !== null && resumeAt > this.deps.clock.now();
  }

  private async isUp(): Promise<boolean> {
    const standing = await this.standing();
    return standing !== undefined && !this.isResting(standing);
  }

  private allowance(standing: GatewayStanding): number {
    if (standing.tps !== this.tps) this.rate = new SendRate((this.tps = standing.tps) ?? undefined);
    const nowMs = performance.now();
    const size = isOnTrial(standing) ? Math.min(CHARGING.trial, this.size) : this.size;
    // One at a time, until it has proved itself.
    if (isOnTrial(standing) && this.open.size > 0) return 0;
    const allowed = this.rate.allowance(size, nowMs);
    if (allowed === 0) this.later(this.rate.waitMs(nowMs));
    return allowed;
  }

  private send(call: Promise<void>): void {
    const sending = call
      .catch((error: unknown) => this.warn(error))
      .finally(() => {
        this.open.delete(sending);
        this.deps.settled();
        if (!this.stopping) this.charges.wish();
      });
    this.open.add(sending);
  }

  private warn(error: unknown): void {
    this.deps.logger.warn(error, `gateway ${this.gatewayId} is put off`);
  }

  private later(ms: number): void {
    if (this.timer || this.stopping) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.wake();
    }, ms);
    this.timer.unref();
  }
}
