import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from './database.service';
import type { EventType, Listeners } from './events';
import { listenersVersion, readListeners } from './events.store';

/** A new webhook hears of what happens from then on, at the latest. */
const REFRESH_MS = 500;

/**
 * Which events anybody listens to, in memory: whoever would have to build a payload asks here first. A yes may be out of date
 * and does no harm, for appending asks again; a no is out of date for half a second at most after a webhook was made.
 */
@Injectable()
export class EventInterest implements Listeners, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('EventInterest');
  private version = 0;
  private listeners: ReadonlyMap<number, ReadonlySet<EventType>> = new Map();
  private timer: NodeJS.Timeout | null = null;
  private refreshing: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.tryRefresh(), REFRESH_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.refreshing?.catch(() => undefined);
  }

  /** Nobody listens to anything: the commonest case by far. */
  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }

  /** The brands that would hear of events of this type. */
  brandsFor(type: EventType): number[] {
    return [...this.listeners].flatMap(([brandId, types]) => (types.has(type) ? brandId : []));
  }

  /** Whether an event of this type and brand has anybody to go to. */
  listens(brandId: number | null, type: EventType): boolean {
    return brandId !== null && (this.listeners.get(brandId)?.has(type) ?? false);
  }

  /** Reads again if anything changed; a second call joins the first. Rejects when the database is away. */
  refresh(): Promise<void> {
    this.refreshing ??= this.read().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private async tryRefresh(): Promise<void> {
    await this.refresh().catch((error: unknown) => this.logger.debug(error, 'could not ask who listens'));
  }

  private async read(): Promise<void> {
    const { sql } = this.database.hot;
    // The version first: a change that comes between the two reads is read again, never missed.
    const version = await listenersVersion(sql);
    if (version === this.version) return;
    const listeners = new Map<number, Set<EventType>>();
    for (const { brandId, type } of await readListeners(sql)) {
      const types = listeners.get(brandId) ?? new Set();
      listeners.set(brandId, types.add(type));
    }
    this.listeners = listeners;
    this.version = version;
  }
}
