import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { codeHash } from '../campaigns/codes/code-hash';
import { KINDS } from '../campaigns/kinds.token';
import type { Kinds } from '../campaigns/kinds';
import { Backlog } from '../messages/backlog.service';
import { openLanes, ownFreeLanes, setAside, takeThese, type TakenText } from '../messages/lane.store';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Doorbell } from '../platform/doorbell';
import { EventInterest } from '../platform/events-interest.service';
import { LANES } from '../platform/lanes';
import { Identity } from '../platform/identity.service';
import { Metrics } from '../platform/metrics.service';
import { isRefusedData } from '../platform/sql-state';
import { Presence } from '../platform/presence.service';
import { waitForLanes } from '../subscribers/lanes.store';
import { PoisonError, type Handling } from './batch';
import { handleOldest, handleThese, type Done } from './message.pipeline';
import { Watermarks } from '../platform/watermarks';
import { PoisonTimerError, putOffTimer } from './timers.store';
import { NOTHING_TO_RING, ringFor, ringsOf } from './to-ring';

/** One batch at a time: two take half as many texts each and pay for a transaction twice (ADR 15). */
const WORKERS = 1;
/** Somebody else had the lane; ask again when a batch is likely to be over. */
const MISSED_LANE_MS = 20;
/** Database away: patience, and nobody is set aside. */
const TROUBLE_MS = 250;
/** An alarm clock may be a little fast. */
const ALARM_MS = 5;
const TRIES_BEFORE_ASIDE = 3;
/** A transaction costs the same for one text as for fifty: after a small batch a moment is given for more to come. */
const SMALL_BATCH = 50;
const GATHER_MS = 4;

