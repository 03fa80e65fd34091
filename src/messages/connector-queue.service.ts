import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import type { Configuration } from '../catalogue/configuration';
import type { ConfigurationService } from '../catalogue/configuration.service';
import type { Outcome } from '../connectors/connector';
import type { Clock } from '../platform/clock.service';
import type { Database, Tx } from '../platform/database.service';
import type { Doorbell } from '../platform/doorbell';
import { LOCKS } from '../platform/lanes';
import type { Metrics } from '../platform/metrics.service';
import type { SessionLocks } from '../platform/session-locks.service';
import { Watermarks } from '../platform/watermarks';
import type { MessageClass } from '../rules/message-class';
import type { Connectors, Link } from './connectors.service';
import type { DeliveryEvents } from './delivery-events.service';
import { claim, lookAtQueue, MOST_LOOKED_AT, putBack, settle, type Leaving } from './dispatch.store';
import { chooseNext, follow, type QueuedRow } from './dispatch-plan';
import { placesOf, type Landed } from './landing';
import { LinkRates } from './link-rates';
import { WindowSize } from './window-size';

export interface QueueDeps {
  readonly database: Database;
  readonly connectors: Connectors;
  readonly configurations: ConfigurationService;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly doorbell: Doorbell;
  readonly events: DeliveryEvents;
  readonly locks: SessionLocks;
  readonly logger: Logger;
}

/** One window at a time: two halve each other on a fast link, and a slow one is kept busy inside its window (ADR 15). */
const WINDOWS = 1;
/** A lease outlives the longest submit by this much: one that lapses means that its process died. */
const LEASE_MARGIN_MS = 5_000;
const DEFAULT_TIMEOUT_MS = 10_000;
const TROUBLE_MS = 250;
/** A transaction costs the same for one message as for fifty: after a small window a moment is given for more to come. */
const SMALL_WINDOW = 50;
const GATHER_MS = 4;
/** How soon a queue with rows that all wait is looked at again. */
const WAITING_LOOK_MS = 100;
/** Tries to write what came of a window while the process is leaving; then the lease must lapse. */
const LAST_WRITES = 8;
const PRIORITIES = [0, 1, 2, 3] as const;

/** One connector's queue at work: claim a window, commit, submit, and write what came of it together with the next claim. */
export class ConnectorQueue {
  private readonly flying = new Set<string>();
  private readonly watermarks = new Watermarks();
  private readonly window = new WindowSize();
  private readonly rates: LinkRates;
  private running = 0;
  private rung = false;
  private stopping = false;
  private idle: (() => void) | null = null;
  private timer: { readonly handle: NodeJS.Timeout; readonly atMs: number } | null = null;

  constructor(
    private readonly connectorId: number,
    private readonly deps: QueueDeps,
  ) {
    this.rates = new LinkRates(connectorId);
  }

