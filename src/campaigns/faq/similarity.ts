import { isOneEditApart } from '../../text/distance';
import { fold } from '../../text/fold';
import { STOP_WORDS } from './stop-words';

/** Words of a text beyond these are not compared: nobody's question needs more. */
const MOST_WORDS = 30;
/** Two words less alike than this have nothing to do with each other. */
const ALIKE = 0.5;
/** A slip of the thumb in a word of some length. */
const SLIP = { chars: 5, likeness: 0.8 } as const;

/** The same beginning and other endings: dog and dogs, chiude and chiudete. */
const INFLECTION = { likeness: 0.85, beginning: 3, ending: 3 } as const;
/** A word that so many of the questions have is what all of them are about. */
const COMMON = { questions: 3, share: 0.25 } as const;

/** Of a phrasing as much as possible should have been said, and what was said should be in it; letters decide between equals. */
const WEIGHTS = { ofPhrasing: 0.5, ofSaid: 0.4, letters: 0.1 } as const;

interface Phrasing {
  readonly question: number;
  readonly words: readonly string[];
  readonly weight: number;
  readonly letters: ReadonlySet<string>;
}

/** All phrasings of all questions, and how telling each of their words is. */
export interface QuestionIndex {
  readonly phrasings: readonly Phrasing[];
  readonly weights: ReadonlyMap<string, number>;
  /** Of a word nobody foresaw: it is as telling as the rarest. */
  readonly unknownWeight: number;
  /** What the whole bank is about: "museum", in a museum's. */
  readonly common: ReadonlySet<string>;
  /** Words by the trigrams in them. */
  readonly byTrigram: ReadonlyMap<string, readonly string[]>;
}

export interface Nearest {
  readonly question: number;
  /** 0 to 1. */
  readonly score: number;
  /** Of the next best question; 0 when there is none. */
  readonly second: number;
  /** Words with a meaning of their own that no phrasing of the question has. */
  readonly strange: readonly string[];
}

/** @param questions each with its phrasings, in any languages */
export function indexOf(questions: readonly (readonly string[])[]): QuestionIndex {
  const said = questions.flatMap((phrasings, question) =>
    phrasings.map((raw) => ({ question, words: meaningWords(raw), letters: trigramsOf(fold(raw)) })),
  );
  const homes = new Map<string, Set<number>>();
  for (const { question, words } of said)
    for (const word of words) homes.set(word, (homes.get(word) ?? new Set()).add(question));
  const weightFor = (count: number): number => Math.log(1 + questions.length / count);
  const weights = new Map([...homes].map(([word, { size }]) => [word, weightFor(size)]));
  const byTrigram = new Map<string, string[]>();
  for (const word of homes.keys())
    for (const trigram of trigramsOf(word)) byTrigram.set(trigram, [...(byTrigram.get(trigram) ?? []), word]);
  const phrasings = said.map((phrasing) => ({
    ...phrasing,
    // A phrasing of common words alone is not met in full by saying them.
    weight: Math.max(
      weightFor(1),
      sum(phrasing.words, (word) => weights.get(word) ?? 0),
    ),
  }));
  const commonFrom = Math.max(COMMON.questions, COMMON.share * questions.length);
  const common = new Set([...homes].flatMap(([word, { size }]) => (size >= commonFrom ? [word] : [])));
  return { phrasings, weights, unknownWeight: weightFor(1), common, byTrigram };
}

/** The question somebody most likely means; null where there is none, or nothing was said. The first of equals. */
export function nearestTo(index: QuestionIndex, raw: string): Nearest | null {
  const words = meaningWords(raw);
  if (words.length === 0) return null;
  const alike = new Map(words.map((word) => [word, wordsLike(index, word)]));
  const letters = trigramsOf(fold(raw));
  const best = new Map<number, number>();
  for (const phrasing of index.phrasings) {
    const score = scoreOf(index, phrasing, alike, letters);
    if (score > (best.get(phrasing.question) ?? 0)) best.set(phrasing.question, score);
  }
  const [first, next] = [...best].sort(([a, x], [b, y]) => y - x || a - b);
  if (!first) return null;
  const [question, score] = first;
  return { question, score, second: next?.[1] ?? 0, strange: strangeTo(index, question, alike) };
}

/** Words by how much they are like one word, from {@link ALIKE} to 1. */
type Alike = ReadonlyMap<string, number>;

