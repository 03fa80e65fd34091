import type { SettingsFault } from '../campaign-kind';
import { LANGUAGES } from '../../text/language';
import { hoursFaults, type DayHours } from '../hours';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { FAQ_TEXTS, type FaqText } from './faq-texts';

export interface FaqQuestion {
  /** What results and events call it. */
  readonly id: string;
  /** In how many ways it may be asked, by language. */
  readonly asked: { readonly [language: string]: readonly string[] };
  readonly answer: TextsByLanguage;
}

export interface FaqSettings {
  readonly questions: readonly FaqQuestion[];
  /** How sure we must be, 0.4 to 0.95. */
  readonly threshold?: number;
  readonly texts?: { readonly [K in FaqText]?: TextsByLanguage };
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

/** `phrasings`: every one is compared with every text, in a few milliseconds. */
export const FAQ_LIMITS = {
  questions: 300,
  phrasings: 3_000,
  phrasingChars: 200,
  threshold: { least: 0.4, most: 0.95 },
} as const;

const ID = /^[a-z0-9][a-z0-9_-]{0,59}$/;
const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = ['questions', 'threshold', 'texts', 'hours', ...WINDOW_FIELDS] as const;

export function readFaqSettings(
  raw: unknown,
): { readonly settings: FaqSettings } | { readonly faults: readonly SettingsFault[] } {
  if (!isObject(raw)) return { faults: [{ path: '', message: 'must be an object' }] };
  const given = raw as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const faults = [
    ...unknownFields(raw, FIELDS),
    ...questionsFaults(given.questions),
    ...thresholdFaults(given.threshold),
    ...textsFaults(given.texts),
    ...(given.hours === undefined ? [] : hoursFaults('hours', given.hours)),
    ...WINDOW_FIELDS.flatMap((field) =>
      given[field] === undefined ? [] : textFaults(field, given[field], WINDOW_PLACEHOLDERS),
    ),
  ];
  return faults.length > 0 ? { faults } : { settings: raw as FaqSettings };
}

function questionsFaults(questions: unknown): SettingsFault[] {
  if (!Array.isArray(questions) || questions.length < 1 || questions.length > FAQ_LIMITS.questions)
    return [{ path: 'questions', message: `must be an array of 1 to ${FAQ_LIMITS.questions} questions` }];
  const ids = new Map<unknown, number>();
  const faults = questions.flatMap((question: unknown, at) => {
    const path = `questions[${at}]`;
    if (!isObject(question)) return [{ path, message: 'must be an object' }];
    const { id } = question as Record<string, unknown>;
    const first = ids.get(id);
    ids.set(id, first ?? at);
    const repeated =
      first === undefined ? [] : [{ path: `${path}.id`, message: `is also the id of questions[${first}]` }];
    return [...questionFaults(path, question), ...repeated];
  });
  const phrasings = questions.reduce<number>((total, question) => total + countPhrasings(question), 0);
  return phrasings > FAQ_LIMITS.phrasings
    ? [...faults, { path: 'questions', message: `must have ${FAQ_LIMITS.phrasings} phrasings at most` }]
    : faults;
}

function questionFaults(path: string, question: object): SettingsFault[] {
  const { id, asked, answer } = question as Record<string, unknown>;
  const faults = unknownFields(question, ['id', 'asked', 'answer']).map((fault) => ({
    ...fault,
    path: `${path}.${fault.path}`,
  }));
  if (typeof id !== 'string' || !ID.test(id))
    faults.push({ path: `${path}.id`, message: 'must be 1 to 60 of a-z, 0-9, _ and -' });
  return [
    ...faults,
    ...askedFaults(`${path}.asked`, asked),
    ...textFaults(`${path}.answer`, answer, ['brand', 'code']),
  ];
}

function askedFaults(path: string, asked: unknown): SettingsFault[] {
  if (!isObject(asked) || Object.keys(asked).length === 0)
    return [{ path, message: 'must be an object of phrasings by language, such as { "en": ["…"] }' }];
  return Object.entries(asked).flatMap(([language, phrasings]: [string, unknown]) => {
    if (!LANGUAGES.some((known) => known === language))
      return [{ path: `${path}.${language}`, message: `must be one of ${LANGUAGES.join(', ')}` }];
    const arePhrasings =
      Array.isArray(phrasings) && phrasings.length > 0 && phrasings.every((one) => isPhrasing(one));
    const message = `must be an array of texts of ${FAQ_LIMITS.phrasingChars} characters at most`;
    return arePhrasings ? [] : [{ path: `${path}.${language}`, message }];
  });
}

const isPhrasing = (raw: unknown): boolean =>
  typeof raw === 'string' && raw.trim() !== '' && raw.length <= FAQ_LIMITS.phrasingChars;

function countPhrasings(question: unknown): number {
  const asked = isObject(question) ? (question as Record<string, unknown>)['asked'] : null;
  return isObject(asked) ? Object.values(asked).flat().length : 0;
}

function thresholdFaults(threshold: unknown): SettingsFault[] {
  const { least, most } = FAQ_LIMITS.threshold;
  const isRight = typeof threshold === 'number' && threshold >= least && threshold <= most;
  return threshold === undefined || isRight
    ? []
    : [{ path: 'threshold', message: `must be a number from ${least} to ${most}` }];
}

function textsFaults(texts: unknown): SettingsFault[] {
  if (texts === undefined) return [];
  if (!isObject(texts)) return [{ path: 'texts', message: 'must be an object' }];
  return Object.entries(texts).flatMap(([key, value]) =>
    Object.hasOwn(FAQ_TEXTS, key)
      ? textFaults(`texts.${key}`, value, FAQ_TEXTS[key as FaqText])
      : [{ path: `texts.${key}`, message: 'is not a text of this kind' }],
  );
}

const isObject = (raw: unknown): raw is object =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
