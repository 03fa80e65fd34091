/**
 * What a comparison of our books with an operator's statement can come to, in the trade's own words; when several hold of one
 * pair, the first one names it.
 */
export const CATEGORIES = [
  'DUPLICATE_AT_OPERATOR',
  'DUPLICATE_AT_US',
  /** The same id, another number or another service. */
  'IDENTITY_MISMATCH',
  /** We failed and they charged, or the other way round; ours may be unknown, which their file heals. */
  'STATUS_MISMATCH',
  'AMOUNT_MISMATCH',
  'REFUND_AMOUNT_MISMATCH',
  /** The same charge, another settlement day. */
  'PERIOD_MISMATCH',
  'MISSING_AT_OPERATOR',
  'MISSING_AT_US',
  'REFUND_UNMATCHED',
  /** Missing at us, and not even a price of ours. */
  'TARIFF_UNKNOWN',
  /** Not there yet, and it may still come. */
  'PENDING_LATE',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** How two sides found each other, best first. */
export const VIAS = ['operator id', 'our reference', 'message id', 'fuzzy'] as const;

export type Via = (typeof VIAS)[number];

/** In what two sides that belong together differ. */
export const DIFFERENCES = ['identity', 'status', 'currency', 'amount', 'period'] as const;

export type Difference = (typeof DIFFERENCES)[number];
