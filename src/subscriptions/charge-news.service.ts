import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Counter } from 'prom-client';
import { takeChargeNews, type SettledCharge } from '../billing/charges/charges.store';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import type { Listeners } from '../platform/events';
import { EventInterest } from '../platform/events-interest.service';
import { Metrics } from '../platform/metrics.service';
import { Rounds } from '../platform/rounds.service';
import { appendPersonEvents } from '../subscribers/person-events.store';
import { advanceSubscriptions, type Advancement } from './advance.store';
import { ringAdvanced, ringsOf } from './advanced-rings';
import { eachAlone, isPoison } from './alone.store';
import { keepNews } from './charge-news.store';
import { stepsOf } from './charge-news';
import { advancementEvents } from './subscription-telling';

const BATCH = 500;

/**
 * Tells subscriptions what came of their charges. The news are taken and what they cause is written in one transaction, so that each
 * is heard once, whatever dies.
 */
@Injectable()
export class ChargeNews implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ChargeNews');
  private readonly heard: Counter<'state'>;
  private readonly rounds = new Rounds(
    () => this.drain(),
    (error) => this.logger.warn(error, 'news of charges are put off'),
  );
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    metrics: Metrics,
    private readonly clock: Clock,
    @Inject(EventInterest) private readonly listeners: Listeners,
  ) {
    this.heard = new Counter({
      name: 'parola_charge_news_total',
      help: 'Settled charges that subscriptions heard of',
      labelNames: ['state'],
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.doorbell.answer('settled', () => this.rounds.ring());
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.rounds.stop();
  }

  /** All news there are; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  /** One batch. @returns how many news were heard; fewer than asked for when there are no more */
  async hear(most: number = BATCH): Promise<number> {
    const { news, kept, toRing, brandIds } = await this.take(most);
    for (const { state } of news) this.heard.inc({ state });
    ringAdvanced(this.doorbell, toRing, brandIds);
    return news.length - kept;
  }

  private async drain(): Promise<void> {
    while (!this.stopping && (await this.hear()) === BATCH);
  }

  private async take(most: number): Promise<Heard> {
    try {
      return await this.database.hot.transaction(async (tx) => {
        const news = await takeChargeNews(tx, most);
        const toRing = await advanceSubscriptions(tx, stepsOf(news));
        return { news, kept: 0, toRing, brandIds: await this.tell(tx, [toRing]) };
      });
    } catch (error) {
      if (!isPoison(error)) throw error;
      this.logger.warn(error, 'a batch of news of charges failed, and is taken one by one');
      return this.database.hot.transaction((tx) => this.oneByOne(tx, most));
    }
  }

  /** What cannot be heard stays among the news, and is tried again by the next round. */
  private async oneByOne(tx: Tx, most: number): Promise<Heard> {
    const news = await takeChargeNews(tx, most);
    const advanced: Advancement[] = [];
    const failed = await eachAlone(tx, news, async (one) => {
      advanced.push(await advanceSubscriptions(tx, stepsOf([one])));
    });
    for (const { item, error } of failed)
      this.logger.error(error, `the news of charge ${item.chargeId} cannot be heard`);
    await keepNews(
      tx,
      failed.map(({ item }) => item.chargeId),
    );
    const brandIds = await this.tell(tx, advanced);
    return { news, kept: failed.length, toRing: ringsOf(advanced), brandIds };
  }

  private tell(tx: Tx, advanced: readonly Advancement[]): Promise<number[]> {
    const now = this.clock.now();
    return appendPersonEvents(
      tx,
      advanced.flatMap((one) => advancementEvents(one, this.listeners, now)),
    );
  }
}

interface Heard {
  readonly news: readonly SettledCharge[];
  readonly kept: number;
  readonly toRing: Pick<Advancement, 'connectors' | 'gateways'>;
  /** Brands with events to be told. */
  readonly brandIds: readonly number[];
}
