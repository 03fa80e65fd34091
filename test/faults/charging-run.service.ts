import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOOR_KEY } from './catalogue.store';
import {
  countOnTheWire,
  hurry,
  lapseLeases,
  numbersOnTheWay,
  readChargingBooks,
  readChargingLeft,
} from './charging-books.store';
import { setMood, writePaidCatalogue } from './charging-catalogue.store';
import { CALM, moodOf, stopAfterMs, type ChargingPlan } from './charging-plan';
import { tallyCharging } from './charging-tally';
import { diceFrom, type Dice } from './dice';
import { DoorClient } from './door.client';
import { EngineUnderFire } from './engine-under-fire.service';
import type { Stage } from './fault-run.service';
import { CODE, numberOf, willStop } from './script';
import type { Finding } from './tally';

/** Long enough to write everybody down before the first renewal falls due. */
const FIRST_DUE_MS = 1_500;
const POLL_MS = 500;
const LOOK_MS = 50;
/** However slow the machine, so much later at the most something is on the wire, as long as anything is due. */
const ON_THE_WIRE_WITHIN_MS = 20_000;

/** An engine that charges renewals is killed at random moments, and started again each time; then both sides' books are compared. */
export async function runCharging(plan: ChargingPlan, seed: number, stage: Stage): Promise<Finding[]> {
  const { folder, postgres, log } = stage;
  const dice = diceFrom(seed ^ 0xca54);
  const databaseUrl = await postgres.database('charging');
  const engine = new EngineUnderFire(join(folder, 'charging-engine'), databaseUrl, log);
  const progress = { isOver: false, isGone: false };
  try {
    await engine.start();
    const firstDueAt = new Date(Date.now() + FIRST_DUE_MS);
    await writePaidCatalogue(databaseUrl, plan, firstDueAt);
    const target = { databaseUrl, engine, firstDueAt };
    const stopping = stopAll(plan, diceFrom(seed ^ 0x5709), target, progress);
    stopping.catch(() => undefined); // whoever waits for it hears of it
    const onTheWire = await killAgainAndAgain(plan, dice, target).finally(() => (progress.isOver = true));
    log(`${plan.kills} kills, ${onTheWire} payments on the wire`);
    await setMood(databaseUrl, CALM);
    const stops = await stopping;
    log(
      (await settled(plan, databaseUrl))
        ? 'nothing is open any more'
        : 'gave up: charges do not come to an end',
    );
    const books = await readChargingBooks(databaseUrl);
    return tallyCharging({ books, onTheWire, stops, deaths: engine.deaths });
  } finally {
    progress.isGone = true;
    await engine.end();
  }
}

interface Target {
  readonly databaseUrl: string;
  readonly engine: EngineUnderFire;
  readonly firstDueAt: Date;
}

/** @returns how many payments were on the wire at the moments of the kills */
async function killAgainAndAgain(
  { kills, pauseMs, leases }: ChargingPlan,
  dice: Dice,
  { databaseUrl, engine, firstDueAt }: Target,
): Promise<number> {
  let onTheWire = 0;
  await setMood(databaseUrl, moodOf(dice));
  await sleep(firstDueAt.getTime() - Date.now());
  let startedAt = firstDueAt;
  for (let kill = 0; kill < kills; kill++) {
    await sleep(dice.between(pauseMs.from, pauseMs.to));
    await somethingIsOnTheWire(databaseUrl, startedAt);
    await engine.killAndStart(async () => {
      onTheWire += await countOnTheWire(databaseUrl, startedAt);
      if (leases === 'are made to lapse') await lapseLeases(databaseUrl);
      await setMood(databaseUrl, moodOf(dice));
      startedAt = new Date();
    });
  }
  return onTheWire;
}

/** A kill in a pause of the engine's would show nothing. */
async function somethingIsOnTheWire(databaseUrl: string, startedAt: Date): Promise<void> {
  for (const giveUpAt = Date.now() + ON_THE_WIRE_WITHIN_MS; Date.now() < giveUpAt; await sleep(LOOK_MS))
    if ((await countOnTheWire(databaseUrl, startedAt)) > 0) return;
}

/**
 * Every one who stops says so about when their payment should be on its way, or, every second of them, when it is; for as long as
 * it takes to be heard.
 */
async function stopAll(
  plan: ChargingPlan,
  dice: Dice,
  { databaseUrl, engine, firstDueAt }: Target,
  progress: { readonly isOver: boolean; readonly isGone: boolean },
): Promise<number> {
  const door = new DoorClient([`${engine.door.url}/carriers/carrier`], DOOR_KEY, () => progress.isGone);
  const stops = async (person: number): Promise<boolean> => {
    const text = { id: `stop-${person}`, from: `+${numberOf(person)}`, to: CODE, text: 'STOP' };
    return (await door.post('/mo', JSON.stringify([text]))) !== null;
  };
  const people = Array.from({ length: plan.people }, (_, person) => person).filter(willStop);
  const inTime = people.filter((_, at) => at % 2 === 0);
  const said = inTime.map(async (person) => {
    await sleep(firstDueAt.getTime() + stopAfterMs(plan, person, dice) - Date.now());
    return stops(person);
  });
  for (let waiting = people.filter((_, at) => at % 2 === 1); waiting.length > 0; await sleep(LOOK_MS)) {
    const onTheWay = await numbersOnTheWay(databaseUrl);
    const now = waiting.filter((person) => progress.isOver || onTheWay.has(numberOf(person)));
    said.push(...now.map(stops));
    waiting = waiting.filter((person) => !now.includes(person));
  }
  return (await Promise.all(said)).filter(Boolean).length;
}

/** Nothing is due, open or unheard of; the hours in which whoever could not pay is tried again are let pass at once. */
async function settled({ restMs }: ChargingPlan, databaseUrl: string): Promise<boolean> {
  for (const giveUpAt = Date.now() + restMs; Date.now() < giveUpAt; await sleep(POLL_MS)) {
    const { charges, refunds, news, due } = await readChargingLeft(databaseUrl);
    if (charges + refunds + news + due === 0) return true;
    await hurry(databaseUrl);
  }
  return false;
}
