import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.service';
import { CallbackStore, type DueCallback } from './callback.store';
import { openSink, type Sink } from './camara/camara-sink.client';
import type { Payment } from './payment';

/** Whoever is told in this process, by the id of their gateway. It rejects when it could not keep what it was told. */
export type HearPayments = (payments: readonly Payment[]) => Promise<void>;

const BATCH = 200;
const IDLE_MS = 100;
/** After a failure: long enough for whoever could not listen to come back. */
const REST_MS = 1_000;

/** The operator's postman: tells of payments that were answered before their fate was known, also after a restart. */
@Injectable()
export class CallbackPost implements OnModuleDestroy {
  private readonly logger = new Logger('CallbackPost');
  private readonly ears = new Map<number, HearPayments>();
  private readonly sink: Sink = openSink();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly store: CallbackStore,
    private readonly clock: Clock,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    clearTimeout(this.timer);
    await this.running;
    this.sink.close();
  }

  /** Tells this gateway from now on, and what is owed to it as well; what it returns ends that. */
  attach(gatewayId: number, hear: HearPayments): () => void {
    this.ears.set(gatewayId, hear);
    this.goAgain(IDLE_MS);
    return () => {
      if (this.ears.get(gatewayId) === hear) this.ears.delete(gatewayId);
    };
  }

  /** There may be something to tell. */
  nudge(): void {
    if (this.timer === undefined) this.goAgain(IDLE_MS);
  }

  /** Tells all that is due now, and resolves when it has been heard; what cannot be heard now waits for the next round. */
  async sendDue(): Promise<boolean> {
    const isTold = await this.tellAll();
    await this.running; // a round that was under way had some of it in its hands
    return isTold;
  }

  private async tellAll(): Promise<boolean> {
    try {
      while (!this.isEnding && (await this.tell()) === BATCH);
      return true;
    } catch (error) {
      this.logger.warn(`callbacks wait: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private goAgain(afterMs: number): void {
    clearTimeout(this.timer);
    if (this.isEnding) return;
    this.timer = setTimeout(() => {
      this.running = this.goRound();
    }, afterMs);
    this.timer.unref();
  }

  private async goRound(): Promise<void> {
    this.goAgain((await this.tellAll()) ? IDLE_MS : REST_MS);
  }

  private tell(): Promise<number> {
    const now = this.clock.now();
    return this.store.handOverDue([...this.ears.keys()], now, BATCH, (due) => this.handOver(due, now));
  }

  private async handOver(due: readonly DueCallback[], now: Date): Promise<void> {
    const byGateway = new Map<number, Payment[]>();
    for (const { gatewayId, payment } of due) {
      if (gatewayId === null) continue;
      byGateway.set(gatewayId, [...(byGateway.get(gatewayId) ?? []), payment]);
    }
    for (const [gatewayId, payments] of byGateway) await this.ears.get(gatewayId)?.(payments);
    // Told once: a sink that is not there has to ask.
    await Promise.all(
      due.map(({ sink, payment }) => (sink === null ? undefined : this.sink.tell(sink, payment, now))),
    );
  }
}
