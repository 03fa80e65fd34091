/** What the carrier's process is asked to do. */
export type Order =
  | { readonly type: 'begin'; readonly plan: CarrierPlan }
  | { readonly type: 'progress' }
  /** Of redeliveries: what was not due yet comes once more, and that is all. */
  | { readonly type: 'enough' }
  | { readonly type: 'report'; readonly path: string };

export interface CarrierPlan {
  readonly seed: number;
  readonly people: number;
  readonly linesEach: number;
  /** First deliveries a second; every text comes three times in all. */
  readonly textsPerSecond: number;
  /** Addresses of the engine, or of several; each request goes to the next one. */
  readonly doors: readonly string[];
  readonly doorKey: string;
  readonly moods: Moods;
  /** Whether everything is redelivered again and again until it is enough, so that no blow meets a silent door. */
  readonly keepsOn: boolean;
}

/** How badly the carrier takes what is sent to it. */
export interface Moods {
  /** Of single texts: "slower". */
  readonly throttle: number;
  /** Of requests: all taken, and the connection cut before the answer. */
  readonly cutAfter: number;
  /** Of requests: read, not taken, and cut. */
  readonly cutBefore: number;
  /** Of requests: all taken, and no answer until the sender gives up. */
  readonly hang: number;
  readonly answerMs: { readonly from: number; readonly to: number };
}

export const ROUGH: Moods = {
  ...{ throttle: 0.3, cutAfter: 0.03, cutBefore: 0.02, hang: 0.004 },
  answerMs: { from: 0, to: 25 },
};
/** Takes everything, one text per request, a few dozen a second. */
export const SLOW: Moods = {
  ...{ throttle: 0, cutAfter: 0, cutBefore: 0, hang: 0 },
  answerMs: { from: 60, to: 80 },
};
export const THROTTLE_MS = { from: 20, to: 150 } as const;

/** Every text comes this often in all. */
export const DELIVERIES = 3;

export interface Progress {
  readonly acknowledged: number;
  readonly toAcknowledge: number;
  readonly redeliveriesLeft: number;
  readonly reportsLeft: number;
  /** Requests that the door answered 503. */
  readonly turnedAway: number;
}

/** One message of ours as the carrier saw it. */
export interface Reception {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly class: string;
  /** How often it came, whatever became of it. */
  seen: number;
  /** How often it was taken, answered or not. */
  taken: number;
  throttled: number;
  /** Position among all first takings; null while it was never taken. */
  place: number | null;
  firstTakenAt: number;
  lastSeenAt: number;
}

/** One request to the engine's door, answered or not. Status 0: no answer. */
export interface DoorAnswer {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly status: number;
}

/** Everything the carrier can testify. Times are its wall clock, in ms. */
export interface CarrierReport {
  /** Our id by the carrier's, as acknowledged. */
  readonly acknowledged: readonly (readonly [theirs: string, ours: string])[];
  readonly receptions: readonly Reception[];
  readonly answers: readonly DoorAnswer[];
  readonly deliveries: number;
  /** A text acknowledged under two ids, or a redelivery that was taken for news. */
  readonly contradictions: readonly string[];
  /** Elements the door refused. */
  readonly refused: readonly string[];
  /** Times two texts to one person at one priority were under way together. */
  readonly together: number;
  readonly cutAfter: number;
  readonly cutBefore: number;
  readonly hung: number;
  /** The longest time for which the carrier itself stood still. */
  readonly stalledMs: number;
}
