import type { Language } from '../text/language';
import { render } from '../text/template';
import type { Act, Profile } from './profile';
import type { SystemTexts, TextKey, TextValue } from './text-key';
import { arabicTexts } from './texts/ar';
import { englishTexts } from './texts/en';
import { frenchTexts } from './texts/fr';
import { italianTexts } from './texts/it';
import { persianTexts } from './texts/fa';
import { turkishTexts } from './texts/tr';

const texts: { readonly [L in Language]: SystemTexts } = {
  fa: persianTexts,
  ar: arabicTexts,
  it: italianTexts,
  en: englishTexts,
  fr: frenchTexts,
  tr: turkishTexts,
};

/** A text as its translator wrote it, with its {placeholders}. */
export function systemText(key: TextKey, language: Language): string {
  return texts[language][key];
}

/** The same with its values in place; what is left out falls back to what the text says without it. */
export function composed<K extends TextKey>(
  key: K,
  language: Language,
  values: { readonly [V in TextValue<K>]?: string },
): string {
  return render(systemText(key, language), values as Readonly<Record<string, string>>);
}

/** Known the world over, and read by every profile, whatever language the profile answers them in. */
const WORLD_WORDS: { readonly [A in Act]?: string } = { stop: 'STOP', help: 'HELP', yes: 'YES' };

/**
 * The word to print for an act in a language: {stop}, {help}, {yes}. Never an ambiguous one. In English it is the word everybody
 * knows, even where the profile counts that as another language's; where the profile has none in a language, the English one.
 */
export function replyWord(profile: Profile, act: Act, language: Language): string {
  const candidates = profile.words.filter((word) => word.act === act && !word.scope && !word.ambiguous);
  const word =
    (language === 'en' ? candidates.find((candidate) => candidate.word === WORLD_WORDS[act]) : undefined) ??
    candidates.find((candidate) => candidate.language === language) ??
    candidates.find((candidate) => candidate.language === 'en') ??
    candidates[0];
  return word?.word ?? act.toUpperCase();
}
