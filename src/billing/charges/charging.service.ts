import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Clock } from '../../platform/clock.service';
import { Database, type Tx } from '../../platform/database.service';
import { Doorbell } from '../../platform/doorbell';
import type { Listeners } from '../../platform/events';
import { EventInterest } from '../../platform/events-interest.service';
import { Metrics } from '../../platform/metrics.service';
import { isDatabaseAway } from '../../platform/problem.filter';
import { appendPersonEvents } from '../../subscribers/person-events.store';
import type { ChargeGateway, ChargeNotice } from '../charge-gateway';
import { ChargeGateways } from '../gateways/gateways.service';
import { keepEvents } from './charge-events.store';
import { judgeAll, type Judged, type News } from './charge-fate';
import { CHARGING } from './charge-limits';
import { chargeEvents } from './charge-telling';
import { claimUnknown, lapse, type Asked } from './claims.store';
import { answersOf } from './gateway-call.service';
import { healthAfter } from './gateway-health';
import { lockHealth, noteHealth, readHealth } from './gateways.store';
import { eventsOf, unmatched } from './oddities';
import { reserveDue, type Leaving, type Reserved } from './reservation.service';
import {
  findByCorrelators,
  findByRemoteIds,
  lockCharges,
  writeFates,
  type Named,
  type Settlement,
} from './settlement.store';

/** Where gateways come from. */
export interface GatewaySource {
  get(gatewayId: number): Promise<ChargeGateway>;
}

interface Written {
  readonly judged: Judged;
  readonly brandIds: readonly number[];
}

/**
 * Takes money. What is about to be asked of an operator is committed first; the call is made outside of any transaction; what came of
 * it is committed together. Whatever dies in between is found by its lease, and its operator is asked before anything is sent again.
 */
@Injectable()
export class ChargingService {
  private readonly logger = new Logger('Charging');
  private readonly told: Counter<'outcome'>;
  private readonly odd: Counter<'type'>;
  private readonly lapsed: Counter;
  private readonly failing: Gauge<'gateway'>;

  constructor(
    private readonly database: Database,
    @Inject(ChargeGateways) private readonly gateways: GatewaySource,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(EventInterest) private readonly listeners: Listeners,
    private readonly doorbell: Doorbell,
  ) {
    const registers = [metrics.registry];
    this.told = new Counter({
      name: 'parola_charges_told_total',
      help: 'What operators said of charges',
      labelNames: ['outcome'],
      registers,
    });
    this.odd = new Counter({
      name: 'parola_charges_odd_total',
      help: 'What operators said that does not fit our books',
      labelNames: ['type'],
      registers,
    });
    this.lapsed = new Counter({
      name: 'parola_charges_lapsed_total',
      help: 'Charges whose process died before it knew what came of them',
      registers,
    });
    this.failing = new Gauge({
      name: 'parola_charge_gateway_failing',
      help: 'Rounds in a row of which a gateway answered nothing; it is left alone from the third on',
      labelNames: ['gateway'],
      registers,
    });
  }

  /** Rejects when the gateway cannot be opened: nothing should be held for it. */
  async ready(gatewayId: number): Promise<void> {
    await this.gateways.get(gatewayId);
  }

  /** Reserves up to `most` charges that are due. @returns what is to be sent now, and how many were looked at */
  reserve(gatewayId: number, most: number): Promise<Reserved> {
    return this.reserveSome(gatewayId, most, 'any');
  }

  /** Refuses what came too late while nothing can leave: whoever waits for it should not wait for ever. @returns how many */
  async expire(gatewayId: number, most: number = CHARGING.batch): Promise<number> {
    return (await this.reserveSome(gatewayId, most, 'expired')).looked;
  }

  /** Sends what was reserved, and writes what came of it. */
  async send(gatewayId: number, { lease, items }: Leaving): Promise<void> {
    if (items.length === 0) return;
    const gateway = await this.gateways.get(gatewayId);
    const attempts = items.map(({ attempt }) => attempt);
    const outcomes = await answersOf(() => gateway.charge(attempts), attempts.length, { type: 'unknown' });
    const news = items.map(({ attempt, ordinal, isResend }, at): News => {
      const { chargeId, correlator } = attempt;
      return { chargeId, ordinal, correlator, told: outcomes[at] ?? { type: 'unknown' }, lease, isResend };
    });
    await this.settle(gatewayId, news);
  }

  /** One batch from the queue to its end. @returns how many were looked at */
  async charge(gatewayId: number, most: number = CHARGING.batch): Promise<number> {
    await this.ready(gatewayId);
    const { leaving, looked } = await this.reserve(gatewayId, most);
    await this.send(gatewayId, leaving);
    return looked;
  }

  /** Asks of what may have happened; what was never heard of is due again, under the name it had. @returns how many were asked of */
  async ask(gatewayId: number, most: number = CHARGING.asks): Promise<number> {
    const lease = randomUUID();
    const claimed = await this.database.hot.transaction(async (tx) => {
      const now = this.clock.now();
      this.lapsed.inc(await lapse(tx, gatewayId, now));
      return claimUnknown(tx, gatewayId, most, { lease, leaseMs: CHARGING.leaseMs }, now);
    });
    if (claimed.length > 0) await this.settle(gatewayId, await this.answers(gatewayId, claimed, lease));
    return claimed.length;
  }

