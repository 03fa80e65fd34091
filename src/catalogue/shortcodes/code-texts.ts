import type { InputError } from '../../platform/problem';
import { TEXT_VALUES, type TextKey } from '../../rules/text-key';
import { LANGUAGES } from '../../text/language';
import { checkTemplate } from '../../text/template';

/** Ten segments of GSM-7, the longest text we send. */
const MAX_CHARS = 1_530;

/** What is wrong with a code's own wording of system texts: `{ "help": { "fa": "…" } }`. */
export function textsFaults(texts: Readonly<Record<string, unknown>>): InputError[] {
  return Object.entries(texts).flatMap(([key, byLanguage]) => {
    const path = `texts.${key}`;
    if (!isTextKey(key)) return [{ path, message: 'is no system text' }];
    if (typeof byLanguage !== 'object' || byLanguage === null || Array.isArray(byLanguage)) {
      return [{ path, message: 'must be an object of texts by language, such as { "fa": "…" }' }];
    }
    return Object.entries(byLanguage).flatMap(([language, text]) =>
      wordingFaults(key, `${path}.${language}`, language, text),
    );
  });
}

function wordingFaults(key: TextKey, path: string, language: string, text: unknown): InputError[] {
  if (!LANGUAGES.some((known) => known === language))
    return [{ path, message: `must be one of ${LANGUAGES.join(', ')}` }];
  if (typeof text !== 'string' || text.trim() === '') return [{ path, message: 'must be a text' }];
  if (text.length > MAX_CHARS) return [{ path, message: `must have at most ${MAX_CHARS} characters` }];
  return checkTemplate(text, TEXT_VALUES[key]).map((message) => ({ path, message }));
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXT_VALUES, key);
}
