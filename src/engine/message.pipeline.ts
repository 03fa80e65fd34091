import {
  markHandled,
  takeOldest,
  takeOthers,
  takeThese,
  takeUrgent,
  type Opening,
  type TakeFrom,
  type TakenText,
} from '../messages/lane.store';
import type { Tx } from '../platform/database.service';
import { joinParts } from '../messages/parts.store';
import { classifyAddress } from '../text/msisdn';
import { decideAll, PoisonError, type Batch, type Handling } from './batch';
import { ClaimBook } from './claim-book';
import { loadClaims } from './claims.store';
import { applyEffects } from './effects.store';
import { loadPeople, type Sender } from './snapshot.store';
import { handleTimers } from './timers.store';
import { NOTHING_TO_RING, ringsOf, type ToRing } from './to-ring';

/** How much one transaction takes on. */
export const BATCH = {
  texts: 500,
  /** Of one person: the rest waits, and so nobody's flood starves a lane. */
  perPerson: 20,
  /** Urgent words of one lane that may come before their turn. */
  urgentPerLane: 3,
} as const;

/** What a transaction did, and what the doorbell should hear about it afterwards. */
export interface Done {
  readonly texts: readonly TakenText[];
  readonly toRing: ToRing;
  /** More may be waiting in these lanes. */
  readonly unfinished: ReadonlySet<number>;
  /** Lanes read without a gap, and the last id handled there: nothing older waits. */
  readonly readTo: ReadonlyMap<number, number>;
}

/** The story of a batch: the oldest texts of the lanes we own, from the inbox to the outbox. Everything happens, or nothing does. */
export async function handleOldest(
  tx: Tx,
  lanes: readonly TakeFrom[],
  opening: Opening,
  handling: Handling,
  taking: (texts: readonly TakenText[], tookMs: number) => void,
  mostTimers?: number,
): Promise<Done> {
  const owned = lanes.map(({ lane }) => lane);
  if (opening.hasParts) await joinParts(tx, owned, handling.now);
  const timed = opening.hasTimers ? await handleTimers(tx, owned, handling, mostTimers) : NOTHING_TO_RING;
  const began = performance.now();
  const taken = await takeFairly(tx, lanes);
  taking(taken.texts, performance.now() - began);
  const toRing = await handle(tx, taken.texts, handling);
  return { ...taken, toRing: ringsOf(timed, toRing) };
}

/** The same for named texts only: how a batch that fails is taken apart. */
export async function handleThese(tx: Tx, ids: readonly number[], handling: Handling): Promise<Done> {
  const texts = await takeThese(tx, ids);
  return { texts, unfinished: new Set(), readTo: new Map(), toRing: await handle(tx, texts, handling) };
}

async function handle(tx: Tx, texts: readonly TakenText[], handling: Handling): Promise<ToRing> {
  if (texts.length === 0) return NOTHING_TO_RING;
  const people = await loadPeople(tx, sendersOf(texts), handling.now);
  const batch: Batch = {
    ...{ people, handling, book: new ClaimBook() },
    ...{ handled: [], caused: [], heard: new Map() },
  };
  let undecided = decideAll(texts, batch);
  for (let round = 1; undecided.texts.length > 0; round++) {
    const [first] = undecided.texts;
    if (first && round > MOST_ROUNDS) throw new PoisonError(first, new Error('its claims have no end'));
    await loadClaims(tx, undecided.wanted, batch.book, true);
    undecided = decideAll(undecided.texts, batch);
  }
  const toRing = await applyEffects(tx, batch.caused, handling);
  await markHandled(tx, batch.handled, handling.configuration.version, handling.now);
  return toRing;
}

/** Each round decides at least one text of everybody who waits, and nobody has more than {@link BATCH.perPerson}. */
const MOST_ROUNDS = 2 * BATCH.perPerson;

/** Only handsets become people: a short code or an alphanumeric sender is a machine, and is never answered. */
function sendersOf(texts: readonly TakenText[]): Map<string, Sender> {
  const senders = new Map<string, Sender>();
  for (const { senderHash, lane, sender, operator } of texts) {
    if (sender === null || senders.has(senderHash) || !isHandset(sender)) continue;
    senders.set(senderHash, { senderHash, lane, msisdn: sender, operator });
  }
  return senders;
}

/** The door stores handsets as bare E.164 digits, and everything else as it came. */
const isHandset = (sender: string): boolean =>
  /^[1-9][0-9]{6,14}$/.test(sender) && classifyAddress(sender).type === 'msisdn';

type Taken = Pick<Done, 'texts' | 'unfinished' | 'readTo'>;

/** The oldest of each lane; then, under backlog, urgent people before their place and nobody more than their share. */
async function takeFairly(tx: Tx, lanes: readonly TakeFrom[]): Promise<Taken> {
  const perLane = Math.max(10, Math.ceil(BATCH.texts / Math.max(1, lanes.length)));
  const oldest = await takeOldest(tx, lanes, perLane);
  const counts = countBy(oldest, ({ lane }) => lane);
  const backlogged = [...counts].filter(([, count]) => count >= perLane).map(([lane]) => lane);
  const fair = withinShare(oldest);
  const readTo = new Map(oldest.map(({ lane, id }) => [lane, id]));
  if (backlogged.length === 0 && fair.full.size === 0)
    return { texts: fair.texts, unfinished: new Set(), readTo };

  const flooded = new Set(
    oldest.filter(({ senderHash }) => fair.full.has(senderHash)).map(({ lane }) => lane),
  );
  for (const lane of flooded) readTo.delete(lane);
  const urgent = await takeUrgent(
    tx,
    lanes.filter(({ lane }) => backlogged.includes(lane)),
    BATCH.urgentPerLane,
    BATCH.perPerson,
  );
  const others = flooded.size > 0 ? await takeOthers(tx, [...flooded], [...fair.full], perLane) : [];
  return {
    texts: inOrder(urgent, fair.texts, others),
    unfinished: new Set([...backlogged, ...flooded]),
    readTo,
  };
}

function withinShare(texts: readonly TakenText[]): { texts: TakenText[]; full: Set<string> } {
  const counts = new Map<string, number>();
  const full = new Set<string>();
  const kept = texts.filter(({ senderHash }) => {
    const count = (counts.get(senderHash) ?? 0) + 1;
    counts.set(senderHash, count);
    if (count > BATCH.perPerson) full.add(senderHash);
    return count <= BATCH.perPerson;
  });
  return { texts: kept, full };
}

/** Each text once, urgent people first; a person's own texts stay in the order they arrived. */
function inOrder(urgent: readonly TakenText[], ...rest: readonly (readonly TakenText[])[]): TakenText[] {
  const hurried = new Set(urgent.map(({ senderHash }) => senderHash));
  const texts = new Map<number, TakenText>();
  for (const text of [...urgent, ...rest.flat()]) texts.set(text.id, text);
  return [...texts.values()].sort(
    (a, b) => Number(hurried.has(b.senderHash)) - Number(hurried.has(a.senderHash)) || a.id - b.id,
  );
}

function countBy<R, K>(rows: readonly R[], keyOf: (row: R) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
