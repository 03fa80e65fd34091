import { LANGUAGES, type Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import { storable } from '../../text/storable';
import { pick, TEXT_LIMITS, type TextsByLanguage } from '../texts-by-language';

/** What a brand's server said, as far as it can be sent to anybody. */
export type BrandAnswer =
  | { readonly type: 'said'; readonly text: string }
  /** It has nothing to say, and that is an answer. */
  | { readonly type: 'silent' }
  /** Nobody's words: time ran out, or what came back was no object. */
  | { readonly type: 'none' }
  | { readonly type: 'unusable'; readonly why: string };

export interface AnswerLimits {
  readonly language: Language;
  /** Where the answer is not in the person's language. */
  readonly fallback: Language;
  readonly maxSegments: number;
}

/** Reads `{ "reply": "…" }` or `{ "reply": { "fa": "…", "en": "…" } }`. A text that is too long is not cut: half an answer may be a wrong one. */
export function readBrandAnswer(answer: unknown, limits: AnswerLimits): BrandAnswer {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return { type: 'none' };
  const { reply } = answer as { readonly reply?: unknown };
  if (reply === undefined || reply === null) return { type: 'silent' };
  const text = textIn(reply, limits);
  if (text === undefined)
    return { type: 'unusable', why: 'the reply is neither a text nor texts by language' };
  return judge(storable(text).text.trim(), limits);
}

function judge(text: string, { maxSegments }: AnswerLimits): BrandAnswer {
  if (text === '') return { type: 'silent' };
  if (text.length > TEXT_LIMITS.chars)
    return { type: 'unusable', why: `the reply has more than ${TEXT_LIMITS.chars} characters` };
  const { segments } = planSegments(text);
  if (segments > maxSegments)
    return { type: 'unusable', why: `the reply takes ${segments} segments; ${maxSegments} are the most` };
  return { type: 'said', text };
}

function textIn(reply: unknown, { language, fallback }: AnswerLimits): string | undefined {
  if (typeof reply === 'string') return reply;
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return undefined;
  const texts = Object.entries(reply).filter(
    ([name, text]) => LANGUAGES.some((known) => known === name) && typeof text === 'string',
  );
  return pick(Object.fromEntries(texts) as TextsByLanguage, language, fallback);
}