  wake(): void {
    this.rung = true;
    if (this.running < WINDOWS && !this.stopping) void this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer.handle);
    if (this.running > 0) await new Promise<void>((resolve) => (this.idle = resolve));
  }

  /** What landed is written before anything else, however long the database is away: forgetting it would send it twice. */
  private async run(): Promise<void> {
    this.running++;
    let landed: Landed | null = null;
    for (let failures = 0; landed || (!this.stopping && this.rung);) {
      this.rung = landed !== null;
      try {
        landed = await this.turn(this.deps.connectors.get(this.connectorId), landed);
        failures = 0;
        if (landed && landed.leaving.length < SMALL_WINDOW) await pause(GATHER_MS);
      } catch (error) {
        this.deps.logger.warn(error, 'the queue is put off');
        if (this.stopping && ++failures >= LAST_WRITES) break;
        this.rung = true;
        await pause(TROUBLE_MS);
      }
    }
    this.running--;
    if (this.running === 0) this.idle?.();
  }

  /** Writes what landed and claims the next window in one transaction; then submits. @returns what is to be written next. */
  private async turn(link: Link | undefined, landed: Landed | null): Promise<Landed | null> {
    const lease = randomUUID();
    const leaving = await this.writeAndClaim(link, landed, lease);
    if (landed) this.release(landed.leaving);
    if (landed?.outcomes.some(({ type }) => type === 'accepted'))
      this.deps.doorbell.ring('reports', this.connectorId);
    if (leaving.length === 0 || !link) return null;

    if (leaving.length >= this.window.texts) this.wake(); // there is more: another window is claimed while this one is on the wire
    const going = leaving.filter(({ mayLeave }) => mayLeave === 'yes');
    const began = performance.now();
    const outcomes = await this.submit(link, going);
    this.window.learn(going.length, performance.now() - began);
    this.learn(going, outcomes, link);
    return { lease, leaving, outcomes };
  }

  private async writeAndClaim(
    link: Link | undefined,
    landed: Landed | null,
    lease: string,
  ): Promise<Leaving[]> {
    let chosen: readonly QueuedRow[] = [];
    let told: readonly number[] = [];
    try {
      const leaving = await this.deps.database.hot.transaction(async (tx) => {
        this.release(chosen); // a deadlock lets the whole transaction be done again
        chosen = [];
        told = landed ? await this.write(tx, landed) : [];
        if (!link || this.stopping || !this.deps.locks.owns(LOCKS.dispatcher, this.connectorId)) return [];
        const configuration = await this.deps.configurations.inForce(tx.sql);
        chosen = await this.choose(tx, link, configuration);
        for (const row of chosen) this.flying.add(follow(row));
        return this.claim(tx, link, chosen, configuration, lease);
      });
      for (const brandId of told) this.deps.doorbell.ring('events', brandId);
      const kept = new Set(leaving.map(({ id }) => id));
      this.release(chosen.filter(({ id }) => !kept.has(id)));
      this.rates.spend(leaving, performance.now());
      return leaving;
    } catch (error) {
      this.release(chosen);
      throw error;
    }
  }

  private async claim(
    tx: Tx,
    link: Link,
    rows: readonly QueuedRow[],
    configuration: Configuration,
    lease: string,
  ): Promise<Leaving[]> {
    const now = this.deps.clock.now();
    // Half as long again: a link may wait that much for a connection before its time-out begins.
    const leaseMs = (link.settings.timeoutMs ?? DEFAULT_TIMEOUT_MS) * 1.5 + LEASE_MARGIN_MS;
    return claim(tx, {
      connectorId: this.connectorId,
      rows,
      lease,
      leaseMs,
      now,
      blocked: blockedClasses(configuration, now),
      numbers: configuration.shortcodes,
    });
  }

  /** Looks at the head of the queue; further in only when all of the head is held. */
  private async choose(tx: Tx, link: Link, configuration: Configuration): Promise<QueuedRow[]> {
    const nowMs = performance.now();
    const rate = this.rates.of(link.settings.tps);
    const wanted = rate.allowance(this.window.texts, nowMs);
    if (wanted === 0) {
      this.later(rate.waitMs(nowMs));
      return [];
    }
    const allowances = this.rates.allowances(configuration, wanted, nowMs);
    const after = PRIORITIES.map((priority) => this.watermarks.after(priority));
    for (let limit = wanted + this.flying.size; ; limit *= 4) {
      const began = performance.now();
      const rows = await lookAtQueue(
        tx,
        this.connectorId,
        after,
        Math.min(limit, MOST_LOOKED_AT),
        this.deps.clock.now(),
      );
      this.watermarks.took(performance.now() - began);
      const chosen = chooseNext(rows, wanted, this.flying, allowances);
      if (chosen.length === 0 && rows.length >= limit && limit < MOST_LOOKED_AT) continue;
      for (const priority of PRIORITIES) {
        const first = rows.find((row) => row.priority === priority);
        if (first) this.watermarks.handled(priority, first.id - 1);
      }
      if (rows.length > chosen.length) this.later(WAITING_LOOK_MS);
      return chosen;
    }
  }

  /** @returns the brands that hear of messages which will never arrive. */
  private async write(tx: Tx, landed: Landed): Promise<readonly number[]> {
    const now = this.deps.clock.now();
    const { fates, again } = placesOf(landed, now);
    await settle(tx, this.connectorId, landed.lease, fates, now);
    await putBack(tx, this.connectorId, landed.lease, again);
    for (const { dueAt } of again) this.later(Math.max(1, dueAt.getTime() - now.getTime()));
    const over = fates.filter(({ state }) => state !== 'sent').map(({ id }) => id);
    return this.deps.events.ofMessages(tx, over);
  }

  /** A link that throws has a bug; what it was given may be on its way all the same. */
  private async submit(link: Link, going: readonly Leaving[]): Promise<readonly Outcome[]> {
    if (going.length === 0) return [];
    try {
      return await link.connector.submit(going.map(({ text }) => text));
    } catch (error) {
      this.deps.logger.error(error, 'the link threw');
      return going.map(() => ({ type: 'unknown', reason: 'the link failed' }));
    }
  }

  private learn(going: readonly Leaving[], outcomes: readonly Outcome[], link: Link): void {
    const { metrics } = this.deps;
    const connector = link.row.name;
    const resent = going.filter(({ isResend }) => isResend).length;
    if (resent > 0) metrics.resent.inc({ connector }, resent);
    let throttled = 0;
    let retryAfterMs = 0;
    for (const outcome of outcomes) {
      metrics.submitted.inc({ connector, outcome: outcome.type });
      if (outcome.type !== 'throttled') continue;
      throttled++;
      retryAfterMs = Math.max(retryAfterMs, outcome.retryAfterMs);
    }
    this.rates
      .of(link.settings.tps)
      .learn(outcomes.length - throttled, throttled, retryAfterMs, performance.now());
  }

  private release(rows: readonly Pick<QueuedRow, 'subscriberId' | 'priority'>[]): void {
    for (const row of rows) this.flying.delete(follow(row));
  }

  /** Looks again then, or sooner if somebody asked for sooner. */
  private later(ms: number): void {
    const atMs = performance.now() + ms;
    if (this.stopping || (this.timer && this.timer.atMs <= atMs)) return;
    if (this.timer) clearTimeout(this.timer.handle);
    const handle = setTimeout(() => {
      this.timer = null;
      this.wake();
    }, ms);
    handle.unref();
    this.timer = { handle, atMs };
  }
}

/** What an opt-out blocks on each code, by the rules in force. */
function blockedClasses(configuration: Configuration, now: Date): Map<number, ReadonlySet<MessageClass>> {
  const codes = [...configuration.shortcodes.values()];
  return new Map(codes.map((code) => [code.id, new Set(configuration.profileOf(code, now).stopBlocks)]));
}
