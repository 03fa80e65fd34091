import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Identity } from '../platform/identity.service';
import { Metrics } from '../platform/metrics.service';
import { OutboundHttp } from '../platform/outbound-http.client';
import { pseudonymOf } from '../platform/pseudonym';
import { BrandCalls } from './brand-calls';
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

/** Tells brands' servers what happened. */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('WebhookDispatcher');
  private readonly calls: Counter<'verdict'>;
  private readonly dispatching = new BrandCalls<Call, Made>(WEBHOOK_LIMITS, {
    settleAndClaim: (brandIds, made, room) => this.settleAndClaim(brandIds, made, room),
    make: (call) => this.make(call),
    failed: (error) => this.logger.warn(error, 'could not tell brands what happened'),
  });

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
    private readonly identity: Identity,
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
  onModuleDestroy(): Promise<void> {
    return this.dispatching.stop();
  }

  wake(brandId: number): void {
    this.dispatching.wake(brandId);
  }

  private settleAndClaim(brandIds: readonly number[], made: readonly Made[], calls: number): Promise<Call[]> {
    return this.database.hot.transaction((tx) => this.turn(tx, brandIds, made, calls));
  }

  private async turn(
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

  private async make({ claimed, webhook, lease }: Call): Promise<Made> {
    const { id: deliveryId, webhookId, attempts, queuedAt } = claimed;
    const attempt = { deliveryId, webhookId, brandId: webhook.brandId, lease, attempts, queuedAt };
    if (!claimed.isWanted) return { ...attempt, outcome: null };
    const { eventId, type, at, isReplay } = claimed;
    const data = this.dataOf(claimed, webhook.brandId);
    const told = { id: String(eventId), type, at, brand: webhook.brand, data, isReplay };
    const request = requestOf(told, webhook.secret, this.clock.now());
    const outcome = await this.http.call({ method: 'POST', url: webhook.url, ...request });
    this.calls.inc({ verdict: verdictOf(outcome) });
    return { ...attempt, outcome };
  }

  /** Who it is about, as this brand knows them: whoever wrote it down in bulk left that to us. */
  private dataOf({ person, payload }: Claimed, brandId: number): Claimed['payload'] {
    if (person === null || 'person' in payload) return payload;
    return { person: pseudonymOf((what) => this.identity.luckOf(what), brandId, person), ...payload };
  }
}

/** A server that was left alone is tried with one call first. */
function callsFor({ resumeAt }: Health, now: Date): number {
  if (resumeAt === null) return WEBHOOK_LIMITS.callsPerWebhook;
  return resumeAt > now ? 0 : 1;
}
