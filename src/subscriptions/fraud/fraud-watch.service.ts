import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Clock } from '../../platform/clock.service';
import type { Config } from '../../platform/config';
import { CONFIG } from '../../platform/config.token';
import { Database, type Tx } from '../../platform/database.service';
import { Metrics } from '../../platform/metrics.service';
import { Rounds } from '../../platform/rounds.service';
import { readServices } from '../services/services.store';
import {
  countOpen,
  openCases,
  ownWatching,
  readGroups,
  readStops,
  servicesJoined,
  type Stretch,
} from './fraud.store';
import type { FraudLimits } from './fraud-limits';
import { signalsOf, stopSignalsOf, type Flagged } from './signals';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A week is read rarely: what stops within a day shows within a quarter of an hour. */
const STOPS_EVERY_MS = 15 * 60_000;

type Find = (
  tx: Tx,
  stretch: Stretch,
  limits: ReadonlyMap<number, FraudLimits>,
) => Promise<readonly Flagged[]>;

/**
 * Looks for joins that nobody may have asked for. It reads what has been written anyway and opens cases; nobody who joins waits for
 * it, and what it holds is held where charges leave.
 */
@Injectable()
export class FraudWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('FraudWatch');
  private readonly opened: Counter;
  private readonly open: Gauge;
  private readonly rounds: readonly Rounds[];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(CONFIG) config: Pick<Config, 'fraudSweepSeconds'>,
  ) {
    const registers = [metrics.registry];
    this.opened = new Counter({
      name: 'parola_fraud_cases_total',
      help: 'Subscriptions that were held because nobody may have asked for them',
      registers,
    });
    this.open = new Gauge({
      name: 'parola_fraud_cases_open',
      help: 'Subscriptions that are held and wait for a verdict',
      registers,
    });
    this.rounds = config.fraudSweepSeconds === 0 ? [] : this.roundsEvery(config.fraudSweepSeconds * 1_000);
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.rounds) rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }

  /** Looks at the joins of the last hour. @returns the subscriptions that are held from now on; none while another process looks */
  look(): Promise<readonly number[]> {
    return this.find(HOUR_MS, async ({ sql }, stretch, limits) =>
      signalsOf(await readGroups(sql, stretch, watchedOf(limits)), limits),
    );
  }

  /** Looks at who stopped as soon as they had joined, in the last week. */
  lookAtStops(): Promise<readonly number[]> {
    return this.find(WEEK_MS, async ({ sql }, stretch, limits) =>
      stopSignalsOf(await readStops(sql, stretch, watchedOf(limits)), limits),
    );
  }

  private roundsEvery(everyMs: number): Rounds[] {
    const failed = (error: unknown): void => this.logger.warn(error, 'could not look for fraud');
    return [
      new Rounds(() => this.look(), failed, everyMs),
      new Rounds(() => this.lookAtStops(), failed, Math.max(everyMs, STOPS_EVERY_MS)),
    ];
  }

  private async find(lastMs: number, find: Find): Promise<readonly number[]> {
    const held = await this.database.transaction(async (tx) => {
      if (!(await ownWatching(tx))) return [];
      const to = this.clock.now();
      const stretch = { from: new Date(to.getTime() - lastMs), to };
      const limits = await this.limitsOf(tx, await servicesJoined(tx.sql, stretch));
      if (limits.size === 0) return [];
      return openCases(tx, stretch, watchedOf(limits), await find(tx, stretch, limits));
    });
    if (held.length > 0) this.logger.warn(`${held.length} subscriptions look like fraud, and are held`);
    this.opened.inc(held.length);
    this.open.set(await countOpen(this.database.sql));
    return held;
  }

  private async limitsOf(tx: Tx, serviceIds: readonly number[]): Promise<ReadonlyMap<number, FraudLimits>> {
    const services = [...(await readServices(tx.sql, serviceIds)).values()];
    const limits = services.map(({ id, settings }) => [id, settings.fraud] as const);
    return new Map(limits.filter(([, { isWatched }]) => isWatched));
  }
}

const watchedOf = (limits: ReadonlyMap<number, FraudLimits>) =>
  [...limits].map(([serviceId, { quickYesMs, stopHours }]) => ({ serviceId, quickYesMs, stopHours }));
