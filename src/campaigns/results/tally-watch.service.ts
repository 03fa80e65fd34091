import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Problem } from '../../platform/problem';
import { Results, type LiveTally } from './results.service';
import type { CampaignCard } from './results.store';

export const WATCH_LIMITS = {
  /** Listeners of this process. */
  listeners: 500,
  /** Of one key: a screen in a studio needs one, a page with a hundred tabs no more. */
  listenersPerKey: 50,
  everyMs: 1_000,
} as const;

/** Hears the tally at once and whenever it has changed; null when the engine leaves. */
export type TallyListener = (tally: LiveTally | null) => void;

interface Watch {
  readonly campaign: CampaignCard;
  readonly listeners: Set<TallyListener>;
  readonly timer: NodeJS.Timeout;
  last: LiveTally | null;
  isLooking: boolean;
}

/** Live tallies: one look per campaign and second, however many listen. */
@Injectable()
export class TallyWatch implements OnModuleDestroy {
  private readonly logger = new Logger('TallyWatch');
  private readonly watches = new Map<number, Watch>();
  private readonly perKey = new Map<number, number>();
  private listeners = 0;

  constructor(private readonly results: Results) {}

  onModuleDestroy(): void {
    for (const { timer, listeners } of [...this.watches.values()]) {
      clearInterval(timer);
      for (const tell of [...listeners]) tell(null);
    }
  }

  /** How many campaigns are looked at. */
  get watched(): number {
    return this.watches.size;
  }

  /** Throws TOO_MANY when as many listen as may. @returns what ends it; to be called once. */
  listen(campaign: CampaignCard, apiKeyId: number, listener: TallyListener): () => void {
    const ofKey = this.perKey.get(apiKeyId) ?? 0;
    if (this.listeners >= WATCH_LIMITS.listeners || ofKey >= WATCH_LIMITS.listenersPerKey)
      throw new Problem('TOO_MANY', 'Too many streams are open: close some, or ask for the tally itself.');
    this.listeners++;
    this.perKey.set(apiKeyId, ofKey + 1);
    const watch = this.watches.get(campaign.id) ?? this.begin(campaign);
    watch.listeners.add(listener);
    if (watch.last) listener(watch.last);
    return () => this.leave(watch, apiKeyId, listener);
  }

  private begin(campaign: CampaignCard): Watch {
    const watch: Watch = {
      campaign,
      listeners: new Set(),
      timer: setInterval(() => void this.look(watch), WATCH_LIMITS.everyMs),
      last: null,
      isLooking: false,
    };
    watch.timer.unref();
    this.watches.set(campaign.id, watch);
    void this.look(watch);
    return watch;
  }

  private leave(watch: Watch, apiKeyId: number, listener: TallyListener): void {
    if (!watch.listeners.delete(listener)) return;
    this.listeners--;
    const ofKey = (this.perKey.get(apiKeyId) ?? 1) - 1;
    if (ofKey > 0) this.perKey.set(apiKeyId, ofKey);
    else this.perKey.delete(apiKeyId);
    if (watch.listeners.size > 0) return;
    clearInterval(watch.timer);
    this.watches.delete(watch.campaign.id);
  }

  /** A look that takes longer than a second is not joined by another. */
  private async look(watch: Watch): Promise<void> {
    if (watch.isLooking) return;
    watch.isLooking = true;
    try {
      const tally = await this.results.liveNow(watch.campaign);
      if (JSON.stringify(tally) === JSON.stringify(watch.last)) return;
      watch.last = tally;
      for (const tell of [...watch.listeners]) tell(tally);
    } catch (error) {
      this.logger.debug(error, 'a tally could not be read');
    } finally {
      watch.isLooking = false;
    }
  }
}
