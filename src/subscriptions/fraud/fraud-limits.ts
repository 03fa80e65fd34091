import { z } from 'zod';

/** From where on joins of a service look as if nobody had asked for them. Counts are of one hour unless they say otherwise. */
export interface FraudLimits {
  /** Whether anybody looks at all. */
  readonly isWatched: boolean;
  /** People of one block of a thousand numbers, where other blocks have a tenth as many each. */
  readonly blockJoins: number;
  /** Joins by one number, of whatever services. */
  readonly senderJoins: number;
  /** Joins through one channel and campaign. A crowd is what advertising is for: none unless somebody sets it. */
  readonly sourceJoins: number | null;
  readonly serviceJoins: number | null;
  /** Nobody has read the price and typed an answer in less. */
  readonly quickYesMs: number;
  /** So many of those through one channel and campaign: one alone may have known what to say. */
  readonly quickYeses: number;
  /** Answers through one channel and campaign that took equally long, to half a second. */
  readonly steadyYeses: number;
  /** Who joins and says STOP within so many hours counts as somebody who did not want it. */
  readonly stopHours: number;
  /** Of fewer joins of a channel and campaign within a week, nothing is concluded. */
  readonly stopJoins: number;
  /** The least share of those that stop, in percent, that is remarkable; three times the service's own is demanded as well. */
  readonly stopPercent: number;
  /** Numbers of one web session. */
  readonly sessionNumbers: number;
  /** Numbers of one address and browser, where no session is known and other addresses have a tenth as many each. */
  readonly addressNumbers: number;
}

const MOST = 1_000_000;
const count = (least: number, usual: number) => z.int().min(least).max(MOST).default(usual);
const countOrNone = z.int().min(2).max(MOST).nullable().default(null);

/** The shortest answer that a person gives is two seconds (MCP Insight, Fortumo on MO spoofing and clickjacking). */
export const fraudLimits = z.strictObject({
  isWatched: z.boolean().default(true),
  blockJoins: count(3, 10),
  senderJoins: count(3, 6),
  sourceJoins: countOrNone,
  serviceJoins: countOrNone,
  quickYesMs: z.int().min(0).max(60_000).default(2_000),
  quickYeses: count(3, 3),
  steadyYeses: count(3, 10),
  stopHours: z.int().min(1).max(168).default(24),
  stopJoins: count(3, 30),
  stopPercent: z.int().min(1).max(100).default(30),
  sessionNumbers: count(3, 5),
  addressNumbers: count(3, 40),
});
