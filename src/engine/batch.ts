import { NO_CLAIMS, type Claim } from '../campaigns/claim';
import type { Decision } from '../campaigns/effect';
import type { Kinds } from '../campaigns/kinds';
import type { Shortcode } from '../catalogue/configuration';
import type { Handled, TakenText } from '../messages/lane.store';
import { parse, type Said } from '../text/said';
import type { BatchPerson } from './batch-person';
import { ClaimBook, type Wanted } from './claim-book';
import { decide } from './decide';
import type { Telling } from './brand-events';
import type { Caused } from './cause';
import { factsOf, STRANGER, type Snapshot } from './snapshot';

export interface Handling extends Telling {
  readonly kinds: Kinds;
  readonly now: Date;
  /** See {@link Snapshot.luck}. */
  readonly luckOf: (what: string) => string;
  /** See {@link Snapshot.codeHash}. */
  readonly codeHashOf: (brandId: number, code: string) => string;
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

/** What a batch knows and what it has decided so far. */
export interface Batch {
  readonly people: ReadonlyMap<string, BatchPerson>;
  readonly handling: Handling;
  readonly book: ClaimBook;
  readonly handled: Handled[];
  readonly caused: Caused[];
  /** What texts that wait for something say, by their ids: they are decided again and need not be taken apart again. */
  readonly heard: Map<number, Said>;
}

export interface Undecided {
  readonly texts: readonly TakenText[];
  readonly wanted: readonly Wanted[];
}

/** Decides what can be decided. Whoever's text wants something read first waits with all they said after it. */
export function decideAll(texts: readonly TakenText[], batch: Batch): Undecided {
  const waiting: TakenText[] = [];
  const wanted: Wanted[] = [];
  const held = new Set<string>();
  for (const text of texts) {
    const person = batch.people.get(text.senderHash);
    const wants = decideOne(text, person, batch, held.has(text.senderHash));
    if (wants === null) continue;
    held.add(text.senderHash);
    waiting.push(text);
    for (const claim of wants) wanted.push({ claim, subscriberId: person?.id ?? 0 });
  }
  return { texts: waiting, wanted };
}

/**
 * @param isHeld an earlier text of the person waits: this one only says what it will want.
 * @returns null once it is decided, else its claims.
 */
function decideOne(
  text: TakenText,
  person: BatchPerson | undefined,
  { handling, book, handled, caused, heard }: Batch,
  isHeld: boolean,
): readonly Claim[] | null {
  const { configuration, now } = handling;
  const shortcode = configuration.shortcodesByNumber.get(text.code);
  if (!shortcode) {
    if (isHeld) return NOTHING_WANTED;
    const decision = { rule: 'silence', because: `no such code: ${text.code}`, effects: [] };
    handled.push(record(text, person, null, decision, null));
    return null;
  }
  const snapshot = snapshotFor(text, person, shortcode, handling, book);
  let said: Said;
  let decision: Decision;
  try {
    said = heard.get(text.id) ?? parse(text.body);
    decision = decide(snapshot, said, { saidAt: text.saidAt, now });
  } catch (error) {
    throw new PoisonError(text, error);
  }
  if (decision.wants || isHeld) {
    heard.set(text.id, said);
    return decision.wants ?? NOTHING_WANTED;
  }
  handled.push(record(text, person, shortcode, decision, factsOf(snapshot)));
  if (!person || decision.effects.length === 0) return null;
  person.fold(decision.effects, shortcode.id, { saidAt: text.saidAt, now });
  book.fold(decision.effects, person.id, text.saidAt);
  caused.push({ cause: causeOf(text, person, snapshot, decision, now), effects: decision.effects });
  return null;
}

const NOTHING_WANTED: readonly Claim[] = [];

export function snapshotFor(
  text: Pick<TakenText, 'id' | 'sender' | 'operator' | 'saidAt' | 'connectorId'>,
  person: BatchPerson | undefined,
  shortcode: Shortcode,
  { configuration, kinds, luckOf, codeHashOf }: Handling,
  book: ClaimBook,
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
    claims: person ? book.openFor(person.id) : NO_CLAIMS,
    luck: () => luckOf(`text:${text.id}`),
    codeHash: codeHashOf,
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
    rule: decision.rule,
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
