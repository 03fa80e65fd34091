import type { BlastReport } from './blast.client';
import type { Books, Message } from './books.store';
import type { CarrierReport, Reception } from './carrier';
import type { Interval } from './postgres-under-test.service';
import { helloReply, personOf, placeOf, willStop } from './script';

/** Everything the two sides can say about a run. */
export interface Evidence {
  readonly carrier: CarrierReport;
  readonly books: Books;
  /** Null where nothing was started by us. */
  readonly blast: BlastReport | null;
  /** Where a STOP stands in its person's script. */
  readonly lastAt: number;
  readonly away: readonly Interval[];
  readonly frozen: readonly Interval[];
  /** Times an engine ended by itself. */
  readonly deaths: number;
  /** How long the machine may have made engine and carrier stand still: what is counted in seconds of theirs is counted without it. */
  readonly stalledMs: number;
}

/** One line of the table. */
export interface Finding {
  readonly what: string;
  readonly found: number;
  readonly wanted: string;
  readonly isRight: boolean;
}

/** Submits of a promotion may start this long after its person's STOP was committed. */
export const STOP_GRACE_MS = 1_000;
/** What was answered in the last moment of a server reaches the carrier's books a moment later. */
const ANSWER_UNDERWAY_MS = 100;
/** The door's two seconds, and what a busy machine needs to notice. */
export const FROZEN_ANSWER_MS = 2_300;

/** Counts everything. Each finding stands for one promise. */
export function tally(evidence: Evidence): Finding[] {
  const { carrier, books } = evidence;
  const receptions = new Map(carrier.receptions.map((reception) => [reception.id, reception]));
  const replies = books.messages.filter(({ answers }) => answers !== null);
  return [
    ...textsIn(carrier, books),
    ...repliesOut(replies, receptions, carrier),
    ...resending(books.messages, receptions, carrier.cutAfter + carrier.cutBefore + carrier.hung > 0),
    ...inOrder(replies, receptions, carrier),
    ...stopping(evidence, receptions),
    ...answering(evidence),
    ...leftOver(books),
    none('times the engine ended by itself', evidence.deaths),
  ];
}

/** By what must be nothing at all. */
export const none = (what: string, found: number): Finding => ({
  what,
  found,
  wanted: '0',
  isRight: found === 0,
});
export const all = (what: string, found: number, of: number): Finding => ({
  what,
  found,
  wanted: String(of),
  isRight: found === of,
});
/** A run in which it never happened proves nothing. */
export const some = (what: string, found: number, least = 1): Finding => ({
  what,
  found,
  wanted: `≥ ${least}`,
  isRight: found >= least,
});

function textsIn(
  { acknowledged, contradictions, refused, answers }: CarrierReport,
  { texts, setAside }: Books,
): Finding[] {
  const stored = new Map(texts.map((text) => [text.theirs, text]));
  const handled = acknowledged.filter(
    ([theirs, ours]) => stored.get(theirs)?.id === ours && stored.get(theirs)?.decisions === 1,
  );
  return [
    some('texts acknowledged', acknowledged.length),
    all('… stored and handled exactly once', handled.length, acknowledged.length),
    none('texts stored twice', texts.length - stored.size),
    none('redeliveries taken for news, or answered with another id', contradictions.length),
    none('texts the door refused', refused.length),
    none(
      'answers that a carrier would take for final',
      answers.filter(({ status }) => isFinal(status)).length,
    ),
    none('texts set aside', setAside),
  ];
}

/** Told so, it would not come again: nothing here is the carrier's fault. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** The first few replies without a good end, as the engine's books have them: what a broken promise is looked for by. */
export function undelivered({ messages }: Books): string[] {
  return messages
    .filter(({ answers, state }) => answers !== null && state !== 'delivered')
    .slice(0, 5)
    .map(({ id, state, reason, remoteId, attempts, resends }) =>
      JSON.stringify({ id, state, reason, remoteId, attempts, resends }),
    );
}

function repliesOut(
  replies: readonly Message[],
  receptions: ReadonlyMap<string, Reception>,
  { receptions: all_, acknowledged }: CarrierReport,
): Finding[] {
  const answered = new Set(replies.map(({ answers }) => answers));
  const known = replies.filter(({ id }) => (receptions.get(id)?.taken ?? 0) > 0);
  const said = all_.filter((reception) => reception.class === 'reply' && reception.taken > 0);
  return [
    all('replies written, one for each text', replies.length, acknowledged.length),
    all('texts with a reply', answered.size, acknowledged.length),
    all('replies that reached the carrier', known.length, replies.length),
    all(
      'replies reported as delivered',
      replies.filter(({ state }) => state === 'delivered').length,
      replies.length,
    ),
    none(
      'replies said again under another reference',
      said.length -
        new Set(said.map(({ to, text, id }) => (text.startsWith('Hello') ? `${to} ${text}` : id))).size,
    ),
  ];
}

/** Exactly once, but for resends, which are counted on both sides. */
function resending(
  messages: readonly Message[],
  receptions: ReadonlyMap<string, Reception>,
  wasCut: boolean,
): Finding[] {
  const seen = messages.flatMap((message) => {
    const reception = receptions.get(message.id);
    return reception && message.state !== null ? [{ message, reception }] : [];
  });
  const twice = seen.reduce((sum, { reception }) => sum + Math.max(0, reception.taken - 1), 0);
  const resends = messages.reduce((sum, message) => sum + message.resends, 0);
  const ours = new Set(messages.map(({ id }) => id));
  return [
    wasCut
      ? some('resends after an unknown outcome', resends)
      : none('resends without an unknown outcome', resends),
    {
      what: '… of which the carrier had the message already',
      found: twice,
      wanted: `≤ ${resends}`,
      isRight: twice <= resends,
    },
    none(
      'messages taken more often than their resends explain',
      seen.filter(({ message, reception }) => reception.taken > 1 + message.resends).length,
    ),
    none(
      'messages seen more often than they were attempted',
      seen.filter(({ message, reception }) => reception.seen > message.attempts).length,
    ),
    none(
      'messages at the carrier that nobody wrote',
      [...receptions.keys()].filter((id) => !ours.has(id)).length,
    ),
  ];
}

