import { setTimeout as sleep } from 'node:timers/promises';
import { readLeft } from './books.store';
import { DELIVERIES, type Progress } from './carrier';
import type { CarrierProcess } from './carrier.client';
import type { Load } from './plan';

const POLL_MS = 200;

/** Waits until the carrier has said everything, as often as it means to. @returns false when that takes far too long. */
export async function everythingSaid(
  carrier: CarrierProcess,
  { people, linesEach, textsPerSecond, restMs }: Load,
): Promise<boolean> {
  const loadMs = (people * linesEach * DELIVERIES * 1_000) / textsPerSecond;
  return within(loadMs + restMs, async () => isSaid(await carrier.progress()));
}

/**
 * Waits until the queues are empty and every report has been taken. The queues are read on both sides of the carrier's books: once
 * they are empty nothing more is submitted, so nothing more is to be reported, and a report that came meanwhile shows in the second.
 * @returns false when they do not empty.
 */
export async function atRest(
  carrier: CarrierProcess,
  databaseUrl: string,
  { restMs }: Load,
): Promise<boolean> {
  const isEmpty = async (): Promise<boolean> => {
    const { pending, outbox, reports, parts } = await readLeft(databaseUrl);
    return pending + outbox + reports + parts === 0;
  };
  return within(
    restMs,
    async () => (await isEmpty()) && (await carrier.progress()).reportsLeft === 0 && (await isEmpty()),
  );
}

/** Waits until whatever was said has been handled. @returns false when that takes far too long. */
export const everythingHandled = (databaseUrl: string, { restMs }: Load): Promise<boolean> =>
  within(restMs, async () => (await readLeft(databaseUrl)).pending === 0);

const isSaid = ({ acknowledged, toAcknowledge, redeliveriesLeft }: Progress): boolean =>
  acknowledged === toAcknowledge && redeliveriesLeft === 0;

/** @returns whether it came to pass in time. */
export async function within(ms: number, isDone: () => Promise<boolean>): Promise<boolean> {
  for (const giveUpAt = Date.now() + ms; !(await isDone()); await sleep(POLL_MS)) {
    if (Date.now() > giveUpAt) return false;
  }
  return true;
}
