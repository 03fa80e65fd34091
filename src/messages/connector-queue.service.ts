import { randomUUID } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { ConfigurationService } from '../catalogue/configuration.service';
import type { Outcome } from '../connectors/connector';
import type { Clock } from '../platform/clock.service';
import type { Database, Tx } from '../platform/database.service';
import type { Doorbell } from '../platform/doorbell';
import { LOCKS } from '../platform/lanes';
import type { Metrics } from '../platform/metrics.service';
import type { SessionLocks } from '../platform/session-locks.service';
import type { MessageClass } from '../rules/message-class';
import { Watermarks } from '../platform/watermarks';
import type { Connectors, Link } from './connectors.service';
import {
  claim,
  lookAtQueue,
  MOST_LOOKED_AT,
  putBack,
  settle,
  type Again,
  type Fate,
  type Leaving,
} from './dispatch.store';
import { chooseNext, follow, type QueuedRow } from './dispatch-plan';
import { nextAfter, type Next } from './retry';
import { SendRate } from './send-rate';

export interface QueueDeps {
  readonly database: Database;
  readonly connectors: Connectors;
  readonly configurations: ConfigurationService;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly doorbell: Doorbell;
  readonly locks: SessionLocks;
  readonly logger: Logger;
}

/** Texts on the wire at once, in one window. */
const WINDOW = 400;
/** Windows at once: while one waits for the carrier, the next is claimed. */
const WINDOWS = 2;
/** A lease outlives the longest submit by this much: one that lapses means that its process died. */
const LEASE_MARGIN_MS = 5_000;
const DEFAULT_TIMEOUT_MS = 10_000;
const TROUBLE_MS = 250;
/** How soon a queue with rows that all wait is looked at again. */
const WAITING_LOOK_MS = 100;

/** What came of a window, to be written with the next claim. */
interface Landed {
  readonly lease: string;
  readonly leaving: readonly Leaving[];
  readonly outcomes: readonly Outcome[];
}

