/** What a brand's server can be told of. */
export const EVENT_TYPES = [
  'mo',
  'reply',
  'optout',
  'entry',
  'vote',
  'coupon',
  'win',
  'answer',
  'unmatched',
  'dlr',
  'subscription',
  'charge',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened and that a brand may want to hear of. */
export interface NewEvent {
  readonly type: EventType;
  readonly brandId: number;
  /** Null: it is about nobody in particular. */
  readonly subscriberId: number | null;
  /** The person's keyed hash (a UUID). Events of one person reach a server in order; events of nobody in no order at all. */
  readonly person: string | null;
  /** What the brand reads as `data`; it must survive JSON. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Who would hear of something: whoever would have to build a payload asks here first. */
export interface Listeners {
  /** Nobody listens to anything. */
  readonly isEmpty: boolean;
  /** Whether an event of this type and brand has anybody to go to. */
  listens(brandId: number | null, type: EventType): boolean;
}

export const NOBODY_LISTENS: Listeners = { isEmpty: true, listens: () => false };

const SUSPECT = /[\0\ud800-\udfff]/;

/** JSON that PostgreSQL keeps: NUL and half a character become U+FFFD, lest one of them fail the whole batch it came in. */
export function storableJson(value: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' && SUSPECT.test(inner)
      ? inner.toWellFormed().replaceAll('\0', '\ufffd')
      : inner,
  );
}
