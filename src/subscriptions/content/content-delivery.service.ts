import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { ConfigurationService } from '../../catalogue/configuration.service';
import { enqueue } from '../../messages/outbox.store';
import { noteLastBrands } from '../../messages/send.store';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import { Metrics } from '../../platform/metrics.service';
import { Rounds } from '../../platform/rounds.service';
import type { Service } from '../services/service';
import { readServices } from '../services/services.store';
import { dayToSend, lastAt, type Day } from './calendar';
import { itemsOfDay, type ContentItem } from './content-items.store';
import { address, messagesOf, receivingStates, type Addressed } from './content-page';
import { lockReceivers, noteDeliveries, ownSending } from './deliveries.store';

const EVERY_MS = 5_000;
/** People of one transaction: their subscriptions are held no longer than that. */
const PAGE = 1_000;
/** Who came into a paid state since is looked for again, so that all looking costs a twentieth of the time. */
const LOOKING_SHARE = 1 / 20;
const LEAST_REST_MS = 30_000;

/** A walk over the subscriptions of a service for one day's content. */
interface Walk {
  readonly day: Day;
  after: number;
  /** By the process's own clock; nobody new is looked for before. */
  restUntil: number;
}

interface Page {
  readonly addressed: readonly Addressed[];
  /** Behind whom to go on; null at the end, and where somebody else is sending. */
  readonly next: number | null;
}

const NOBODY: Page = { addressed: [], next: null };

/**
 * Sends each day's content at its hour: page by page, any number of processes, every page a transaction of its own. What is kept in
 * memory only spares looking twice; who has an item already is what the deliveries say.
 */
@Injectable()
export class ContentDelivery implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ContentDelivery');
  private readonly sent: Counter;
  private readonly walks = new Map<number, Walk>();
  private readonly rounds = new Rounds(
    () => this.round(false),
    (error) => this.logger.warn(error, 'content could not be sent'),
    EVERY_MS,
  );
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly doorbell: Doorbell,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.sent = new Counter({
      name: 'parola_content_sent_total',
      help: 'Items of content queued for subscribers',
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.rounds.stop();
  }

  /** Everything that is due now, also of services that were looked at a moment ago. */
  async deliver(): Promise<void> {
    await this.rounds.go();
    await this.round(true);
    await this.rounds.go(); // one that began meanwhile had some of it in its hands
  }

  private async round(evenIfRested: boolean): Promise<void> {
    const services = await readServices(this.database.hot.sql);
    for (const id of this.walks.keys()) if (!services.has(id)) this.walks.delete(id);
    for (const service of services.values()) {
      if (this.stopping) return;
      if (service.state === 'approved') await this.serve(service, evenIfRested);
    }
  }

  /** One service's trouble holds up no other. */
  private async serve(service: Service, evenIfRested: boolean): Promise<void> {
    const now = this.clock.now();
    const day = dayToSend(service, now);
    if (day === null) return;
    const walk = this.walkOf(service.id, day);
    if (!evenIfRested && performance.now() < walk.restUntil) return;
    try {
      const items = await itemsOfDay(this.database.hot.sql, service.id, day);
      if (items.length > 0) await this.walk(service, walk, items);
    } catch (error) {
      this.logger.warn(error, `the content of service ${service.id} could not be sent`);
    }
  }

  private walkOf(serviceId: number, day: Day): Walk {
    const before = this.walks.get(serviceId);
    if (before?.day === day) return before;
    const walk = { day, after: 0, restUntil: 0 };
    this.walks.set(serviceId, walk);
    return walk;
  }

  private async walk(service: Service, walk: Walk, items: readonly ContentItem[]): Promise<void> {
    const began = performance.now();
    while (!this.stopping) {
      const now = this.clock.now();
      if (dayToSend(service, now) !== walk.day) return;
      const page = await this.database.hot.transaction((tx) =>
        this.sendPage(tx, service.id, walk, items, now),
      );
      await this.tell(service, page, now);
      walk.after = page.next ?? 0;
      if (page.next === null) break;
    }
    const ended = performance.now();
    walk.restUntil = ended + Math.max((ended - began) / LOOKING_SHARE, LEAST_REST_MS);
  }

  private async sendPage(
    tx: Tx,
    serviceId: number,
    { day, after }: Walk,
    items: readonly ContentItem[],
    now: Date,
  ): Promise<Page> {
    if (!(await ownSending(tx, serviceId))) return NOBODY;
    // As it is now: a walk takes minutes, and a service that is suspended meanwhile sends nothing more.
    const service = (await readServices(tx.sql, [serviceId])).get(serviceId);
    if (service?.state !== 'approved') return NOBODY;
    const configuration = await this.configurations.inForce(tx.sql);
    const shortcode = configuration.shortcodes.get(service.shortcodeId);
    if (!shortcode) throw new Error(`the code of service ${service.id} is gone`);
    const receivers = await lockReceivers(tx, {
      serviceId: service.id,
      itemIds: items.map(({ id }) => id),
      states: receivingStates(service),
      notAt: service.operators.flatMap(({ operatorId, isSuspended }) =>
        isSuspended === true ? [operatorId] : [],
      ),
      after,
      limit: PAGE,
    });
    const addressed = address(service, receivers, items);
    const profile = configuration.profileOf(shortcode, now);
    const expiresAt = lastAt(day, service);
    const ids = await enqueue(tx, messagesOf(addressed, { service, profile, now, expiresAt }));
    const deliveries = addressed.map(({ receiver, item }, at) => ({
      subscriptionId: receiver.id,
      itemId: item.id,
      outboundId: ids[at] ?? 0,
    }));
    await noteDeliveries(tx, deliveries, now);
    return { addressed, next: receivers.length < PAGE ? null : (receivers.at(-1)?.id ?? null) };
  }

  /** After the commit, and in a transaction of its own: the lanes hold these rows before they hold subscriptions. */
  private async tell({ brandId }: Service, { addressed }: Page, now: Date): Promise<void> {
    if (addressed.length === 0) return;
    this.sent.inc(addressed.length);
    const connectors = new Set(addressed.map(({ receiver }) => receiver.connectorId));
    for (const connector of connectors) this.doorbell.ring('outbox', connector);
    const spoken = addressed.map(({ receiver }) => ({ ...receiver, brandId }));
    await this.database.hot.transaction((tx) => noteLastBrands(tx, spoken, now));
  }
}
