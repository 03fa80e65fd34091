import type { Claim } from '../campaigns/claim';
import type { Sql, Tx } from '../platform/database.service';
import { isRefusedData } from '../platform/sql-state';
import type { Handling } from './batch';
import type { BatchPerson } from './batch-person';
import type { Caused } from './cause';
import { applyEffects } from './effects.store';
import { ClaimBook, type Wanted } from './claim-book';
import { loadClaims } from './claims.store';
import { readPeopleById } from './snapshot.store';
import { decideTimer, type TimerData } from './steps/timer';
import { NOTHING_TO_RING, type ToRing } from './to-ring';

interface DueTimer {
  readonly id: number;
  readonly subscriber_id: number;
  readonly shortcode_id: number;
  readonly type: string;
  readonly due_at: Date;
  readonly data: TimerData;
}

/** A timer whose decision threw, or whose effects PostgreSQL refuses; of several nobody knows yet which. */
export class PoisonTimerError extends Error {
  constructor(
    readonly timerIds: readonly number[],
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Out of everybody's way, and tried again once an hour: what it was to do may still have to be done when the fault is mended. */
export async function putOffTimer(sql: Sql, timerId: number, now: Date): Promise<void> {
  await sql.run({
    text: 'update timers set due_at = $2 where id = $1',
    values: [timerId, new Date(now.getTime() + POISON_MS)],
  });
}

const POISON_MS = 60 * 60_000;

/** Timers of these lanes that are due: like a text, each is a row of its person's lane. */
export async function handleTimers(
  tx: Tx,
  lanes: readonly number[],
  handling: Handling,
  most = MOST_TIMERS,
): Promise<ToRing> {
  const due = await tx.sql.query<DueTimer>({
    name: 'timers-take',
    // Whoever's STOP still waits to be handled hears nothing before it.
    text: `delete from timers where id in (
             select id from timers t where t.lane = any($1::smallint[]) and t.due_at <= $2 and not exists (
               select 1 from pending p where p.urgent and p.lane = t.lane
                 and p.sender = (select sender_hash from subscribers where id = t.subscriber_id))
             order by id limit $3 for update)
           returning id, subscriber_id, shortcode_id, type, due_at, data`,
    values: [lanes, handling.now, most],
  });
  if (due.length === 0) return NOTHING_TO_RING;
  const people = await readPeopleById(tx, [...new Set(due.map(({ subscriber_id }) => subscriber_id))]);
  const book = new ClaimBook();
  const caused: Caused[] = [];
  let undecided: readonly DueTimer[] = due.sort((a, b) => a.id - b.id);
  for (let round = 0; undecided.length > 0; round++) {
    if (round > MOST_ROUNDS) throw new Error('the claims of a timer have no end');
    const waiting: DueTimer[] = [];
    const wanted: Wanted[] = [];
    const held = new Set<number>();
    for (const timer of undecided) {
      const person = people.get(timer.subscriber_id);
      const decision = person && decided(timer, person, handling, book);
      if (!decision) continue;
      if (decision.wants || held.has(timer.subscriber_id)) {
        held.add(timer.subscriber_id);
        waiting.push(timer);
        for (const claim of decision.wants ?? []) wanted.push({ claim, subscriberId: timer.subscriber_id });
      } else if (decision.caused) {
        person.fold(decision.caused.effects, timer.shortcode_id, decision.caused.cause);
        book.fold(decision.caused.effects, person.id, decision.caused.cause.saidAt);
        caused.push(decision.caused);
      }
    }
    await loadClaims(tx, wanted, book, true);
    undecided = waiting;
  }
  try {
    return await applyEffects(tx, caused, handling);
  } catch (error) {
    throw isRefusedData(error)
      ? new PoisonTimerError(
          due.map(({ id }) => id),
          error,
        )
      : error;
  }
}

/** Timers taken in one go. */
const MOST_TIMERS = 200;
const MOST_ROUNDS = 2 * MOST_TIMERS;

interface Decided {
  readonly caused?: Caused;
  readonly wants?: readonly Claim[];
}

function decided(
  timer: DueTimer,
  person: BatchPerson,
  { configuration, kinds, now, luckOf, codeHashOf }: Handling,
  book: ClaimBook,
): Decided | null {
  const shortcode = configuration.shortcodes.get(timer.shortcode_id);
  if (!shortcode) return null;
  const saidAt = timer.data.saidAt === undefined ? timer.due_at : new Date(timer.data.saidAt);
  const profile = configuration.profileOf(shortcode, now);
  const connector = configuration.connectorFor(shortcode.id, person.operator);
  const snapshot = {
    configuration,
    kinds,
    shortcode,
    profile,
    person: person.seenFrom(shortcode.id),
    sender: 'handset',
    operatorId: null,
    claims: book.openFor(person.id),
    luck: () => luckOf(`timer:${timer.id}`),
    codeHash: codeHashOf,
  } as const;
  const language = timer.data.language ?? person.memories.get(shortcode.id)?.language ?? shortcode.language;
  const isReachable = connector !== undefined && !person.blocked;
  let outcome: ReturnType<typeof decideTimer>;
  try {
    outcome = decideTimer(
      snapshot,
      { type: timer.type, language, data: timer.data, isReachable },
      { saidAt, now },
    );
  } catch (error) {
    throw new PoisonTimerError([timer.id], error);
  }
  if (outcome.wants) return { wants: outcome.wants };
  // Without a live route, or to whoever is blocked, nothing is said; what the timer decides holds all the same.
  const effects = isReachable ? outcome.effects : outcome.effects.filter(({ type }) => type !== 'reply');
  if (effects.length === 0) return {};
  const cause: Caused['cause'] = {
    textId: null,
    person,
    shortcodeId: shortcode.id,
    connectorId: connector?.id ?? 0,
    linkId: null,
    campaignId: outcome.campaignId ?? null,
    channel: 'timer',
    words: null,
    profile: profile.id,
    profileVersion: profile.version,
    stopBlocks: profile.stopBlocks,
    evidence: { timer: timer.type, id: timer.id },
    saidAt,
    now,
  };
  return { caused: { cause, effects } };
}
