import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { takeChargeNews, type SettledCharge } from '../billing/charges/charges.store';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { Metrics } from '../platform/metrics.service';
import { Rounds } from '../platform/rounds.service';
import { advanceSubscriptions, type Advancement } from './advance.store';
import { ringAdvanced } from './advanced-rings';
import { eachAlone, isPoison } from './alone.store';
import { keepNews } from './charge-news.store';
import { stepsOf } from './charge-news';

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
    const { news, kept, toRing } = await this.take(most);
    for (const { state } of news) this.heard.inc({ state });
    ringAdvanced(this.doorbell, toRing);
    return news.length - kept;
  }

  private async drain(): Promise<void> {
    while (!this.stopping && (await this.hear()) === BATCH);
  }

  private async take(most: number): Promise<Heard> {
    try {
      return await this.database.hot.transaction(async (tx) => {
        const news = await takeChargeNews(tx, most);
        return { news, kept: 0, toRing: await advanceSubscriptions(tx, stepsOf(news)) };
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
    const connectors = new Set<number>();
    const gateways = new Set<number>();
    const failed = await eachAlone(tx, news, async (one) => {
      const toRing = await advanceSubscriptions(tx, stepsOf([one]));
      for (const id of toRing.connectors) connectors.add(id);
      for (const id of toRing.gateways) gateways.add(id);
    });
    for (const { item, error } of failed)
      this.logger.error(error, `the news of charge ${item.chargeId} cannot be heard`);
    await keepNews(
      tx,
      failed.map(({ item }) => item.chargeId),
    );
    return { news, kept: failed.length, toRing: { connectors, gateways } };
  }
}

interface Heard {
  readonly news: readonly SettledCharge[];
  readonly kept: number;
  readonly toRing: Advancement;
}