function inOrder(
  replies: readonly Message[],
  receptions: ReadonlyMap<string, Reception>,
  { together }: CarrierReport,
): Finding[] {
  const byReference = countDisorder(
    replies.map(({ id, answers }) => ({
      ...placeOf(answers ?? ''),
      place: receptions.get(id)?.place ?? null,
    })),
  );
  const byWords = countDisorder(
    [...receptions.values()].flatMap(({ class: messageClass, text, to, place }) => {
      const at = Number(/^Hello (\d+)$/.exec(text)?.[1] ?? -1);
      return messageClass === 'reply' && text === helloReply(at) ? [{ person: personOf(to), at, place }] : [];
    }),
  );
  return [
    none('replies that arrived before an earlier one of the same person', byReference),
    none('… by their words alone', byWords),
    none('two texts to one person on the wire together', together),
  ];
}

function countDisorder(replies: readonly { person: number; at: number; place: number | null }[]): number {
  const lastAt = new Map<number, number>();
  let disorder = 0;
  for (const { person, at, place } of [...replies].sort((a, b) => (a.place ?? 0) - (b.place ?? 0))) {
    if (place === null) continue;
    if (at <= (lastAt.get(person) ?? -1)) disorder++;
    lastAt.set(person, Math.max(at, lastAt.get(person) ?? -1));
  }
  return disorder;
}

function stopping(
  { books, blast, lastAt, stalledMs }: Evidence,
  receptions: ReadonlyMap<string, Reception>,
): Finding[] {
  const stoppedAt = new Map(books.stops.map(({ number, committedAt }) => [number, committedAt]));
  const graceMs = STOP_GRACE_MS + stalledMs;
  const started = books.messages.filter(({ class: messageClass }) => messageClass === 'promotional');
  const late = started.filter(
    ({ id, number }) => (receptions.get(id)?.lastSeenAt ?? 0) > (stoppedAt.get(number) ?? Infinity) + graceMs,
  );
  const confirmed = books.messages.filter(
    ({ answers, id }) => isStop(answers, lastAt) && (receptions.get(id)?.taken ?? 0) > 0,
  );
  return [
    some('people who texted STOP', stoppedAt.size),
    all('STOP confirmations that reached the carrier', confirmed.length, stoppedAt.size),
    none(`promotions submitted more than ${graceMs} ms after their STOP was committed`, late.length),
    ...(blast === null ? [] : blasting(blast, started)),
  ];
}

function blasting(blast: BlastReport, started: readonly Message[]): Finding[] {
  const cancelled = started.filter(({ state }) => state === 'cancelled').length;
  const unfinished = started.filter(({ state }) => state === null || state === 'sent').length;
  return [
    some('promotions accepted by the send door', blast.accepted),
    some('promotions held back by a STOP', cancelled + blast.refused),
    none('promotions accepted and lost', Math.max(0, blast.accepted - started.length)),
    none(
      'promotions written twice for one Idempotency-Key',
      started.length - new Set(started.map(({ body }) => body)).size,
    ),
    none('promotions without an end', unfinished),
  ];
}

const isStop = (answers: string | null, lastAt: number): boolean =>
  answers !== null && placeOf(answers).at === lastAt && willStop(placeOf(answers).person);

function answering({ carrier, away, frozen, stalledMs }: Evidence): Finding[] {
  // Asked and answered: what was committed in a server's last moment may be answered after it.
  const acknowledged = carrier.answers.filter(({ status, askedAt, answeredAt }) =>
    away.some(({ from, to }) => status === 200 && askedAt > from && answeredAt < to),
  );
  const refused = carrier.answers.filter(({ status, askedAt, answeredAt }) =>
    away.some(({ from, to }) => status === 503 && askedAt < to && answeredAt > from),
  );
  // Whatever was asked before a hang and not answered by its first moment waits through it like the rest.
  const asked = carrier.answers.flatMap(({ askedAt, answeredAt, status }) =>
    frozen
      .filter(({ from, to }) => answeredAt > from + ANSWER_UNDERWAY_MS && askedAt < to - FROZEN_ANSWER_MS)
      .map(({ from, to }) => ({
        isTurnedAway: status === 503 || (status === 200 && answeredAt >= to),
        tookMs: answeredAt - Math.max(askedAt, from),
      })),
  );
  // Without a stall nobody is answered so late that the hang is over: then it is a 503 for everybody.
  const prompt = asked.filter(
    ({ isTurnedAway, tookMs }) => isTurnedAway && tookMs <= FROZEN_ANSWER_MS + stalledMs,
  );
  return [
    ...(away.length === 0 ? [] : [some('503 while the database was away', refused.length)]),
    none('200 while the database was away', acknowledged.length),
    ...(frozen.length === 0 ? [] : [some('requests while the database hung', asked.length)]),
    all('… answered 503 within two seconds', prompt.length, asked.length),
  ];
}

function leftOver({ left, consents, faultsInChain }: Books): Finding[] {
  return [
    some('rows of the consent ledger', consents),
    none('faults in its chain', faultsInChain.length),
    none('texts left in the inbox', left.pending),
    none('messages left in the outbox', left.outbox),
    none('reports that found no message', left.reports),
    none('parts left waiting', left.parts),
  ];
}
