import type { Effect } from '../campaigns/effect';
import type { Tx } from '../platform/database.service';
import type { Language } from '../text/language';
import type { BatchPerson } from './batch-person';
import { applyEffects, type Caused } from './effects.store';
import type { Handling } from './message.pipeline';
import { readPeopleById } from './snapshot.store';
import { decideTimer } from './steps/timer';

interface DueTimer {
  readonly id: number;
  readonly subscriber_id: number;
  readonly shortcode_id: number;
  readonly type: string;
  readonly due_at: Date;
  readonly data: {
    readonly language?: Language;
    /** When the person said what the timer is about, if it is about a text. */
    readonly saidAt?: string;
  };
}

/** Timers of these lanes that are due: like a text, each is a row of its person's lane. @returns connectors with something to send. */
export async function handleTimers(
  tx: Tx,
  lanes: readonly number[],
  handling: Handling,
): Promise<ReadonlySet<number>> {
  const due = await tx.sql.query<DueTimer>({
    name: 'timers-take',
    text: `delete from timers where id in (
             select id from timers where lane = any($1::smallint[]) and due_at <= $2 order by id limit 200 for update)
           returning id, subscriber_id, shortcode_id, type, due_at, data`,
    values: [lanes, handling.now],
  });
  if (due.length === 0) return new Set();
  const people = await readPeopleById(tx, [...new Set(due.map(({ subscriber_id }) => subscriber_id))]);
  const caused = due
    .sort((a, b) => a.id - b.id)
    .flatMap((timer) => {
      const person = people.get(timer.subscriber_id);
      return person ? decided(timer, person, handling) : [];
    });
  return applyEffects(tx, caused);
}

function decided(timer: DueTimer, person: BatchPerson, { configuration, kinds, now }: Handling): Caused[] {
  const shortcode = configuration.shortcodes.get(timer.shortcode_id);
  if (!shortcode) return [];
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
  } as const;
  const effects = decideTimer(snapshot, timer.type, timer.data.language ?? shortcode.language, {
    saidAt,
    now,
  });
  // Without a live route there is nobody to tell; what the timer decides holds all the same.
  const tellable: readonly Effect[] = connector ? effects : effects.filter(({ type }) => type !== 'reply');
  person.fold(tellable, shortcode.id, { saidAt, now });
  const cause: Caused['cause'] = {
    textId: null,
    person,
    shortcodeId: shortcode.id,
    connectorId: connector?.id ?? 0,
    linkId: null,
    campaignId: null,
    channel: 'timer',
    words: null,
    profile: profile.id,
    profileVersion: profile.version,
    stopBlocks: profile.stopBlocks,
    evidence: { timer: timer.type, id: timer.id },
    saidAt,
    now,
  };
  return tellable.length > 0 ? [{ cause, effects: tellable }] : [];
}
