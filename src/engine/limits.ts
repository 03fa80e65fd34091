/** Limits on what one person and one text can cause. */
export const LIMITS = {
  repliesPerText: 4,
  /** More texts than this from one person to one code within the window is a loop of two machines. */
  loopTexts: 20,
  loopWindowMs: 5 * 60_000,
  /** Answers in a row to something we did not understand; then silence until a valid command. */
  passiveReplies: 5,
  /** One "unknown word" answer per person and code in this time. */
  unknownEveryMs: 12 * 60 * 60_000,
  /** A second STOP within this time that changes nothing gets no second confirmation. */
  stopAgainMs: 24 * 60 * 60_000,
  /** Counters stop counting here: they only answer "too many?". */
  countedTexts: 1_000,
  /** How long a system question (did you mean, which service) stays open. */
  questionMs: 10 * 60_000,
  /** A STOP's confirmation is part of the consent for five minutes (47 CFR 64.1200(a)(12)). */
  stopConfirmationSeconds: 300,
  /** A reply nobody could deliver for this long is no answer any more. */
  replySeconds: 6 * 60 * 60,
  /** Names in one text; more do not fit a segment. */
  namesListed: 6,
} as const;
