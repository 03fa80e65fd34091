import type { InputError } from '../platform/problem';
import { fold } from '../text/fold';

/** Whom a rule is for: one operator's subscribers, those on a list, or those who are not on one. */
export interface Audience {
  readonly operatorId: number | null;
  readonly includeListId: number | null;
  readonly excludeListId: number | null;
}

/** A word that a campaign wants to answer to; without a word, whatever nobody else understands. */
export interface CampaignRule extends Audience {
  readonly word: string | null;
}

/** A rule with every key it answers to, aliases included, and where in the request it stands. */
export interface KeyedRule extends Audience {
  readonly path: string;
  readonly word: string | null;
  readonly keys: readonly string[];
}

/** A rule of another campaign that is published for the same time. */
export interface OtherRule extends Audience {
  readonly campaign: string;
  readonly key: string | null;
}

export function pathOf(rules: readonly CampaignRule[], at: number): string {
  return rules[at]?.word === null ? 'catchAll' : `keywords[${at}]`;
}

/** What is wrong with the rules among themselves. */
export function ruleFaults(rules: readonly CampaignRule[]): InputError[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, at) => {
    const path = pathOf(rules, at);
    const key = rule.word === null ? null : fold(rule.word);
    const name = JSON.stringify([key, audienceOf(rule)]);
    const isRepeated = seen.has(name);
    seen.add(name);
    if (key === '') return [{ path, message: 'needs at least one letter, digit or emoji' }];
    if (rule.includeListId !== null && rule.includeListId === rule.excludeListId) {
      return [{ path, message: 'includes and excludes the same list: it would be for nobody' }];
    }
    return isRepeated ? [{ path, message: 'is there already' }] : [];
  });
}

/** Rules that somebody else's campaign has for the same key and the same audience: nothing would tell which one answers. */
export function ruleClashes(mine: readonly KeyedRule[], others: readonly OtherRule[]): InputError[] {
  return mine.flatMap(({ path, word, keys, ...audience }) => {
    const other = others.find(
      ({ key, ...theirs }) =>
        (key === null ? word === null : keys.includes(key)) && audienceOf(theirs) === audienceOf(audience),
    );
    if (!other) return [];
    const what = word === null ? 'the catch-all' : `"${word}"`;
    return [
      {
        path,
        message: `${what} is answered by the campaign "${other.campaign}" for the same people at the same time`,
      },
    ];
  });
}

function audienceOf({ operatorId, includeListId, excludeListId }: Audience): string {
  return [operatorId, includeListId, excludeListId].map(String).join(' ');
}