/** One connector's queue at work: claim a window, commit, submit, and write what came of it together with the next claim. */
export class ConnectorQueue {
  private readonly flying = new Set<string>();
  private readonly watermarks = new Watermarks();
  private rate: SendRate | null = null;
  private ratedTps: number | undefined;
  private running = 0;
  private rung = false;
  private stopping = false;
  private idle: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly connectorId: number,
    private readonly deps: QueueDeps,
  ) {}

  wake(): void {
    this.rung = true;
    if (this.running < WINDOWS && !this.stopping) void this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    if (this.running > 0) await new Promise<void>((resolve) => (this.idle = resolve));
  }

  private async run(): Promise<void> {
    this.running++;
    let landed: Landed | null = null;
    try {
      while (landed || (!this.stopping && this.rung)) {
        const link = this.deps.connectors.get(this.connectorId);
        this.rung = false;
        const window: Landed | 'empty' = await this.turn(link, landed);
        landed = window === 'empty' ? null : window;
        if (landed) this.rung = true;
      }
    } catch (error) {
      this.deps.logger.warn(error, 'the queue is put off');
      if (landed) this.release(landed.leaving);
      this.later(TROUBLE_MS);
    } finally {
      this.running--;
      if (this.running === 0) this.idle?.();
    }
  }

  /** Writes what landed and claims the next window in one transaction; then submits. */
  private async turn(link: Link | undefined, landed: Landed | null): Promise<Landed | 'empty'> {
    const lease = randomUUID();
    const leaving = await this.deps.database.hot.transaction(async (tx) => {
      if (landed) await this.write(tx, landed);
      return link && !this.stopping && this.deps.locks.owns(LOCKS.dispatcher, this.connectorId)
        ? this.claimNext(tx, link, lease)
        : [];
    });
    if (landed) this.release(landed.leaving);
    if (landed?.outcomes.some(({ type }) => type === 'accepted'))
      this.deps.doorbell.ring('reports', this.connectorId);
    if (leaving.length === 0 || !link) return 'empty';

    const going = leaving.filter(({ mayLeave }) => mayLeave === 'yes');
    this.wake(); // another window may be claimed while this one is on the wire
    const outcomes = going.length > 0 ? await link.connector.submit(going.map(({ text }) => text)) : [];
    this.learn(going, outcomes, link);
    return { lease, leaving, outcomes };
  }

  private async claimNext(tx: Tx, link: Link, lease: string): Promise<Leaving[]> {
    const rate = this.rateOf(link);
    const nowMs = performance.now();
    const wanted = rate.allowance(WINDOW, nowMs);
    if (wanted === 0) {
      this.later(rate.waitMs(nowMs));
      return [];
    }
    const now = this.deps.clock.now();
    const chosen = await this.choose(tx, wanted, now);
    const persons = chosen.map(follow);
    for (const person of persons) this.flying.add(person);
    let claimed: Leaving[] = [];
    try {
      const leaseMs = (link.settings.timeoutMs ?? DEFAULT_TIMEOUT_MS) + LEASE_MARGIN_MS;
      const blocked = await this.blockedClasses(tx, now);
      claimed = await claim(tx, {
        connectorId: this.connectorId,
        rows: chosen,
        lease,
        leaseMs,
        now,
        blocked,
      });
      rate.spend(claimed.length, nowMs);
      return claimed;
    } finally {
      const kept = new Set(claimed.map(follow));
      for (const person of persons) if (!kept.has(person)) this.flying.delete(person);
    }
  }

  /** Looks at the head of the queue; further in only when most of the head is held. */
  private async choose(tx: Tx, wanted: number, now: Date): Promise<QueuedRow[]> {
    const after = PRIORITIES.map((priority) => this.watermarks.after(priority));
    for (let limit = wanted + this.flying.size; ; limit *= 4) {
      const rows = await lookAtQueue(tx, this.connectorId, after, Math.min(limit, MOST_LOOKED_AT), now);
      const chosen = chooseNext(rows, wanted, this.flying);
      if (chosen.length === 0 && rows.length >= limit && limit < MOST_LOOKED_AT) continue;
      for (const priority of PRIORITIES) {
        const first = rows.find((row) => row.priority === priority);
        if (first) this.watermarks.handled(priority, first.id - 1);
      }
      if (rows.length > 0 && chosen.length === 0) this.later(WAITING_LOOK_MS);
      return chosen;
    }
  }

  private async write(tx: Tx, { lease, leaving, outcomes }: Landed): Promise<void> {
    const now = this.deps.clock.now();
    const fates: Fate[] = [];
    const again: Again[] = [];
    let submitted = 0;
    for (const message of leaving) {
      const outcome = message.mayLeave === 'yes' ? outcomes[submitted++] : undefined;
      if (!outcome) fates.push(heldBack(message));
      else place(message, nextAfter(outcome, message), now, fates, again);
    }
    await settle(tx, this.connectorId, lease, fates, now);
    await putBack(tx, this.connectorId, lease, again);
    const soonest =
      again.length > 0 ? Math.min(...again.map(({ dueAt }) => dueAt.getTime())) - now.getTime() : null;
    if (soonest !== null) this.later(Math.max(1, soonest));
  }

  /** What an opt-out blocks on each code, by the rules in force. */
  private async blockedClasses(tx: Tx, now: Date): Promise<Map<number, ReadonlySet<MessageClass>>> {
    const configuration = await this.deps.configurations.inForce(tx.sql);
    return new Map(
      [...configuration.shortcodes.values()].map((code) => [
        code.id,
        new Set(configuration.profileOf(code, now).stopBlocks),
      ]),
    );
  }

  private learn(going: readonly Leaving[], outcomes: readonly Outcome[], link: Link): void {
    const counts = new Map<Outcome['type'], number>();
    for (const { type } of outcomes) counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [outcome, count] of counts)
      this.deps.metrics.submitted.inc({ connector: link.row.name, outcome }, count);
    const resent = going.filter(({ isResend }) => isResend).length;
    if (resent > 0) this.deps.metrics.resent.inc({ connector: link.row.name }, resent);
    const nowMs = performance.now();
    const retryAfterMs = Math.max(
      0,
      ...outcomes.map((outcome) => (outcome.type === 'throttled' ? outcome.retryAfterMs : 0)),
    );
    this.rateOf(link).learn(
      outcomes.length - (counts.get('throttled') ?? 0),
      counts.get('throttled') ?? 0,
      retryAfterMs,
      nowMs,
    );
  }

  private rateOf({ settings: { tps } }: Link): SendRate {
    if (!this.rate || this.ratedTps !== tps) this.rate = new SendRate((this.ratedTps = tps));
    return this.rate;
  }

  private release(leaving: readonly Leaving[]): void {
    for (const message of leaving) this.flying.delete(follow(message));
  }

  private later(ms: number): void {
    if (this.stopping) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), ms);
    this.timer.unref();
  }
}

const PRIORITIES = [0, 1, 2, 3] as const;

function heldBack({ id, priority, attempts, resends, mayLeave }: Leaving): Fate {
  const row = { id, priority, attempts, resends, remoteId: null };
  return mayLeave === 'expired'
    ? { ...row, state: 'expired', reason: 'EXPIRED_LOCAL' }
    : { ...row, state: 'cancelled', reason: mayLeave };
}

function place({ id, priority, attempts, resends }: Leaving, next: Next, now: Date, fates: Fate[], again: Again[]): void {
  const row = { id, priority, attempts, resends };
  switch (next.type) {
    case 'sent':
      fates.push({ ...row, state: 'sent', remoteId: next.remoteId, reason: null });
      break;
    case 'failed':
      fates.push({ ...row, state: 'failed', remoteId: null, reason: next.reason });
      break;
    case 'again':
      again.push({ id, priority, state: next.state, dueAt: new Date(now.getTime() + next.afterMs) });
  }
}
