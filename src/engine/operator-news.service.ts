import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { markTakenAfterStop, requestCharges } from '../billing/charges/charges.store';
import { paidByNotice } from '../billing/gateways/operator-driven/notice-key';
import {
  knownEnds,
  lanesWithNotices,
  noteMirrored,
  setNoticeAside,
  takeOperatorNotices,
  type OperatorNotice,
} from '../billing/gateways/operator-driven/operator-notices.store';
import { askAgainToEnd } from '../billing/gateways/operator-driven/unsubscriptions.store';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { Identity } from '../platform/identity.service';
import { Rounds } from '../platform/rounds.service';
import { waitForLanes } from '../subscribers/lanes.store';
import { isPoison } from '../subscriptions/alone.store';
import { readServices } from '../subscriptions/services/services.store';
import { liveSubscriptions, newestSubscriptions } from '../subscriptions/subscriptions.store';
import type { Caused } from './cause';
import { applyEffects } from './effects.store';
import {
  chargeOf,
  ending,
  meaningOf,
  opening,
  serviceMeant,
  tariffOf,
  type LeftHere,
  type Read,
  type Telling,
} from './operator-news';
import { readLeftHere, readOperatorGateways } from './operator-news.store';
import { readPeopleById } from './snapshot.store';
import { NOTHING_TO_RING, ringFor, type ToRing } from './to-ring';

/** The lanes of so many people at most are held for one transaction. */
const BATCH = 100;

interface Mirrored {
  readonly taken: number;
  readonly toRing: ToRing;
}

interface Plan {
  readonly caused: readonly Caused[];
  /** Notices that are of a subscription, or of money. */
  readonly told: readonly Told[];
}

interface Told {
  readonly read: Read;
  readonly charges: boolean;
  /** What they had left before it was taken; null for what is theirs to pay. */
  readonly left: LeftHere | null;
}

const keyOf = ({ person, service }: Read): string => `${person.id}:${service.id}`;
const ofService = ({ person, service }: Read) => ({ subscriberId: person.id, serviceId: service.id });

/**
 * Mirrors what operators that own the clock tell of their subscriptions: who began, what was taken, what could not be, who left. Any
 * number of processes; a notice is dealt with once, in the person's own lane.
 */
@Injectable()
export class OperatorNews implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('OperatorNews');
  private readonly rounds = new Rounds(
    () => this.mirrorAll(),
    (error) => this.logger.warn(error, 'what operators tell of subscriptions waits'),
  );

  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly doorbell: Doorbell,
    private readonly listeners: EventInterest,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** All that waits; a second call joins the first. */
  sweep(): Promise<void> {
    return this.rounds.go();
  }

  private async mirrorAll(): Promise<void> {
    while ((await this.mirror(BATCH)) > 0);
  }

  /** One notice that cannot be dealt with is set aside, and its neighbours go on. */
  private async mirror(most: number): Promise<number> {
    try {
      const { taken, toRing } = await this.database.transaction((tx) => this.mirrorSome(tx, most));
      ringFor(this.doorbell, toRing);
      return taken;
    } catch (error) {
      if (!isPoison(error)) throw error;
      if (most > 1) return this.mirror(1);
      this.logger.error(error, 'a notice of an operator cannot be dealt with, and is set aside');
      await setNoticeAside(this.database.sql, this.clock.now());
      return 1;
    }
  }

  private async mirrorSome(tx: Tx, most: number): Promise<Mirrored> {
    const lanes = await lanesWithNotices(tx.sql, most);
    if (lanes.length === 0) return { taken: 0, toRing: NOTHING_TO_RING };
    await waitForLanes(tx, lanes);
    const now = this.clock.now();
    const notices = await takeOperatorNotices(tx, most, now, lanes);
    const configuration = await this.configurations.inForce(tx.sql);
    const reads = await this.read(tx, notices);
    const plan = await planOf(tx, reads, { configuration, now });
    const toRing = await applyEffects(tx, plan.caused, {
      ...{ configuration, listeners: this.listeners },
      luckOf: (what) => this.identity.luckOf(what),
    });
    const gateways = await book(tx, plan, now);
    return {
      taken: notices.length,
      toRing: { ...toRing, charges: new Set([...toRing.charges, ...gateways]) },
    };
  }

  /** Whom and what they are about. What is of no service of ours, or of nobody's number, is left to the operator's statement. */
  private async read(tx: Tx, notices: readonly OperatorNotice[]): Promise<Read[]> {
    const gateways = await readOperatorGateways(
      tx.sql,
      notices.map(({ gatewayId }) => gatewayId),
    );
    const ids = [...gateways.values()].flatMap(({ serviceIds }) => serviceIds);
    const services = await readServices(tx.sql, ids);
    const people = await readPeopleById(tx, [...new Set(notices.map(({ subscriberId }) => subscriberId))]);
    return notices.flatMap((notice) => {
      const gateway = gateways.get(notice.gatewayId);
      const person = people.get(notice.subscriberId);
      const service = gateway && serviceMeant(gateway, notice.service, services);
      const tariff = service && tariffOf(service, notice);
      if (gateway && person && service && tariff) return [{ notice, gateway, service, tariff, person }];
      this.logger.warn(`notice ${notice.id} is of no service or of nobody that we know`);
      return [];
    });
  }
}

