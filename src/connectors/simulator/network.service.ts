import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Clock } from '../../platform/clock.service';
import { isDatabaseAway } from '../../platform/problem.filter';
import type { Ear, Heard, HeardText, Outcome, OutboundText } from '../connector';
import { each } from '../http-outcomes';
import { delayOf, fateOf, happens, NO_FAULTS, type Fate, type Faults, type Random } from './faults';
import { homeOperator, type HomeOperators } from './home-operator';
import { NetworkStore, type Balance, type Counters, type Landing, type ReceivedText } from './network.store';
import { remoteIdOf } from './remote-id';
import { planReports } from './report-plan';
import { ReportPost } from './report-post.service';
import { SIMULATOR_RANDOM } from './simulator-pool';

/** What the network asks of a sender it slows down. */
const THROTTLE_MS = 100;
/** Another process may have changed the faults; nobody waits longer to see it. */
const FAULTS_AGE_MS = 1_000;
const NUMBER = /^[0-9]{3,15}$/;
/** What a handset nobody has paid anything for can pay. */
const EMPTY_BALANCE: Balance = { minor: '0', currency: 'IRR' };

/** What came of a text that a handset sent. */
export type SaidOutcome = Heard | { readonly nobody: true };

/** A connection of an engine, and whose the handsets are that it is told of. */
interface Listener {
  readonly ear: Ear;
  readonly operators: HomeOperators;
}

/** The mobile network in a box: handsets that text, receive and pay, and everything that goes wrong on the way. */
@Injectable()
export class SimulatedNetwork {
  private readonly listeners = new Map<number, Listener>();
  private faults: { readonly now: Faults; readonly readAtMs?: number } = { now: NO_FAULTS };

  constructor(
    private readonly store: NetworkStore,
    private readonly post: ReportPost,
    private readonly clock: Clock,
    @Inject(SIMULATOR_RANDOM) private readonly random: Random,
  ) {}

  get isOpen(): boolean {
    return this.listeners.size > 0;
  }

  /**
   * Connects the engine to the network; what is owed to it is sent from now on. What it returns closes the
   * connection; one that was opened meanwhile under the same id stays.
   */
  attach(connectorId: number, ear: Ear, operators: HomeOperators = {}): () => Promise<void> {
    this.listeners.set(connectorId, { ear, operators });
    const end = this.post.begin(connectorId, ear);
    return async () => {
      if (this.listeners.get(connectorId)?.ear === ear) this.listeners.delete(connectorId);
      await end();
    };
  }

  /**
   * Takes messages for handsets, one outcome each, in order. A database that is away is a network that is away:
   * `unreachable` while nothing had been asked of it, `unknown` once it may have happened.
   */
  async submit(connectorId: number, texts: readonly OutboundText[]): Promise<readonly Outcome[]> {
    const line = await this.pickUp();
    if (line === undefined)
      return each(texts.length, { type: 'unreachable', reason: 'the simulated network is away' });
    const { faults, client } = line;
    const fates = texts.map((text) => (NUMBER.test(text.to) ? fateOf(faults, this.random) : 'nowhere'));
    const landings = this.landingsOf(texts, fates, faults);
    if (!(await this.land(client, connectorId, landings)))
      return each(texts.length, { type: 'unknown', reason: 'the simulated network broke off' });
    if (faults.reports === 'early') await this.post.sendDue(connectorId);
    else if (landings.length > 0) this.post.nudge(connectorId);
    return texts.map((text, at) => outcomes[fates[at] ?? 'nowhere'](text));
  }

  /** A handset sends a text; like any carrier, the network hears "done" only when the engine has it for good. */
  async say(msisdn: string, to: string, text: string): Promise<SaidOutcome> {
    const [listener] = this.listeners.values();
    if (listener === undefined) return { nobody: true };
    const { ear, operators } = listener;
    const faults = await this.currentFaults();
    const operator = homeOperator(msisdn, operators);
    const heard: HeardText = {
      ...{ remoteId: randomUUID(), from: msisdn, to, text, sentAt: this.clock.now() },
      ...(operator === undefined ? {} : { operator }),
    };
    const [first] = await ear.hearTexts([heard]);
    if (happens(faults.duplicate, this.random)) await ear.hearTexts([heard]);
    return first ?? { nobody: true };
  }

  receivedBy(msisdn: string, after: string, limit: number): Promise<ReceivedText[]> {
    return this.store.receivedBy(msisdn, after, limit);
  }

  async balanceOf(msisdn: string): Promise<Balance> {
    return (await this.store.balanceOf(msisdn)) ?? EMPTY_BALANCE;
  }

  setBalance(msisdn: string, balance: Balance): Promise<void> {
    return this.store.setBalance(msisdn, balance);
  }

  counters(): Promise<Counters> {
    return this.store.counters();
  }

  async setFaults(faults: Faults): Promise<void> {
    await this.store.setFaults(faults);
    this.faults = { now: faults, readAtMs: performance.now() };
  }

  private landingsOf(
    texts: readonly OutboundText[],
    fates: readonly (Fate | 'nowhere')[],
    faults: Faults,
  ): Landing[] {
    const nowMs = this.clock.now().getTime();
    const landings = new Map<string, Landing>();
    texts.forEach(({ id, to, from, text }, at) => {
      if (fates[at] !== 'taken' || landings.has(id)) return;
      const remoteId = remoteIdOf(id);
      const reports = planReports(faults.reports, remoteId, nowMs, delayOf(faults, this.random));
      landings.set(id, { outboundId: id, remoteId, msisdn: to, code: from, body: text, reports });
    });
    return [...landings.values()];
  }

  /** A connection to the network in its present mood; undefined when it cannot be reached. */
  private async pickUp(): Promise<{ readonly faults: Faults; readonly client: PoolClient } | undefined> {
    try {
      const faults = await this.currentFaults();
      const delayMs = delayOf(faults, this.random);
      if (delayMs > 0) await pause(delayMs);
      return { faults, client: await this.store.reach() };
    } catch (error) {
      if (isDatabaseAway(error)) return undefined;
      throw error;
    }
  }

  /** Whether the messages have certainly reached their handsets. */
  private async land(
    client: PoolClient,
    connectorId: number,
    landings: readonly Landing[],
  ): Promise<boolean> {
    let broken: unknown;
    try {
      if (landings.length > 0) await this.store.land(client, connectorId, landings, this.clock.now());
      return true;
    } catch (error) {
      broken = error;
      if (isDatabaseAway(error)) return false;
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }

  /** What was set while we read is newer than what we read. */
  private async readFaults(): Promise<void> {
    const before = this.faults;
    const now = await this.store.faults();
    if (this.faults === before) this.faults = { now, readAtMs: performance.now() };
  }

  /** The mood of the network, a second old at most. */
  async currentFaults(): Promise<Faults> {
    const { readAtMs } = this.faults;
    if (readAtMs === undefined || performance.now() - readAtMs > FAULTS_AGE_MS) await this.readFaults();
    return this.faults.now;
  }
}

const outcomes: { readonly [F in Fate | 'nowhere']: (text: OutboundText) => Outcome } = {
  taken: ({ id }) => ({ type: 'accepted', remoteId: remoteIdOf(id) }),
  lost: ({ id }) => ({ type: 'accepted', remoteId: remoteIdOf(id) }),
  throttled: () => ({ type: 'throttled', retryAfterMs: THROTTLE_MS }),
  nowhere: () => ({ type: 'refused', code: 'NO_SUCH_HANDSET', reason: 'the number is not one of a handset' }),
};
