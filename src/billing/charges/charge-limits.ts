/** How much is done at once, and how long it may take. */
export const CHARGING = {
  /** Charges of one call; a transaction costs the same for one as for a hundred. */
  batch: 200,
  /** Charges of the first call to a gateway that was left alone. */
  trial: 5,
  /** Calls of one gateway that may be open at once. */
  calls: 4,
  asks: 200,
  refunds: 50,
  notices: 1_000,
  /** The longest call; what is answered later may have happened. */
  callMs: 30_000,
  /** Twice the longest call: a lease that lapses means that its process died. */
  leaseMs: 60_000,
  /** What cannot be charged by any means is looked at again then. */
  putOffMs: 600_000,
  /** A charge that is held while somebody looks at its subscription is asked again then; a release does not wait for it. */
  heldMs: 3_600_000,
} as const;
