/** Events are kept for thirty days: a month-end that finds a gap can still be filled. */
export const RETENTION_MS = 30 * 24 * 3_600_000;

/** Events one replay may queue: a few minutes' calls, and a statement of a second. */
export const MOST_REPLAYED = 100_000;
