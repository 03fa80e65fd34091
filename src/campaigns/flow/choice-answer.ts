import { isOneEditApart } from '../../text/distance';
import { fold } from '../../text/fold';
import { type Language, localDigits } from '../../text/language';
import type { Said } from '../../text/said';
import { pick } from '../texts-by-language';
import type { ChooseStep, Option } from './flow';
import type { Reading } from './reading';

/** Shorter words are too near to each other for a slip to be forgiven. */
const FORGIVEN_CHARS = 4;

/** More words than these name no options any more. */
const MOST_WORDS = 60;

const LATIN = [...'abcdefghijklmnopqrst'];
/** The letters in the order in which Persian and Arabic examinations number their answers. */
const ABJAD = [...'ابجدهوزحطی'];
const FIRST_ABJAD = 'الف';

const AND: ReadonlySet<string> = new Set(['and', 'و', 'e', 'ed', 'et', 've'].map(fold));

/**
 * The option, or with `multiple` the options, that a text chooses: by label or alias in any language, by number or letter in
 * any script, or by a single slip in a word of four letters and more when only one option is that near.
 */
export function readChoice(step: ChooseStep, said: Said): Reading<string | readonly string[]> {
  if (said.key === '') return { fault: 'empty' };
  const whole = optionAt(step, said.key) ?? nearMiss(step, said.key);
  if (whole) return { value: step.multiple ? [whole.value] : whole.value };
  if (!step.multiple) return { fault: 'choice' };
  const chosen = several(step, said.key.split(' ')) ?? several(step, said.key.match(/\d+|[^\d\s]+/g) ?? []);
  if (!chosen) return { fault: 'choice' };
  return { value: step.options.filter((option) => chosen.has(option)).map(({ value }) => value) };
}

/** What is matched: the folded labels and aliases. */
export function keysOf({ labels, aliases = [] }: Option): readonly string[] {
  return [...new Set([...Object.values(labels), ...aliases].map(fold))].filter((key) => key !== '');
}

/** Whether options may be chosen by their place: not when a label is itself a number ("how many? 2, 3 or 4"). */
export function isNumbered({ options }: ChooseStep): boolean {
  return !options.some((option) => keysOf(option).some((key) => /^\d+$/.test(key)));
}

/** The options as a person is shown them, one to a line: "1. Red" or, where the labels are numbers, just those. */
export function optionList(step: ChooseStep, language: Language, fallback: Language): string {
  const hasNumbers = isNumbered(step);
  return step.options
    .map((option, at) => {
      const label = pick(option.labels, language, fallback) ?? option.value;
      return hasNumbers ? `${localDigits(String(at + 1), language)}. ${label}` : label;
    })
    .join('\n');
}

function optionAt(step: ChooseStep, key: string): Option | undefined {
  return step.options.find((option) => keysOf(option).includes(key)) ?? byPlace(step, key);
}

function byPlace(step: ChooseStep, key: string): Option | undefined {
  if (/^\d{1,2}$/.test(key)) return isNumbered(step) ? step.options[Number(key) - 1] : undefined;
  if (step.options.some((option) => keysOf(option).some((own) => [...own].length === 1))) return undefined;
  const at = key === FIRST_ABJAD ? 0 : Math.max(LATIN.indexOf(key), ABJAD.indexOf(key));
  return at < 0 ? undefined : step.options[at];
}

function nearMiss(step: ChooseStep, key: string): Option | undefined {
  if (!isForgiven(key)) return undefined;
  const near = step.options.filter((option) =>
    keysOf(option).some((own) => isForgiven(own) && isOneEditApart(own, key)),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** A figure is never a slip: 2023 is not 2024. */
const isForgiven = (key: string): boolean => !/\d/.test(key) && [...key].length >= FORGIVEN_CHARS;

/** Options named one after the other with nothing else between them; nothing when a word is left over. */
function several(step: ChooseStep, words: readonly string[]): ReadonlySet<Option> | undefined {
  if (words.length > MOST_WORDS) return undefined;
  const chosen = new Set<Option>();
  for (let at = 0; at < words.length;) {
    if (AND.has(words[at] ?? '')) {
      at++;
      continue;
    }
    const found = longestFrom(step, words, at);
    if (!found) return undefined;
    chosen.add(found.option);
    at += found.length;
  }
  return chosen.size > 0 ? chosen : undefined;
}

function longestFrom(step: ChooseStep, words: readonly string[], at: number) {
  for (let length = words.length - at; length > 0; length--) {
    const option = optionAt(step, words.slice(at, at + length).join(' '));
    if (option) return { option, length };
  }
  return undefined;
}
