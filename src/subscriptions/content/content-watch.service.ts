import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Metrics } from '../../platform/metrics.service';
import { Rounds } from '../../platform/rounds.service';
import { readServices } from '../services/services.store';
import { dayAt, daysLater } from './calendar';
import { readFilled } from './content-items.store';
import { urgentGaps, type Gap } from './gaps';

const EVERY_MS = 5 * 60_000;

/** The alarm: services that promised content for today or tomorrow and have none. */
@Injectable()
export class ContentWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ContentWatch');
  private readonly gaps: Gauge<'service'>;
  /** Each gap is logged once. */
  private told = new Set<string>();
  private readonly rounds = new Rounds(
    () => this.look(),
    (error) => this.logger.warn(error, 'could not look for gaps in the content'),
    EVERY_MS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.gaps = new Gauge({
      name: 'parola_content_gaps',
      help: 'Days and languages, of today and tomorrow, for which a service has no content',
      labelNames: ['service'],
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Looks now. @returns what is missing */
  async look(): Promise<readonly Gap[]> {
    const { sql } = this.database.hot;
    const now = this.clock.now();
    const services = [...(await readServices(sql)).values()].filter(({ state }) => state === 'approved');
    const days = services.map((service) => dayAt(now, service)).sort();
    const last = days.at(-1);
    const filled =
      last === undefined
        ? new Set<string>()
        : await readFilled(sql, services, days[0] ?? last, daysLater(last, 1));
    const gaps = services.flatMap((service) => urgentGaps(service, filled, now));
    this.gaps.reset();
    for (const { id, key } of services)
      this.gaps.set({ service: key }, gaps.filter(({ serviceId }) => serviceId === id).length);
    this.tell(gaps);
    return gaps;
  }

  private tell(gaps: readonly Gap[]): void {
    const named = new Map(gaps.map((gap) => [`${gap.serviceId} ${gap.language} ${gap.day}`, gap]));
    for (const [name, { serviceId, language, day }] of named) {
      if (!this.told.has(name))
        this.logger.warn(`service ${serviceId} has no content in ${language} for ${day}`);
    }
    this.told = new Set(named.keys());
  }
}