/** What each notice means, in turn: the second of one person is read after the first. */
async function planOf(tx: Tx, reads: readonly Read[], telling: Telling): Promise<Plan> {
  const ids = reads.map(({ person }) => person.id);
  const subscriptions = await liveSubscriptions(tx.sql, ids);
  const live = new Set(subscriptions.map((one) => `${one.subscriberId}:${one.serviceId}`));
  const ends = await knownEnds(tx, ids);
  const leftHere = await readLeftHere(tx.sql, reads.map(ofService));
  const left = new Map(leftHere.map((one) => [`${one.subscriberId}:${one.serviceId}`, one]));
  const caused: Caused[] = [];
  const told = reads.map((read): Told => {
    const key = keyOf(read);
    const before = left.get(key) ?? null;
    const { opens, ends: isEnd, charges, goesBack } = meaningOf(read, live.has(key), ends, before);
    if (opens) {
      caused.push(opening(read, telling));
      live.add(key);
      left.delete(key);
    }
    if (isEnd) {
      caused.push(...ending(read, telling));
      live.delete(key);
    }
    return { read, charges, left: goesBack ? before : null };
  });
  return { caused, told };
}

/**
 * Notes which subscription each was about, and asks for the charges. What was taken from who had left goes back once it is booked, and
 * its operator is told again that they have. @returns the gateways that have some
 */
async function book(tx: Tx, { told }: Plan, now: Date): Promise<ReadonlySet<number>> {
  const newest = await newestSubscriptions(
    tx.sql,
    told.map(({ read }) => ofService(read)),
  );
  const ids = new Map(newest.map(({ id, subscriberId, serviceId }) => [`${subscriberId}:${serviceId}`, id]));
  await noteMirrored(
    tx,
    told.flatMap(({ read }) => {
      const subscriptionId = ids.get(keyOf(read));
      return subscriptionId === undefined ? [] : [{ noticeId: read.notice.id, subscriptionId }];
    }),
  );
  const requests = told
    .filter(({ charges }) => charges)
    .map(({ read }) => chargeOf(read, ids.get(keyOf(read)) ?? null, now));
  // Charges are written in the order of their keys, and what was told ninth comes before what was told tenth.
  for (const chars of new Set(requests.map(({ key }) => key.length)))
    await requestCharges(
      tx,
      requests.filter(({ key }) => key.length === chars),
    );
  const unwanted = told.flatMap(({ read, left }) =>
    left ? [{ key: paidByNotice(read.notice.id), left }] : [],
  );
  await markTakenAfterStop(
    tx,
    unwanted.map(({ key, left }) => ({ key, stoppedAt: left.endedAt })),
  );
  await askAgainToEnd(
    tx,
    unwanted.map(({ left }) => left.subscriptionId),
    now,
  );
  return new Set(requests.map(({ gatewayId }) => gatewayId));
}
