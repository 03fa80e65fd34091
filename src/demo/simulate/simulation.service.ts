import type { INestApplication } from '@nestjs/common';
import { DateTime } from 'luxon';
import { boot } from '../../boot.service';
import { seededRandom } from '../../connectors/simulator/faults';
import { SimulatedNetwork } from '../../connectors/simulator/network.service';
import { Sweep } from '../../messages/sweep.service';
import { MovableClock } from '../../platform/clock.service';
import { readConfig } from '../../platform/config';
import { Database } from '../../platform/database.service';
import { checkAll, monthRow, type Kept } from './accounting.service';
import { Acting } from './acting.service';
import { setUp, type Catalogue } from './catalogue-setup.service';
import { EngineApi } from './engine-api.client';
import { drawLives, type Act, type Lives } from './lives';
import { MonthEnd } from './month-end.service';
import type { MonthRow } from './month-table';
import { monthsBetween, type Month } from './months';
import { moodOf } from './moods';
import { ZONE } from './offers';
import { EngineRounds } from './rounds.service';
import type { SimulateOptions } from './simulate-options';
import { isEmpty, nextDue } from './standing.store';

const KEY = 'pk_whoever-lives-through-all-this';
const FIRST_DAY = '2026-01-01';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The operator's file of a month, and with it the closing, comes on the fifth day after it. */
const FILE_AFTER_MS = 4.5 * DAY_MS;
/** Between two words about how far it is. */
const SAY_EVERY_MS = 10_000;
/** No step is longer than an hour where something is due, and none is shorter than half of one: what falls due meanwhile is done at its end. */
const STEPS = { leastMs: 30 * MINUTE_MS, mostMs: 60 * MINUTE_MS } as const;
const QUICK_STEPS = { leastMs: 12 * 60 * MINUTE_MS, mostMs: 24 * 60 * MINUTE_MS } as const;

/** Its own machine is slow at times, and what is lived through must not depend on that. */
const PATIENT = { connectionMs: 60_000, doorMs: 60_000, outboundMs: 60_000 } as const;

export interface Simulation extends SimulateOptions {
  /** Of a database that is migrated and empty. */
  readonly databaseUrl: string;
  /** Told of every month that has gone by. */
  readonly say: (line: string) => void;
}

export interface Lived {
  readonly rows: readonly MonthRow[];
  readonly kept: readonly Kept[];
}

/** Boots a whole engine on a clock of its own and lives through the days; then reads the months back, and checks every promise. */
export async function simulate(simulation: Simulation): Promise<Lived> {
  const start = DateTime.fromISO(FIRST_DAY, { zone: ZONE }).toJSDate();
  const clock = new MovableClock();
  clock.freeze(start);
  const parola = await boot({
    // Its people answer within the instant in which they are asked: to whoever looks for machines they would all be some.
    config: {
      ...readConfig({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'fatal', FRAUD_SWEEP_SECONDS: '0' }),
      waits: PATIENT,
    },
    databaseUrl: simulation.databaseUrl,
    clock,
    engineUrl: { value: '' },
    administratorKey: KEY,
    loadDemo: false,
  });
  try {
    if (!(await isEmpty(parola.app.get(Database).sql)))
      throw new Error('The simulation needs an empty database: everything in it would be lived through.');
    const apiAs = (key: string): EngineApi => new EngineApi(parola.url, key);
    const catalogue = await setUp(apiAs(KEY), start);
    await parola.app.get(Sweep).sweep(); // opens the link that was just made
    return await new Life(parola.app, clock, start, simulation, catalogue, apiAs).live();
  } finally {
    await parola.close();
  }
}

class Life {
  private readonly end: Date;
  private readonly lives: Lives;
  private readonly months: readonly Month[];
  private readonly rounds: EngineRounds;
  private readonly acting: Acting;
  private readonly monthEnd: MonthEnd;
  private acted = 0;
  private settled = 0;
  private day = -1;
  private saidAtMs = performance.now();

