import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Metrics } from '../platform/metrics.service';
import { OutboundHttp } from '../platform/outbound-http.client';
import { Turns } from './turns';
import { fatesOf, healthAfter, verdictOf, type Attempt, type Health } from './webhook-fate';
import {
  claimDue,
  endDeliveries,
  lockWebhooks,
  noteHealth,
  putOff,
  type Claimed,
  type LockedWebhook,
} from './webhook-queue.store';
import { requestOf } from './webhook-signature';

export const WEBHOOK_LIMITS = {
  /** Calls open to one server, and to all servers of a brand, in all processes together. */
  callsPerWebhook: 8,
  callsPerBrand: 16,
  /** Calls open from one process. */
  calls: 512,
  brandsPerTurn: 200,
  /** Six times the longest call: a lease that lapses means the process died. */
  leaseMs: 30_000,
} as const;

interface Call {
  readonly claimed: Claimed;
  readonly webhook: LockedWebhook;
  readonly lease: string;
}

type Made = Attempt & { readonly brandId: number };

/**
 * Tells brands' servers what happened. One turn settles every call that has ended and claims whatever may be told next, of all
 * brands that were rung for, in one transaction of a few statements; the calls themselves are made outside of it and wait for
 * nobody, so that a server that hangs costs its own brand's places and nothing else.
 */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WebhookDispatcher');
  private readonly calls: Counter<'verdict'>;
  private readonly woken = new Set<number>();
  private readonly open = new Set<Promise<void>>();
  private readonly turns = new Turns(
    () => this.woken.size > 0 || this.made.length > 0,
    () => this.turn(),
    (error) => this.logger.warn(error, 'could not tell brands what happened'),
  );
  private made: Made[] = [];
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.calls = new Counter({
      name: 'parola_webhook_calls_total',
      help: 'Calls to the servers of brands',
      labelNames: ['verdict'],
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.doorbell.answer('events', (brandId) => this.wake(brandId));
  }

  /** What is on the wire may come back, and is noted; nothing new leaves. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.open);
    await this.turns.over();
    this.turns.proceed();
    await this.turns.over();
  }

  wake(brandId: number): void {
    if (this.stopping) return;
    this.woken.add(brandId);
    this.turns.proceed();
  }

  private async turn(): Promise<void> {
    const made = this.made.splice(0);
    const woken = [...this.woken].slice(0, WEBHOOK_LIMITS.brandsPerTurn);
    for (const brandId of woken) this.woken.delete(brandId);
    const brandIds = [...new Set([...woken, ...made.map(({ brandId }) => brandId)])];
    const room = this.stopping ? 0 : WEBHOOK_LIMITS.calls - this.open.size;
    try {
      const calls = await this.database.hot.transaction((tx) =>
        this.settleAndClaim(tx, brandIds, made, room),
      );
      // All places were given away: who comes next is asked when one is free again.
      if (room > 0 && calls.length === room) for (const brandId of brandIds) this.woken.add(brandId);
      for (const call of calls) this.start(call);
    } catch (error) {
      // Kept for the next turn, to which the sweep wakes us; past the lease another process tells them again.
      this.made.unshift(...made);
      throw error;
    }
  }

  private async settleAndClaim(
    tx: Tx,
    brandIds: readonly number[],
    made: readonly Made[],
    calls: number,
  ): Promise<Call[]> {
    const now = this.clock.now();
    const webhooks = await lockWebhooks(tx, brandIds);
    const { ended, again } = fatesOf(made, now);
    await endDeliveries(tx, ended, now);
    await putOff(tx, again);
    const changed = healthAfter(made, webhooks, now);
    await noteHealth(tx, changed);
    const health = new Map(changed.map((server) => [server.webhookId, server]));
    const rooms = webhooks.map((webhook) => ({
      webhookId: webhook.webhookId,
      brandId: webhook.brandId,
      most: webhook.isActive ? callsFor(health.get(webhook.webhookId) ?? webhook, now) : 0,
    }));
    const lease = randomUUID();
    const claimed = await claimDue(tx, rooms, { ...WEBHOOK_LIMITS, calls }, lease, now);
    const byId = new Map(webhooks.map((webhook) => [webhook.webhookId, webhook]));
    return claimed.flatMap((delivery): Call[] => {
      const webhook = byId.get(delivery.webhookId);
      return webhook ? [{ claimed: delivery, webhook, lease }] : [];
    });
  }

  private start(call: Call): void {
    const work = this.make(call)
      .then((made) => void this.made.push(made))
      .finally(() => {
        this.open.delete(work);
        this.turns.proceed();
      });
    this.open.add(work);
  }

  private async make({ claimed, webhook, lease }: Call): Promise<Made> {
    const { id: deliveryId, webhookId, attempts, queuedAt } = claimed;
    const attempt = { deliveryId, webhookId, brandId: webhook.brandId, lease, attempts, queuedAt };
    if (!claimed.isWanted) return { ...attempt, outcome: null };
    const { eventId, type, at, payload, isReplay } = claimed;
    const told = { id: String(eventId), type, at, brand: webhook.brand, data: payload, isReplay };
    const request = requestOf(told, webhook.secret, this.clock.now());
    const outcome = await this.http.call({ method: 'POST', url: webhook.url, ...request });
    this.calls.inc({ verdict: verdictOf(outcome) });
    return { ...attempt, outcome };
  }
}

/** A server that was left alone is tried with one call first. */
function callsFor({ resumeAt }: Health, now: Date): number {
  if (resumeAt === null) return WEBHOOK_LIMITS.callsPerWebhook;
  return resumeAt > now ? 0 : 1;
}
