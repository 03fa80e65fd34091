import type { VoteSettings } from './vote-settings';

/** What a campaign keeps of somebody who has voted. */
export interface Voter {
  /** Their last vote. */
  readonly choices: readonly string[];
  /** How many votes they cast on each of their last days, by the campaign's zone. */
  readonly days: Readonly<Record<string, number>>;
}

export type Refusal = 'same' | 'refused' | 'limit';

/** What becomes of a vote. */
export type Cast =
  | { readonly type: 'vote'; readonly voter: Voter }
  | { readonly type: 'changed'; readonly voter: Voter; readonly replaced: readonly string[] }
  | { readonly type: 'refused'; readonly why: Refusal; readonly choices: readonly string[] };

/** A text of the day before yesterday may still be on its way; older days are settled. */
const DAYS_KEPT = 3;

/**
 * @param choices values of options, in the order of the ballot.
 * @param day ISO date by the campaign's zone on which it was said.
 */
export function cast(
  settings: VoteSettings,
  voter: Voter | null,
  choices: readonly string[],
  day: string,
): Cast {
  const why = refusal(settings, voter, day);
  if (why) return { type: 'refused', why, choices: voter?.choices ?? [] };
  const after = { choices, days: withOneMore(voter?.days ?? {}, day) };
  if (!voter || settings.again === 'several') return { type: 'vote', voter: after };
  if (isSame(voter.choices, choices)) return { type: 'refused', why: 'same', choices };
  return { type: 'changed', voter: after, replaced: voter.choices };
}

/** Why no vote of this person would count today, whatever it was for; null when one would. */
export function refusal(
  { again = 'refuse', votesPerDay = 1 }: VoteSettings,
  voter: Voter | null,
  day: string,
): Refusal | null {
  if (!voter) return null;
  if (again === 'refuse') return 'refused';
  return again === 'several' && (voter.days[day] ?? 0) >= votesPerDay ? 'limit' : null;
}

function withOneMore(days: Voter['days'], day: string): Voter['days'] {
  const counted = Object.entries({ ...days, [day]: (days[day] ?? 0) + 1 });
  return Object.fromEntries(counted.sort(([a], [b]) => (a < b ? -1 : 1)).slice(-DAYS_KEPT));
}

const isSame = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === after.length && after.every((choice) => before.includes(choice));
