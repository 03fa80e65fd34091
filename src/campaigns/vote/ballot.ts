import { fold } from '../../text/fold';
import type { Said } from '../../text/said';
import { isNumbered, keysOf, readChoice } from '../flow/choice-answer';
import type { ChooseStep } from '../flow/flow';
import type { VoteSettings } from './vote-settings';

/** What a text says of the options. */
export type BallotReading =
  | { readonly type: 'blank' }
  | { readonly type: 'choices'; readonly choices: readonly string[] }
  | { readonly type: 'tooMany' }
  | { readonly type: 'unclear' };

interface Ballot {
  readonly step: ChooseStep;
  /** What every word and number that stands alone chooses. */
  readonly byKey: ReadonlyMap<string, string>;
  readonly longestWords: number;
}

/** In a longer sentence a name is no longer a vote. */
const SENTENCE_WORDS = 12;

/** "Not Anna" is no vote for Anna; whoever says so is asked. */
const NEGATIONS: ReadonlySet<string> = new Set(
  ['not', 'no', 'dont', 'never', 'non', 'mai', 'pas', 'jamais', 'değil', 'hayır']
    .concat(['نه', 'نیست', 'نمی‌خواهم', 'لا', 'ليس', 'لن', 'غیر'])
    .map(fold),
);

/** The options a whole text names: by number, letter, name or alias, in any script; several where one vote may name several. */
export function readBallot(settings: VoteSettings, said: Said): BallotReading {
  if (said.key === '') return { type: 'blank' };
  const { step, byKey } = ballotOf(settings);
  const one = byKey.get(said.key);
  if (one !== undefined) return { type: 'choices', choices: [one] };
  const reading = readChoice(step, said);
  if ('fault' in reading) return { type: 'unclear' };
  return asChoices(settings, [reading.value].flat());
}

/** The options that are named somewhere in a sentence: "I vote for Anna". */
export function readSentence(settings: VoteSettings, said: Said): BallotReading {
  const whole = readBallot(settings, said);
  if (whole.type !== 'unclear' || said.words.length > SENTENCE_WORDS) return whole;
  const { byKey, longestWords, step } = ballotOf(settings);
  const named = new Set<string>();
  for (let at = 0; at < said.words.length;) {
    const found = longestFrom(byKey, said, at, longestWords);
    if (found) named.add(found.value);
    else if (NEGATIONS.has(said.words[at]?.key ?? '')) return whole;
    at += found?.length ?? 1;
  }
  if (named.size === 0) return whole;
  return asChoices(
    settings,
    step.options.map(({ value }) => value).filter((value) => named.has(value)),
  );
}

/** Everything that may stand for an option, as the brand wrote it, and its number where options have one. */
export function wordsOf(option: VoteSettings['options'][number]): readonly string[] {
  return [...new Set([...Object.values(option.labels), ...(option.aliases ?? [])])];
}

/** The options as one question, and whether it is answered by number. */
export const stepOf = (settings: VoteSettings): ChooseStep => ballotOf(settings).step;

export const hasNumbers = (settings: VoteSettings): boolean => isNumbered(ballotOf(settings).step);

function asChoices({ mostChoices = 1 }: VoteSettings, choices: readonly string[]): BallotReading {
  return choices.length > mostChoices ? { type: 'tooMany' } : { type: 'choices', choices };
}

function longestFrom(byKey: Ballot['byKey'], { words }: Said, at: number, longest: number) {
  for (let length = Math.min(longest, words.length - at); length > 0; length--) {
    const key = words
      .slice(at, at + length)
      .map((word) => word.key)
      .join(' ');
    const value = byKey.get(key);
    // A single letter in a sentence is more often a word of it ("a", "e", "و") than an option.
    if (value !== undefined && (key.length > 1 || /\d/.test(key))) return { value, length };
  }
  return null;
}

/** Settings are the same object for as long as a version of the configuration lives. */
const ballots = new WeakMap<VoteSettings, Ballot>();

function ballotOf(settings: VoteSettings): Ballot {
  const known = ballots.get(settings);
  if (known) return known;
  const step: ChooseStep = {
    type: 'choose',
    save: 'vote',
    texts: {},
    options: settings.options,
    multiple: true,
  };
  const byKey = new Map<string, string>();
  if (isNumbered(step)) step.options.forEach(({ value }, at) => byKey.set(String(at + 1), value));
  for (const option of step.options) for (const key of keysOf(option)) byKey.set(key, option.value);
  const longestWords = Math.max(...[...byKey.keys()].map((key) => key.split(' ').length));
  const ballot = { step, byKey, longestWords };
  ballots.set(settings, ballot);
  return ballot;
}
