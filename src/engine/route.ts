import type { CodeIndex, Rule } from '../catalogue/configuration';
import { foldCode } from '../text/fold';
import { parse, type Said } from '../text/said';

/** What a rule may ask about the person besides their words. */
export interface RouteContext {
  readonly saidAt: Date;
  readonly operatorId: number | null;
  isOn(listId: number): boolean;
}

export interface Match {
  readonly rule: Rule;
  /** Words the keyword took: the argument stands behind them. */
  readonly words: number;
  /** The argument, when it does not stand behind whole words (glued to the keyword, or the code itself). */
  readonly argument?: string;
}

/** A rule that was looked at, and why it won or lost: for `explain`. */
export interface Candidate {
  readonly rule: Rule;
  readonly won: boolean;
  readonly why: string;
}

/** More particular rules win: one operator 4, on a list 2, not on a list 1. */
const WEIGHT = { operator: 4, include: 2, exclude: 1 } as const;
/** "WIN123", "جایزه123": letters, then something that begins with a digit. */
const GLUED = /^([\p{L}\p{M}]+)([0-9].*)$/u;

/** The rule a text hits by its keyword: the longest phrase first, whole words always; ties go to the more particular, then the older. */
export function routeKeyword(
  index: CodeIndex,
  said: Said,
  context: RouteContext,
  trace?: Candidate[],
): Match | null {
  for (let words = Math.min(index.maxWords, said.words.length); words > 0; words--) {
    const key = keyOf(said, words);
    const rules = index.byKey.get(key);
    const rule = rules && best(rules, context, trace, (candidate) => fits(candidate, key, said));
    if (rule) return { rule, words };
  }
  return routeGlued(index, said, context, trace);
}

/** A unique code's shape: letters A, digits 9, either X, as the brand wrote them. */
export function routePattern(
  index: CodeIndex,
  said: Said,
  context: RouteContext,
  trace?: Candidate[],
): Match | null {
  if (index.patterns.length === 0 || said.key === '') return null;
  const code = foldCode(said.raw);
  const rule = best(index.patterns, context, trace, ({ keyword }) =>
    keyword && hasShape(code, keyword.word) ? null : 'the text has another shape',
  );
  return rule ? { rule, words: 0, argument: code } : null;
}

export function routeCatchAll(index: CodeIndex, context: RouteContext, trace?: Candidate[]): Match | null {
  const rule = best(index.catchAlls, context, trace, () => null);
  return rule ? { rule, words: 0 } : null;
}

function routeGlued(index: CodeIndex, said: Said, context: RouteContext, trace?: Candidate[]): Match | null {
  const [first] = said.words;
  if (index.glued.size === 0 || !first) return null;
  const [, letters = '', rest = ''] = GLUED.exec(first.key) ?? [];
  const rules = index.glued.get(letters);
  const rule = rules && best(rules, context, trace, () => null);
  if (!rule) return null;
  // The argument as it was written: digits of any script, letter case kept.
  const written = first.raw.slice(Math.max(0, first.raw.length - rest.length));
  const behind = said.raw.slice(first.end);
  return { rule, words: 1, argument: parse(written).words.length > 0 ? written + behind : rest + behind };
}

const keyOf = (said: Said, words: number): string =>
  words === said.words.length
    ? said.key
    : said.words
        .slice(0, words)
        .map((word) => word.key)
        .join(' ');

/** Null when the rule's mode takes the text, else why it does not. */
function fits({ keyword }: Rule, key: string, said: Said): string | null {
  return keyword?.mode === 'only' && said.key !== key ? 'the keyword must stand alone' : null;
}

function best(
  rules: readonly Rule[],
  context: RouteContext,
  trace: Candidate[] | undefined,
  fit: (rule: Rule) => string | null,
): Rule | null {
  let winner: Rule | null = null;
  const lost = new Map<Rule, string>();
  for (const rule of rules) {
    const why = fit(rule) ?? disqualifies(rule, context);
    if (why !== null) lost.set(rule, why);
    else if (!winner || outranks(rule, winner, context)) {
      if (winner) lost.set(winner, 'a more particular or an older rule won');
      winner = rule;
    } else lost.set(rule, 'a more particular or an older rule won');
  }
  if (trace)
    for (const rule of rules)
      trace.push({ rule, won: rule === winner, why: lost.get(rule) ?? 'longest and most particular match' });
  return winner;
}

function disqualifies(rule: Rule, { saidAt, operatorId, isOn }: RouteContext): string | null {
  const { keyword, campaign } = rule;
  if (campaign.state !== 'published') return `the campaign is ${campaign.state}`;
  if (keyword && (saidAt < keyword.leasedFrom || (keyword.leasedUntil && saidAt >= keyword.leasedUntil))) {
    return 'the keyword was not leased then';
  }
  if (rule.operatorId !== null && rule.operatorId !== operatorId)
    return 'the text came through another operator';
  if (rule.includeListId !== null && !isOn(rule.includeListId)) return 'the person is not in its audience';
  if (rule.excludeListId !== null && isOn(rule.excludeListId))
    return 'the person is excluded from its audience';
  return null;
}

/** Open before closed (a keyword whose campaign ended may have a new one), then particular, then old. */
function outranks(rule: Rule, than: Rule, { saidAt }: RouteContext): boolean {
  const open = Number(isOpen(rule, saidAt)) - Number(isOpen(than, saidAt));
  if (open !== 0) return open > 0;
  const particular = weight(rule) - weight(than);
  return particular !== 0 ? particular > 0 : rule.campaign.id < than.campaign.id;
}

function isOpen({ campaign }: Rule, at: Date): boolean {
  return campaign.opensAt <= at && (!campaign.closesAt || at < campaign.closesAt);
}

function weight({ operatorId, includeListId, excludeListId }: Rule): number {
  return (
    (operatorId === null ? 0 : WEIGHT.operator) +
    (includeListId === null ? 0 : WEIGHT.include) +
    (excludeListId === null ? 0 : WEIGHT.exclude)
  );
}

/** Compared after O→0 and I, L→1, so a letter place must also take the digits those letters became. */
export function hasShape(code: string, shape: string): boolean {
  if (code.length !== shape.length) return false;
  for (let i = 0; i < shape.length; i++) {
    const place = shape[i] ?? '';
    const char = code[i] ?? '';
    if (
      place === '9'
        ? !/[0-9]/.test(char)
        : place === 'A'
          ? !/[A-Z01]/.test(char)
          : place === 'X'
            ? !/[A-Z0-9]/.test(char)
            : foldCode(place) !== char
    ) {
      return false;
    }
  }
  return true;
}
