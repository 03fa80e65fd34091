import { isOneEditApart } from '../text/distance';
import type { Language } from '../text/language';
import type { Said } from '../text/said';
import { readCommand } from './command';
import {
  intentLexiconOf,
  onceEach,
  sequenceAt,
  type IntentLexicon,
  type Sequence,
  type Target,
} from './intent-lexicon';
import { hasLetter, lexiconOf, type Lexicon } from './lexicon';
import type { Profile, ReservedWord } from './profile';

/** Free text that a reasonable person would read as STOP. */
export interface StopIntent {
  readonly language: Language;
  readonly why: 'near miss' | 'phrase' | 'reserved word among courtesy';
  /** What gave it away, as the profile has it and never as the person typed it: the phrase, or the stop word meant. */
  readonly phrase: string;
}

export type OptOutTier = 'DEFINITE' | 'DEFINITE_ALL' | 'INTENT' | 'NOT';

/** Longer texts are letters to somebody; a person may read them, a rule may not. */
const INTENT_CHARS = 200;

/**
 * Whether free text asks us to stop: a phrase that says so, or a stop word (perhaps misspelt) with nothing but courtesy and
 * objects beside it. One word of content more and it is not: "Stop joking around", "Please cancel my order".
 */
export function stopIntent(
  profile: Profile,
  said: Said,
  isLiveKeyword: (key: string) => boolean,
): StopIntent | null {
  if (said.raw.length > INTENT_CHARS || !hasLetter(said.key)) return null;
  const lexicon = intentLexiconOf(profile);
  if (lexicon.ordinary.has(said.key)) return null;
  const keys = said.words.map((word) => word.key);
  const phrase = phraseIn(lexicon, keys);
  if (phrase) return { language: phrase.meaning, why: 'phrase', phrase: phrase.words.join(' ') };
  return stopAmongCourtesy(lexicon, keys, (key) => nearMiss(lexiconOf(profile), lexicon, key, isLiveKeyword));
}

/** Which of the three tiers a text is in, apart from anything else it may be. */
export function optOutTier(
  profile: Profile,
  said: Said,
  isLiveKeyword: (key: string) => boolean,
): OptOutTier {
  const command = readCommand(profile, said);
  if (command?.act === 'stop') {
    if (command.scope === 'all') return 'DEFINITE_ALL';
    if (command.scope === 'bare' || isLiveKeyword(command.name ?? '')) return 'DEFINITE';
  } else if (command && command.scope !== 'named') {
    return 'NOT';
  }
  return stopIntent(profile, said, isLiveKeyword) ? 'INTENT' : 'NOT';
}

function phraseIn(lexicon: IntentLexicon, keys: readonly string[]): Sequence<Language> | undefined {
  for (let at = 0; at < keys.length; at++) {
    const phrase = sequenceAt(lexicon.phrases, keys, at);
    if (phrase && !isNegated(lexicon, keys, at)) return phrase;
  }
  return wholePhraseIn(lexicon, keys);
}

function isNegated(lexicon: IntentLexicon, keys: readonly string[], at: number): boolean {
  for (let from = Math.max(0, at - 3); from < at; from++) {
    const negation = sequenceAt(lexicon.negations, keys, from);
    if (negation && from + negation.words.length === at) return true;
  }
  return false;
}

/** Courtesy may stand before and behind, never something to talk about. */
function wholePhraseIn(lexicon: IntentLexicon, keys: readonly string[]): Sequence<Language> | undefined {
  for (let at = 0; at < keys.length; at++) {
    const phrase = sequenceAt(lexicon.wholePhrases, keys, at);
    if (phrase && isCourtesy(lexicon, keys.slice(at + phrase.words.length))) return phrase;
    if (!lexicon.courtesy.has(keys[at] ?? '')) return undefined;
  }
  return undefined;
}

function isCourtesy(lexicon: IntentLexicon, keys: readonly string[]): boolean {
  return keys.every((key) => lexicon.courtesy.has(key));
}

function stopAmongCourtesy(
  lexicon: IntentLexicon,
  keys: readonly string[],
  nearMissOf: (key: string) => Target | undefined,
): StopIntent | null {
  const stops: ReservedWord[] = [];
  const company: string[] = [];
  let slip: Target | undefined;
  for (let at = 0; at < keys.length;) {
    const key = keys[at] ?? '';
    const stop = sequenceAt(lexicon.stopWords, keys, at);
    if (stop) stops.push(stop.meaning);
    else if (lexicon.courtesy.has(key) || lexicon.objects.has(key)) company.push(key);
    else if (slip) return null;
    else if (!(slip = nearMissOf(key))) return null;
    at += stop?.words.length ?? 1;
  }
  if (slip) return { language: slip.language, why: 'near miss', phrase: slip.key };
  const stop =
    stops.find((word) => !word.ambiguous) ?? stops.find((word) => isAtHome(lexicon, word, company));
  return stop ? { language: stop.language, why: 'reserved word among courtesy', phrase: stop.word } : null;
}

/** "Fine, thanks" is no Italian; "fine, grazie" may be. */
function isAtHome(lexicon: IntentLexicon, word: ReservedWord, company: readonly string[]): boolean {
  const home = lexicon.companyOf.get(word.language);
  return company.every((key) => home?.has(key));
}

function nearMiss(
  reserved: Lexicon,
  lexicon: IntentLexicon,
  key: string,
  isLiveKeyword: (key: string) => boolean,
): Target | undefined {
  if (reserved.bare.has(key) || lexicon.ordinary.has(key) || !hasLetter(key)) return undefined;
  if (isLiveKeyword(key)) return undefined;
  return lexicon.stopTargets.find((stop) => isOneEditApart(key, stop.key)) ?? drawnOut(lexicon, key);
}

/** "stopppp", "خاموووش": a word held down, however short. Two letters may be another word (soon), three are a finger. */
function drawnOut(lexicon: IntentLexicon, key: string): Target | undefined {
  const short = onceEach(key);
  if (short.length === key.length) return undefined;
  const isHeldDown = /(\p{L})\1\1/u.test(key);
  return lexicon.drawnOut
    .get(short)
    ?.find((target) => isHeldDown || (target.key.length < key.length && !target.ambiguous));
}
