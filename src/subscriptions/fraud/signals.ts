import type { FraudLimits } from './fraud-limits';

/** What joins of one service have in common. */
export type GroupBy =
  /** Nothing but the service. */
  | 'service'
  /** Channel and campaign: "text 12", "web". */
  | 'source'
  /** The number without its last three digits. */
  | 'block'
  /** The person. */
  | 'sender'
  | 'session'
  | 'address'
  /** A source, and an answer quicker than any person's. */
  | 'quick'
  /** A source, and an answer that took equally long to half a second. */
  | 'beat';

/** Joins of one service within the last hour that have something in common. */
export interface JoinGroup {
  readonly serviceId: number;
  readonly by: GroupBy;
  readonly of: string;
  /** Of a sender, those of other services as well. */
  readonly joins: number;
  readonly people: number;
  /** How many other groups of the kind the service has, and how many people are in them. */
  readonly others: number;
  readonly otherPeople: number;
  /** Joins of the service through the source that these came through. */
  readonly ofSource: number;
}

/** A week of joins of one service through one source, and how many were followed by a STOP within the service's hours. */
export interface StopGroup {
  readonly serviceId: number;
  readonly of: string;
  readonly joins: number;
  readonly stops: number;
  /** Of the service's other sources. */
  readonly otherJoins: number;
  readonly otherStops: number;
}

export const SIGNALS = ['velocity', 'quick yes', 'steady yes', 'stop ratio', 'shared device'] as const;

/** Why somebody is suspected, as the case keeps it. */
export interface Signal {
  readonly signal: (typeof SIGNALS)[number];
  readonly by: GroupBy;
  readonly of: string;
  /** What was counted, and the limit it reached; of stops, in percent. */
  readonly seen: number;
  readonly limit: number;
}

/** A signal, and whose joins it is about. */
export interface Flagged extends Signal {
  readonly serviceId: number;
}

/** A block, or an operator's gateway, is remarkable only beside others: advertising on television fills all of them alike. */
const TIMES_THE_OTHERS = 10;
/** Of many answers some take equally long by chance; of a machine's, most do. */
const SHARE_OF_SOURCE = 0.2;
const TIMES_THE_BASELINE = 3;

const standsOut = ({ people, others, otherPeople }: JoinGroup): boolean =>
  others === 0 || people >= (otherPeople / others) * TIMES_THE_OTHERS;

type Judge = (group: JoinGroup, limits: FraudLimits) => readonly [seen: number, limit: number] | null;

const counted = (seen: number, limit: number | null): readonly [number, number] | null =>
  limit === null || seen < limit ? null : [seen, limit];

const JUDGES: {
  readonly [B in GroupBy]: { readonly signal: Signal['signal']; readonly judge: Judge };
} = {
  service: { signal: 'velocity', judge: ({ joins }, { serviceJoins }) => counted(joins, serviceJoins) },
  source: { signal: 'velocity', judge: ({ joins }, { sourceJoins }) => counted(joins, sourceJoins) },
  block: {
    signal: 'velocity',
    judge: (group, { blockJoins }) => (standsOut(group) ? counted(group.people, blockJoins) : null),
  },
  sender: { signal: 'velocity', judge: ({ joins }, { senderJoins }) => counted(joins, senderJoins) },
  session: {
    signal: 'shared device',
    judge: ({ people }, { sessionNumbers }) => counted(people, sessionNumbers),
  },
  address: {
    signal: 'shared device',
    judge: (group, { addressNumbers }) => (standsOut(group) ? counted(group.people, addressNumbers) : null),
  },
  quick: { signal: 'quick yes', judge: ({ people }, { quickYeses }) => counted(people, quickYeses) },
  beat: {
    signal: 'steady yes',
    judge: ({ people, joins, ofSource }, { steadyYeses }) =>
      joins < ofSource * SHARE_OF_SOURCE ? null : counted(people, steadyYeses),
  },
};

/** Which groups of joins no crowd of people makes, by the limits of their services; of a service nobody watches, none. */
export function signalsOf(
  groups: readonly JoinGroup[],
  limitsOf: ReadonlyMap<number, FraudLimits>,
): readonly Flagged[] {
  return groups.flatMap((group): Flagged[] => {
    const { serviceId, by, of } = group;
    const limits = limitsOf.get(serviceId);
    if (!limits?.isWatched) return [];
    const { signal, judge } = JUDGES[by];
    const found = judge(group, limits);
    return found ? [{ signal, serviceId, by, of, seen: found[0], limit: found[1] }] : [];
  });
}

/**
 * Sources whose people leave at once, against what the service is used to: its other sources within the same week. A service with
 * too few others to compare is held to its own limit alone.
 */
export function stopSignalsOf(
  groups: readonly StopGroup[],
  limitsOf: ReadonlyMap<number, FraudLimits>,
): readonly Flagged[] {
  return groups.flatMap(({ serviceId, of, joins, stops, otherJoins, otherStops }): Flagged[] => {
    const limits = limitsOf.get(serviceId);
    if (!limits?.isWatched || joins < limits.stopJoins) return [];
    const usual = otherJoins < limits.stopJoins ? 0 : percent(otherStops, otherJoins);
    const limit = Math.max(limits.stopPercent, usual * TIMES_THE_BASELINE);
    const seen = percent(stops, joins);
    return seen < limit ? [] : [{ signal: 'stop ratio', serviceId, by: 'source', of, seen, limit }];
  });
}

const percent = (part: number, whole: number): number => Math.round((part * 100) / whole);
