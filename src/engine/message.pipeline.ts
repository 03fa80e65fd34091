import type { Decision } from '../campaigns/effect';
import type { Kinds } from '../campaigns/kinds';
import type { Configuration, Shortcode } from '../catalogue/configuration';
import {
  markHandled,
  takeOldest,
  takeOthers,
  takeThese,
  takeUrgent,
  type Handled,
  type Opening,
  type TakeFrom,
  type TakenText,
} from '../messages/lane.store';
import type { Tx } from '../platform/database.service';
import { joinParts } from '../messages/parts.store';
import { classifyAddress } from '../text/msisdn';
import type { BatchPerson } from './batch-person';
import { decide } from './decide';
import { applyEffects, type Caused } from './effects.store';
import { factsOf, STRANGER, type Snapshot } from './snapshot';
import { loadPeople, type Sender } from './snapshot.store';
import { handleTimers } from './timers.store';

/** How much one transaction takes on. */
export const BATCH = {
  texts: 500,
  /** Of one person: the rest waits, and so nobody's flood starves a lane. */
  perPerson: 20,
  /** Urgent words of one lane that may come before their turn. */
  urgentPerLane: 3,
} as const;

export interface Handling {
  readonly configuration: Configuration;
  readonly kinds: Kinds;
  readonly now: Date;
}

/** What a transaction did, and what the doorbell should hear about it afterwards. */
export interface Done {
  readonly texts: readonly TakenText[];
  readonly connectors: ReadonlySet<number>;
  /** More may be waiting in these lanes. */
  readonly unfinished: ReadonlySet<number>;
  /** Lanes read without a gap, and the last id handled there: nothing older waits. */
  readonly readTo: ReadonlyMap<number, number>;
}

/** A text whose decision threw: it alone is at fault. */
export class PoisonError extends Error {
  constructor(
    readonly text: TakenText,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The story of a batch: the oldest texts of the lanes we own, from the inbox to the outbox. Everything happens, or nothing does. */
export async function handleOldest(
  tx: Tx,
  lanes: readonly TakeFrom[],
  opening: Opening,
  handling: Handling,
  taking: (texts: readonly TakenText[]) => void,
): Promise<Done> {
  const owned = lanes.map(({ lane }) => lane);
  if (opening.hasParts) await joinParts(tx, owned, handling.now);
  const timed = opening.hasTimers ? await handleTimers(tx, owned, handling) : [];
  const taken = await takeFairly(tx, lanes);
  taking(taken.texts);
  const connectors = await handle(tx, taken.texts, handling);
  return { ...taken, connectors: new Set([...timed, ...connectors]) };
}

/** The same for named texts only: how a batch that fails is taken apart. */
export async function handleThese(tx: Tx, ids: readonly number[], handling: Handling): Promise<Done> {
  const texts = await takeThese(tx, ids);
  return { texts, unfinished: new Set(), readTo: new Map(), connectors: await handle(tx, texts, handling) };
}

async function handle(tx: Tx, texts: readonly TakenText[], handling: Handling): Promise<ReadonlySet<number>> {
  if (texts.length === 0) return new Set();
  const people = await loadPeople(tx, sendersOf(texts), handling.now);
  const handled: Handled[] = [];
  const caused: Caused[] = [];
  for (const text of texts) decideOne(text, people.get(text.senderHash), handling, handled, caused);
  const connectors = await applyEffects(tx, caused);
  await markHandled(tx, handled, handling.configuration.version, handling.now);
  return connectors;
}

function decideOne(
  text: TakenText,
  person: BatchPerson | undefined,
  handling: Handling,
  handled: Handled[],
  caused: Caused[],
): void {
  const { configuration, now } = handling;
  const shortcode = configuration.shortcodesByNumber.get(text.code);
  if (!shortcode) {
    handled.push(
      record(
        text,
        person,
        null,
        { rule: 'silence', because: `no such code: ${text.code}`, effects: [] },
        null,
      ),
    );
    return;
  }
  const snapshot = snapshotFor(text, person, shortcode, handling);
  let decision: Decision;
  try {
    decision = decide(snapshot, text.body, { saidAt: text.saidAt, now });
  } catch (error) {
    throw new PoisonError(text, error);
  }
  handled.push(record(text, person, shortcode, decision, factsOf(snapshot)));
  if (!person || decision.effects.length === 0) return;
  person.fold(decision.effects, shortcode.id, { saidAt: text.saidAt, now });
  caused.push({ cause: causeOf(text, person, snapshot, decision, now), effects: decision.effects });
}

export function snapshotFor(
  text: Pick<TakenText, 'sender' | 'operator' | 'saidAt' | 'connectorId'>,
  person: BatchPerson | undefined,
  shortcode: Shortcode,
  { configuration, kinds }: Handling,
): Snapshot {
  const operator = text.operator === null ? undefined : configuration.operatorsByCode.get(text.operator);
  return {
    configuration,
    kinds,
    shortcode,
    profile: configuration.profileOf(shortcode, text.saidAt),
    person: person?.seenFrom(shortcode.id) ?? STRANGER,
    sender: person ? 'handset' : 'machine',
    operatorId: operator?.id ?? configuration.connectors.get(text.connectorId)?.operatorId ?? null,
  };
}

function causeOf(
  text: TakenText,
  person: BatchPerson,
  { shortcode, profile }: Snapshot,
  decision: Decision,
  now: Date,
): Caused['cause'] {
  return {
    textId: text.id,
    person,
    shortcodeId: shortcode.id,
    connectorId: text.connectorId,
    linkId: text.linkId,
    campaignId: decision.campaignId ?? null,
    channel: 'text',
    words: text.body,
    profile: profile.id,
    profileVersion: profile.version,
    stopBlocks: profile.stopBlocks,
    evidence: { textId: text.id, connectorId: text.connectorId },
    saidAt: text.saidAt,
    now,
  };
}

function record(
  text: TakenText,
  person: BatchPerson | undefined,
  shortcode: Shortcode | null,
  decision: Decision,
  facts: unknown,
): Handled {
  return {
    id: text.id,
    place: text.place,
    subscriberId: person?.id ?? null,
    shortcodeId: shortcode?.id ?? null,
    campaignId: decision.campaignId ?? null,
    rule: decision.rule,
    because: decision.because,
    facts,
  };
}

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
