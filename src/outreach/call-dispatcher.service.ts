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
import { callFatesOf, type CallAttempt } from './call-fate';
import { callSecrets } from './call-secret.store';
import { claimCalls, endCalls, expireCalls, lockCallers, putOffCalls, type ClaimedCall } from './calls.store';
import { verdictOf } from './webhook-fate';
import { requestOf } from './webhook-signature';

export const CALL_LIMITS = {
  callsPerBrand: 16,
  lateCallsPerBrand: 4,
  /** Calls open from one process. */
  calls: 256,
  brandsPerTurn: 200,
  /** Twice the longest call: a lease that lapses means the process died. */
  leaseMs: 10_000,
} as const;

/** What is due again within this time is not left to the sweep. */
const SOON_MS = 5_000;

interface Call {
  readonly claimed: ClaimedCall;
  readonly lease: string;
  readonly secret: string;
}

type Made = CallAttempt & { readonly brandId: number };

/** Asks brands' servers what to answer. */
@Injectable()
export class CallDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('CallDispatcher');
  private readonly calls: Counter<'verdict'>;
  private readonly dispatching = new BrandCalls<Call, Made>(CALL_LIMITS, {
    settleAndClaim: (brandIds, made, room) => this.settleAndClaim(brandIds, made, room),
    make: (call) => this.make(call),
    failed: (error) => this.logger.warn(error, 'could not ask the servers of brands'),
  });

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly http: OutboundHttp,
    private readonly identity: Identity,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.calls = new Counter({
      name: 'parola_brand_calls_total',
      help: 'Questions to the servers of brands',
      labelNames: ['verdict'],
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.doorbell.answer('calls', (brandId) => this.wake(brandId));
  }

  /** What is on the wire may come back, and is noted; nothing new leaves. */
  onModuleDestroy(): Promise<void> {
    return this.dispatching.stop();
  }

  wake(brandId: number): void {
    this.dispatching.wake(brandId);
  }

  private async settleAndClaim(
    brandIds: readonly number[],
    made: readonly Made[],
    room: number,
  ): Promise<readonly Call[]> {
    const { calls, lanes } = await this.database.hot.transaction((tx) => this.turn(tx, brandIds, made, room));
    for (const lane of lanes) this.doorbell.ring('lane', lane);
    return calls;
  }

  private async turn(
    tx: Tx,
    brandIds: readonly number[],
    made: readonly Made[],
    room: number,
  ): Promise<{ readonly calls: readonly Call[]; readonly lanes: readonly number[] }> {
    await lockCallers(tx, brandIds);
    const now = this.clock.now();
    const { ended, again } = callFatesOf(made, now);
    const lanes = await endCalls(tx, ended, now);
    await putOffCalls(tx, again);
    const brandOf = new Map(made.map(({ callId, brandId }) => [callId, brandId]));
    for (const { callId, dueAt } of again) this.later(brandOf.get(callId) ?? 0, dueAt, now);
    await expireCalls(tx, brandIds, now);
    const lease = randomUUID();
    const claimed = await claimCalls(tx, brandIds, { ...CALL_LIMITS, calls: room }, lease, now);
    if (claimed.length === 0) return { calls: [], lanes };
    const secrets = await callSecrets(tx.sql, [...new Set(claimed.map(({ brandId }) => brandId))]);
    const calls = claimed.map((call) => ({ claimed: call, lease, secret: secrets.get(call.brandId) ?? '' }));
    return { calls, lanes };
  }

  private later(brandId: number, dueAt: Date, now: Date): void {
    const ms = dueAt.getTime() - now.getTime();
    if (ms <= SOON_MS) setTimeout(() => this.wake(brandId), ms).unref();
  }

  private async make({ claimed, lease, secret }: Call): Promise<Made> {
    const { id, brandId, brand, url, attempts, createdAt, expiresAt } = claimed;
    const asked = { id: `call-${id}`, type: 'call', at: createdAt, brand, isReplay: false } as const;
    const request = requestOf({ ...asked, data: this.dataOf(claimed) }, secret, this.clock.now());
    const outcome = await this.http.call({ method: 'POST', url, ...request });
    this.calls.inc({ verdict: verdictOf(outcome) });
    return { callId: id, brandId, lease, attempts, createdAt, expiresAt, outcome };
  }

  private dataOf({ brandId, body, person, msisdn }: ClaimedCall): Readonly<Record<string, unknown>> {
    const luckOf = (what: string): string => this.identity.luckOf(what);
    return {
      person: person === null ? null : pseudonymOf(luckOf, brandId, person),
      ...(msisdn === null ? {} : { msisdn }),
      ...body,
    };
  }
}
