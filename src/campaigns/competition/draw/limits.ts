/** What one draw may hold. A list above these is no list of texts to a shortcode. */
export const LIMITS = {
  lines: 5_000_000,
  /** Above this many lines the list stands in a file of its own beside the proof. */
  linesInProof: 100_000,
  ticketsPerLine: 100_000,
  /** Winners and reserves together. */
  picks: 100_000,
  exclusions: 1_000_000,
  lateArrivals: 100_000,
  seals: 20_000, // two years of hours
} as const;
