import { checkTemplate } from '../text/template';
import { LANGUAGES, type Language } from '../text/language';
import type { SettingsFault } from './campaign-kind';

/** Longest text we send: ten segments of GSM-7. */
export const TEXT_LIMITS = { chars: 1_530 } as const;

/** What a text for before, after or outside a campaign's time may name. */
export const WINDOW_PLACEHOLDERS = ['brand', 'code', 'keyword', 'opensAt'] as const;

/** The same text in several languages. */
export type TextsByLanguage = Readonly<Partial<Record<Language, string>>>;

/** Faults of a text-per-language setting; a missing language is the lint's to say, not a fault. */
export function textFaults(path: string, raw: unknown, placeholders: readonly string[]): SettingsFault[] {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return [{ path, message: 'must be an object of texts by language, such as { "en": "…" }' }];
  }
  return Object.entries(raw).flatMap(([language, text]) =>
    faultsOfOne(`${path}.${language}`, language, text, placeholders),
  );
}

function faultsOfOne(
  path: string,
  language: string,
  text: unknown,
  placeholders: readonly string[],
): SettingsFault[] {
  if (!LANGUAGES.some((known) => known === language))
    return [{ path, message: `must be one of ${LANGUAGES.join(', ')}` }];
  if (typeof text !== 'string' || text.trim() === '') return [{ path, message: 'must be a text' }];
  if (text.length > TEXT_LIMITS.chars)
    return [{ path, message: `must have at most ${TEXT_LIMITS.chars} characters` }];
  return checkTemplate(text, placeholders).map((message) => ({ path, message }));
}

/** The text in this language, else in the fallback, else in any there is. */
export function pick(
  texts: TextsByLanguage | undefined,
  language: Language,
  fallback: Language,
): string | undefined {
  if (!texts) return undefined;
  return texts[language] ?? texts[fallback] ?? Object.values(texts)[0];
}

/** Names the fields nobody knows: a setting that is misspelt must not be silently ignored. */
export function unknownFields(raw: object, known: readonly string[]): SettingsFault[] {
  return Object.keys(raw)
    .filter((field) => !known.includes(field))
    .map((path) => ({ path, message: 'is not a setting of this kind' }));
}