function scoreOf(
  { weights, unknownWeight }: QuestionIndex,
  phrasing: Phrasing,
  alike: ReadonlyMap<string, Alike>,
  letters: ReadonlySet<string>,
): number {
  let said = 0;
  let ofSaid = 0;
  const reached = new Map<string, number>();
  for (const [word, near] of alike) {
    const weight = weights.get(word) ?? weightOfNearest(weights, near) ?? unknownWeight;
    let most = 0;
    for (const own of phrasing.words) {
      const likeness = near.get(own) ?? 0;
      most = Math.max(most, likeness);
      reached.set(own, Math.max(reached.get(own) ?? 0, likeness));
    }
    said += weight;
    ofSaid += weight * most;
  }
  if (ofSaid === 0 || phrasing.weight === 0) return 0;
  const ofPhrasing = sum(phrasing.words, (word) => (weights.get(word) ?? 0) * (reached.get(word) ?? 0));
  return (
    (WEIGHTS.ofPhrasing * ofPhrasing) / phrasing.weight +
    (WEIGHTS.ofSaid * ofSaid) / said +
    WEIGHTS.letters * diceOf(letters, phrasing.letters)
  );
}

/** A plural or a slip is as telling as the word it stands for. */
function weightOfNearest(weights: ReadonlyMap<string, number>, near: Alike): number | undefined {
  let best = 0;
  let weight: number | undefined;
  for (const [word, likeness] of near) {
    if (likeness <= best) continue;
    best = likeness;
    weight = weights.get(word);
  }
  return weight;
}

function strangeTo(
  { phrasings, common }: QuestionIndex,
  question: number,
  alike: ReadonlyMap<string, Alike>,
): string[] {
  const own = new Set(phrasings.flatMap((one) => (one.question === question ? one.words : [])));
  return [...alike].flatMap(([word, near]) =>
    common.has(word) || [...near.keys()].some((one) => own.has(one)) ? [] : [word],
  );
}

function wordsLike({ byTrigram, weights }: QuestionIndex, word: string): Alike {
  const alike = new Map<string, number>();
  if (weights.has(word)) alike.set(word, 1);
  // A figure is never nearly another one.
  if (/\d/.test(word)) return alike;
  const trigrams = trigramsOf(word);
  for (const trigram of trigrams) {
    for (const other of byTrigram.get(trigram) ?? []) {
      if (alike.has(other) || /\d/.test(other)) continue;
      const isSlip = word.length >= SLIP.chars && other.length >= SLIP.chars && isOneEditApart(word, other);
      const likeness = Math.max(
        diceOf(trigrams, trigramsOf(other)),
        isSlip ? SLIP.likeness : 0,
        isInflected(word, other) ? INFLECTION.likeness : 0,
      );
      if (likeness >= ALIKE) alike.set(other, likeness);
    }
  }
  return alike;
}

/** Each once, without what every question has; all of them when nothing else is there. */
function meaningWords(raw: string): string[] {
  const words = [...new Set(fold(raw).split(' ').filter(Boolean))].slice(0, MOST_WORDS);
  const telling = words.filter((word) => !isStopWord(word)).map(bare);
  return telling.length > 0 ? [...new Set(telling)] : words;
}

const ARTICLE = /^(?:وال|بال|لل|ال)(?=.{3})/;
/** Plurals, possessives and the object's mark, as they are written onto a Persian word. */
const PERSIAN_ENDING = /(?<=.{3})(?:هایتان|هاتون|هایش|های|ها|تان|تون)$/;

const bare = (word: string): string =>
  word
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ة', 'ه')
    .replace(ARTICLE, '')
    .replace(PERSIAN_ENDING, '');

/** "ومتى" is "متى" with its "and". */
const isStopWord = (word: string): boolean =>
  STOP_WORDS.has(word) || (word.startsWith('و') && STOP_WORDS.has(word.slice(1)));

function isInflected(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const endings = [a.length - same, b.length - same];
  const mostEnding = Math.min(INFLECTION.ending, same - 2);
  return same >= INFLECTION.beginning && endings.every((length) => length <= mostEnding);
}

function trigramsOf(text: string): ReadonlySet<string> {
  const chars = [...` ${text} `];
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= chars.length; at++) trigrams.add(chars.slice(at, at + 3).join(''));
  return trigrams.size > 0 ? trigrams : new Set([text]);
}

/** Dice's coefficient: what two sets share, of what they have. */
function diceOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared++;
  return (2 * shared) / (a.size + b.size);
}

const sum = <T>(items: readonly T[], valueOf: (item: T) => number): number =>
  items.reduce((total, item) => total + valueOf(item), 0);
