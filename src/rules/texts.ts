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

/**
 * The word to print for an act in a language: {stop}, {help}, {yes}. Never an ambiguous one. Where the profile has none in
 * that language it is the English one, which every profile reads.
 */
export function replyWord(profile: Profile, act: Act, language: Language): string {
  const candidates = profile.words.filter((word) => word.act === act && !word.scope && !word.ambiguous);
  const word =
    candidates.find((candidate) => candidate.language === language) ??
    candidates.find((candidate) => candidate.language === 'en') ??
    candidates[0];
  return word?.word ?? act.toUpperCase();
}
