/** What the carrier's process is asked to do. */
export type Order =
  | { readonly type: 'begin'; readonly plan: CarrierPlan }
  | { readonly type: 'progress' }
  | { readonly type: 'report'; readonly path: string };

export interface CarrierPlan {
  readonly seed: number;
  readonly people: number;
  readonly linesEach: number;
  /** First deliveries a second; every text comes three times in all. */
  readonly textsPerSecond: number;
  /** Addresses of the engine; the next one is tried whenever one does not answer. */
  readonly doors: readonly string[];
  readonly doorKey: string;
}

/** How badly the carrier takes what is sent to it. */
export const MOODS = {
  /** Of single texts: "slower". */
  throttle: 0.3,
  throttleMs: { from: 20, to: 150 },
  /** Of requests: all taken, and the connection cut before the answer. */
  cutAfter: 0.03,
  /** Of requests: read, not taken, and cut. */
  cutBefore: 0.02,
  /** Of requests: all taken, and no answer until the sender gives up. */
  hang: 0.004,
  answerMs: { from: 0, to: 25 },
} as const;

/** Every text comes this often in all. */
export const DELIVERIES = 3;

export interface Progress {
  readonly acknowledged: number;
  readonly toAcknowledge: number;
  readonly redeliveriesLeft: number;
  readonly reportsLeft: number;
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
}