/** Rung lanes in, handled texts out. Owns what it can, works until it is empty, and isolates the text that throws. */
@Injectable()
export class LaneProcessor implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Engine');
  private readonly rung = new Set<number>();
  private readonly busy = new Set<number>();
  private readonly watermarks = new Watermarks();
  private readonly luckOf = (what: string): string => this.identity.luckOf(what);
  private readonly codeHashOf = (brandId: number, code: string): string =>
    codeHash(this.identity, brandId, code);
  private running = 0;
  /** So many more turns take one timer at a time: one of several is at fault, and nobody knows which. */
  private singleTimers = 0;
  private stopping = false;
  private idle: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly configurations: ConfigurationService,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly presence: Presence,
    private readonly identity: Identity,
    private readonly listeners: EventInterest,
    private readonly backlog: Backlog,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  onApplicationBootstrap(): void {
    this.doorbell.answer('lane', (lane) => this.wake([lane]));
  }

  /** Lets the batches at work finish; what is still queued waits for the next start. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    if (this.running > 0) await new Promise<void>((resolve) => (this.idle = resolve));
  }

  wake(lanes: Iterable<number>): void {
    for (const lane of lanes) if (lane >= 0 && lane < LANES) this.rung.add(lane);
    while (!this.stopping && this.running < WORKERS && this.hasFreeLane()) void this.work();
  }

  private hasFreeLane(): boolean {
    for (const lane of this.rung) if (!this.busy.has(lane)) return true;
    return false;
  }

  private async work(): Promise<void> {
    this.running++;
    try {
      while (!this.stopping && this.hasFreeLane()) {
        const texts = await this.workOnce(this.claimLanes());
        if (texts < SMALL_BATCH && this.hasFreeLane()) await pause(GATHER_MS);
      }
    } finally {
      this.running--;
      if (this.running === 0) this.idle?.();
    }
  }

  /** A fair share of the lanes that were rung and that this process is not already working on. */
  private claimLanes(): number[] {
    const share = Math.ceil(LANES / this.presence.engines);
    const lanes: number[] = [];
    for (const lane of this.rung) {
      if (lanes.length >= share) break;
      if (this.busy.has(lane)) continue;
      lanes.push(lane);
    }
    for (const lane of lanes) {
      this.rung.delete(lane);
      this.busy.add(lane);
    }
    return lanes;
  }

  /** @returns how many texts were handled. */
  private async workOnce(lanes: readonly number[]): Promise<number> {
    try {
      const { missed, done } = await this.handle(lanes);
      this.later(missed, MISSED_LANE_MS);
      for (const lane of done.unfinished) this.rung.add(lane);
      ringFor(this.doorbell, done.toRing);
      for (const { lane, inMs } of done.toRing.alarms) this.later([lane], inMs + ALARM_MS);
      return done.texts.length;
    } catch (error) {
      this.logger.error(error, 'the batch failed and will be tried again');
      this.later(lanes, TROUBLE_MS);
      return 0;
    } finally {
      for (const lane of lanes) this.busy.delete(lane);
    }
  }

  private async handle(lanes: readonly number[]): Promise<{ missed: readonly number[]; done: Done }> {
    let missed: readonly number[] = [];
    let taken: readonly TakenText[] = [];
    try {
      const started = performance.now();
      const done = await this.database.hot.transaction(async (tx) => {
        const owned = await ownFreeLanes(tx, lanes);
        missed = lanes.filter((lane) => !owned.includes(lane));
        if (owned.length === 0) return NOTHING;
        const now = this.clock.now();
        const opening = await openLanes(tx, owned, now);
        const configuration = await this.configurations.inForce(tx.sql, opening.version);
        const from = owned.map((lane) => ({ lane, after: this.watermarks.after(lane) }));
        const handling = this.handlingAt(now, configuration);
        const taking = (texts: readonly TakenText[], tookMs: number): void => {
          taken = texts;
          this.watermarks.took(tookMs);
          this.backlog.taken(texts.map(({ id }) => id));
        };
        return handleOldest(tx, from, opening, handling, taking, this.singleTimers > 0 ? 1 : undefined);
      });
      if (done.texts.length > 0) this.count(done, performance.now() - started);
      const mustGoOn = this.singleTimers > 0 && --this.singleTimers > 0;
      return { missed, done: mustGoOn ? { ...done, unfinished: new Set(lanes) } : done };
    } catch (error) {
      if (error instanceof PoisonTimerError) return { missed, done: await this.putOff(error, lanes) };
      if (taken.length === 0 || !isPoison(error)) throw error;
      return { missed, done: await this.isolate(taken) };
    }
  }

  /** One timer that nobody can decide must not hold up what everybody else said. */
  private async putOff(error: PoisonTimerError, lanes: readonly number[]): Promise<Done> {
    const [timerId, ...others] = error.timerIds;
    if (others.length > 0) this.singleTimers = error.timerIds.length;
    else if (timerId !== undefined) {
      await putOffTimer(this.database.hot.sql, timerId, this.clock.now());
      this.logger.error(error, `timer ${timerId} was put off`);
    }
    return { ...NOTHING, unfinished: new Set(lanes) };
  }

  /** Halves the batch until the culprit stands alone; everybody else's text is handled. */
  private async isolate(texts: readonly TakenText[]): Promise<Done> {
    for (let tries = 1; ; tries++) {
      try {
        const done = await this.inLanesOf(texts, async (tx, ids) =>
          handleThese(tx, ids, await this.handling(tx)),
        );
        this.count(done, 0);
        return { ...done, unfinished: lanesOf(texts) };
      } catch (error) {
        if (!isPoison(error)) throw error;
        if (texts.length > 1) {
          const half = Math.ceil(texts.length / 2);
          return merge(await this.isolate(texts.slice(0, half)), await this.isolate(texts.slice(half)));
        }
        if (tries >= TRIES_BEFORE_ASIDE) return this.putAside(texts, error, tries);
      }
    }
  }

  private async putAside(texts: readonly TakenText[], error: unknown, tries: number): Promise<Done> {
    const message = error instanceof Error ? error.message : String(error);
    const aside = await this.inLanesOf(texts, async (tx, ids) => {
      const waiting = await takeThese(tx, ids);
      for (const text of waiting) await setAside(tx, text, message, tries, this.clock.now());
      return waiting;
    });
    this.metrics.setAside.inc(aside.length);
    this.logger.error({ textIds: aside.map(({ id }) => id), error: message }, 'set aside');
    return { ...NOTHING, unfinished: lanesOf(texts) };
  }

  /** The batch's own locks went with its transaction: each smaller one waits for its lanes anew. */
  private inLanesOf<T>(
    texts: readonly TakenText[],
    work: (tx: Tx, ids: readonly number[]) => Promise<T>,
  ): Promise<T> {
    return this.database.hot.transaction(async (tx) => {
      await waitForLanes(tx, lanesOf(texts));
      return work(
        tx,
        texts.map(({ id }) => id),
      );
    });
  }

  private async handling(tx: Parameters<Parameters<Database['transaction']>[0]>[0]): Promise<Handling> {
    return this.handlingAt(this.clock.now(), await this.configurations.inForce(tx.sql));
  }

  private handlingAt(now: Date, configuration: Configuration): Handling {
    const { kinds, luckOf, codeHashOf, listeners } = this;
    return { configuration, kinds, now, luckOf, codeHashOf, listeners };
  }

  private count({ texts, readTo }: Done, tookMs: number): void {
    for (const [lane, id] of readTo) this.watermarks.handled(lane, id);
    this.metrics.handled.inc(texts.length);
    if (tookMs > 0) this.metrics.batchMs.observe(tookMs);
  }

  private later(lanes: readonly number[], ms: number): void {
    if (lanes.length > 0 && !this.stopping) setTimeout(() => this.wake(lanes), ms).unref();
  }
}

const NOTHING: Done = {
  texts: [],
  toRing: NOTHING_TO_RING,
  unfinished: new Set(),
  readTo: new Map(),
};

/** Only what one text can cause: an exception of a decision, or data that PostgreSQL refuses (classes 22 and 23). */
function isPoison(error: unknown): boolean {
  return error instanceof PoisonError || isRefusedData(error);
}

const lanesOf = (texts: readonly TakenText[]): Set<number> => new Set(texts.map(({ lane }) => lane));

function merge(a: Done, b: Done): Done {
  return {
    texts: [...a.texts, ...b.texts],
    toRing: ringsOf(a.toRing, b.toRing),
    readTo: new Map(),
    unfinished: new Set([...a.unfinished, ...b.unfinished]),
  };
}