  /**
   * What an operator told by itself, perhaps before its answer, perhaps twice. Rejects only when the database is away, so that the
   * operator tells it again.
   */
  async noticed(gatewayId: number, notices: readonly ChargeNotice[]): Promise<void> {
    for (let from = 0; from < notices.length; from += CHARGING.notices) {
      const some = notices.slice(from, from + CHARGING.notices);
      await this.settle(gatewayId, await this.match(gatewayId, some));
    }
  }

  private async reserveSome(gatewayId: number, most: number, only: 'any' | 'expired'): Promise<Reserved> {
    const lease = { lease: randomUUID(), leaseMs: CHARGING.leaseMs };
    const { reserved, brandIds } = await this.database.hot.transaction(async (tx) => {
      const now = this.clock.now();
      const reserved = await reserveDue(tx, gatewayId, most, lease, now, only);
      return { reserved, brandIds: await this.tell(tx, reserved.refused, now) };
    });
    this.ring(brandIds);
    return reserved;
  }

  /** @returns the brands to ring for once it has committed */
  private tell(tx: Tx, settlements: readonly Settlement[], at: Date): Promise<number[]> {
    return appendPersonEvents(tx, chargeEvents(settlements, this.listeners, at));
  }

  private ring(brandIds: readonly number[]): void {
    for (const id of brandIds) this.doorbell.ring('events', id);
  }

  private async answers(gatewayId: number, claimed: readonly Asked[], lease: string): Promise<News[]> {
    const gateway = await this.gateways.get(gatewayId);
    const correlators = claimed.map(({ correlator }) => correlator);
    const told = await answersOf(() => gateway.ask(correlators), claimed.length, { type: 'unknown' });
    return claimed.map((asked, at) => ({
      ...asked,
      told: told[at] ?? { type: 'unknown' },
      lease,
      isResend: false,
    }));
  }

  /** Which of our charges are meant; what means none of them is kept. */
  private match(gatewayId: number, notices: readonly ChargeNotice[]): Promise<News[]> {
    return this.database.hot.transaction(async (tx) => {
      const named = await findByCorrelators(tx, gatewayId, given(notices, 'correlator'));
      const remote = await findByRemoteIds(tx, gatewayId, given(notices, 'remoteId'));
      const byCorrelator = byName(named);
      const byRemoteId = byName(remote);
      const news: News[] = [];
      const strays: ChargeNotice[] = [];
      for (const notice of notices) {
        const { correlator, remoteId, outcome } = notice;
        const found =
          (correlator === null ? undefined : byCorrelator.get(correlator)) ??
          (remoteId === null ? undefined : byRemoteId.get(remoteId));
        if (found) news.push({ ...found, correlator, told: outcome, lease: null, isResend: false });
        else strays.push(notice);
      }
      const kept = await keepEvents(tx, gatewayId, strays.map(unmatched), this.clock.now());
      this.odd.inc({ type: 'unmatched' }, kept);
      return news;
    });
  }

  /** All of it at once; when one cannot be written, its neighbours are, and its lease lapses. */
  private async settle(gatewayId: number, news: readonly News[]): Promise<void> {
    if (news.length === 0) return;
    try {
      const { judged, brandIds } = await this.database.hot.transaction((tx) =>
        this.write(tx, gatewayId, news),
      );
      this.ring(brandIds);
      for (const { told } of news) this.told.inc({ outcome: told.type });
      for (const { oddity } of judged.odd) this.odd.inc({ type: oddity });
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      const [only, ...others] = news;
      if (only && others.length === 0)
        return this.logger.error(error, `charge ${only.chargeId} cannot be settled`);
      const half = news.length >> 1;
      await this.settle(gatewayId, news.slice(0, half));
      await this.settle(gatewayId, news.slice(half));
    }
  }

  private async write(tx: Tx, gatewayId: number, news: readonly News[]): Promise<Written> {
    const now = this.clock.now();
    const ids = [...new Set(news.map(({ chargeId }) => chargeId))];
    const judged = judgeAll(news, await lockCharges(tx, ids), now);
    await writeFates(tx, judged.fates, now);
    await keepEvents(tx, gatewayId, eventsOf(judged.odd), now);
    await this.note(tx, gatewayId, news, now);
    return { judged, brandIds: await this.tell(tx, judged.fates, now) };
  }

  private async note(tx: Tx, gatewayId: number, news: readonly News[], now: Date): Promise<void> {
    // What an operator tells by itself says nothing of whether it hears us.
    const answers = news.flatMap(({ told, lease }) => (lease === null ? [] : [told]));
    if (answers.length === 0) return;
    const seen = await readHealth(tx, gatewayId);
    // All is as it was, as nearly always: nobody need wait for anybody.
    if (!seen || !healthAfter(seen, answers, now)) return;
    const health = await lockHealth(tx, gatewayId);
    const changed = health && healthAfter(health, answers, now);
    if (!changed) return;
    await noteHealth(tx, gatewayId, changed);
    this.failing.set({ gateway: String(gatewayId) }, changed.failing);
  }
}

const given = (notices: readonly ChargeNotice[], name: 'correlator' | 'remoteId'): string[] => [
  ...new Set(notices.flatMap((notice) => notice[name] ?? [])),
];

const byName = (named: readonly Named[]): ReadonlyMap<string, Pick<Named, 'chargeId' | 'ordinal'>> =>
  new Map(named.map(({ name, chargeId, ordinal }) => [name, { chargeId, ordinal }]));
