import { THROTTLE_MS, type Moods, type Reception } from './carrier';
import type { Dice } from './dice';

/** A message as the generic dialect brings it. */
export interface Submitted {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly class: string;
}

type Element = { readonly id: string } | { readonly error: Readonly<Record<string, unknown>> };
export type Handling = 'answer' | 'cut after' | 'cut before' | 'hang';

/** The carrier's books: what came, how often, in which order. */
export class Submits {
  readonly receptions = new Map<string, Reception>();
  together = 0;
  readonly counts = { 'cut after': 0, 'cut before': 0, hang: 0, answer: 0 };
  private readonly open = new Map<string, number>();
  private places = 0;

  constructor(
    private readonly moods: Moods,
    private readonly dice: Dice,
  ) {}

  mood(): Handling {
    const roll = this.dice.next();
    const { cutAfter, cutBefore, hang } = this.moods;
    const handling =
      roll < cutAfter
        ? 'cut after'
        : roll < cutAfter + cutBefore
          ? 'cut before'
          : roll < cutAfter + cutBefore + hang
            ? 'hang'
            : 'answer';
    this.counts[handling]++;
    return handling;
  }

  /** Everything in a request is under way until {@link end}. */
  begin(messages: readonly Submitted[]): void {
    for (const key of messages.map(personAndPriority)) {
      const under = (this.open.get(key) ?? 0) + 1;
      if (under > 1) this.together++;
      this.open.set(key, under);
    }
  }

  end(messages: readonly Submitted[]): void {
    for (const key of messages.map(personAndPriority)) this.open.set(key, (this.open.get(key) ?? 1) - 1);
  }

  /** One answer per message; a request that is cut before is only noted. @returns ids that were taken for the first time. */
  receive(
    messages: readonly Submitted[],
    handling: Handling,
    now: number,
  ): { answers: Element[]; fresh: string[] } {
    const fresh: string[] = [];
    const answers = messages.map((message) => {
      const reception = this.note(message, now);
      if (handling === 'cut before') return { id: '' };
      if (handling === 'answer' && this.dice.chance(this.moods.throttle)) return this.throttle(reception);
      if (reception.place === null) fresh.push(message.id);
      this.take(reception, now);
      return { id: remoteIdOf(message.id) };
    });
    return { answers, fresh };
  }

  private note({ id, to, text, class: messageClass }: Submitted, now: number): Reception {
    const known = this.receptions.get(id);
    const reception = known ?? {
      ...{ id, to, text, class: messageClass, seen: 0, taken: 0, throttled: 0 },
      ...{ place: null, firstTakenAt: 0, lastSeenAt: 0 },
    };
    if (!known) this.receptions.set(id, reception);
    reception.seen++;
    reception.lastSeenAt = now;
    return reception;
  }

  private take(reception: Reception, now: number): void {
    reception.taken++;
    if (reception.place !== null) return;
    reception.place = this.places++;
    reception.firstTakenAt = now;
  }

  private throttle(reception: Reception): Element {
    reception.throttled++;
    const retryAfterMs = this.dice.between(THROTTLE_MS.from, THROTTLE_MS.to);
    return { error: { code: 'SLOWER', detail: 'more than I can take', retryAfterMs } };
  }
}

/** The same message always gets the same name. */
export const remoteIdOf = (id: string): string => `c-${id}`;

const personAndPriority = ({ to, class: messageClass }: Submitted): string =>
  `${messageClass === 'reply' ? 1 : 3}:${to}`;