  constructor(
    private readonly app: INestApplication,
    private readonly clock: MovableClock,
    private readonly start: Date,
    private readonly simulation: Simulation,
    private readonly catalogue: Catalogue,
    apiAs: (key: string) => EngineApi,
  ) {
    const { days, subscribers, seed } = simulation;
    const random = seededRandom(seed);
    const api = apiAs(KEY);
    this.end = new Date(start.getTime() + days * DAY_MS);
    this.months = monthsBetween(start, this.end, ZONE);
    this.lives = drawLives(subscribers, days, start.getTime(), random);
    this.rounds = new EngineRounds(app, clock);
    this.acting = new Acting(app, api, catalogue, this.lives, this.rounds, clock);
    const controller = apiAs(catalogue.controllerKey);
    this.monthEnd = new MonthEnd(app, api, controller, catalogue.operatorId, this.rounds, random);
  }

  async live(): Promise<Lived> {
    for (let at = this.start; at < this.end; at = await this.next()) await this.hour(at);
    await this.hour(new Date(Math.max(this.end.getTime(), this.clock.now().getTime())));
    await this.calmDown();
    while (this.settled < this.months.length) await this.endMonth();
    const rows: MonthRow[] = [];
    for (const month of this.months) rows.push(await monthRow(this.app, this.catalogue.operatorId, month));
    const { months, clock, monthEnd } = this;
    const lived = { months, rows, planted: monthEnd.planted, now: clock.now() };
    return { rows, kept: await checkAll(this.app, this.catalogue.operatorId, lived) };
  }

  /** What happens at an instant, and what the engine makes of it. */
  private async hour(at: Date): Promise<void> {
    this.clock.freeze(at);
    await this.newDay(at);
    const acts: Act[] = [];
    for (
      let act = this.lives.acts[this.acted];
      act && act.atMs <= at.getTime();
      act = this.lives.acts[this.acted]
    ) {
      acts.push(act);
      this.acted++;
    }
    await this.rounds.settle();
    if (acts.length > 0) {
      await this.acting.play(acts);
      await this.rounds.settle();
    }
    const month = this.months[this.settled];
    if (month?.isWhole && at.getTime() >= month.until.getTime() + FILE_AFTER_MS) await this.endMonth();
  }

  /** The operator's mood changes with the days, and every evening's messages have left before the morning. */
  private async newDay(at: Date): Promise<void> {
    const day = Math.floor((at.getTime() - this.start.getTime()) / DAY_MS);
    if (day === this.day) return;
    this.day = day;
    await this.rounds.deliver();
    await this.app.get(SimulatedNetwork).setFaults(moodOf(day));
    if (performance.now() - this.saidAtMs < SAY_EVERY_MS) return;
    this.saidAtMs = performance.now();
    this.simulation.say(`Day ${day} of ${this.simulation.days}.`);
  }

  /** Nothing new happens any more, and what is still unknown is asked of until it is known. */
  private async calmDown(): Promise<void> {
    await this.app.get(SimulatedNetwork).setFaults(moodOf(0));
    for (let minute = 0; minute < 60; minute++) {
      this.clock.advance(MINUTE_MS);
      await this.rounds.settle();
    }
    await this.rounds.deliver();
  }

  private async endMonth(): Promise<void> {
    const month = this.months[this.settled];
    if (!month) throw new Error('there is no month left to end');
    await this.monthEnd.settle(month);
    this.settled++;
    this.simulation.say(
      `${month.name} is ${month.isWhole ? 'closed' : 'compared'}; it is ${this.clock.now().toISOString()}.`,
    );
  }

  /** When something falls due or somebody acts, within the shortest and the longest step; what an operator still owes an answer to is soon. */
  private async next(): Promise<Date> {
    const at = this.clock.now();
    const { leastMs, mostMs } = this.simulation.isQuick ? QUICK_STEPS : STEPS;
    const { subscriptionMs, answerMs } = await nextDue(this.app.get(Database).sql);
    const act = this.lives.acts[this.acted]?.atMs ?? Infinity;
    const wanted = Math.max(Math.min(act, subscriptionMs), at.getTime() + leastMs);
    const asked = Math.max(answerMs, at.getTime() + MINUTE_MS);
    const soonest = Math.min(wanted, asked, at.getTime() + mostMs, this.end.getTime());
    return new Date(Math.ceil(soonest / MINUTE_MS) * MINUTE_MS);
  }
}
