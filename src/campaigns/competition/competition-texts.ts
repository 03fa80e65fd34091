import type { Language } from '../../text/language';
import { arabicCompetition } from './texts/ar';
import { englishCompetition } from './texts/en';
import { frenchCompetition } from './texts/fr';
import { italianCompetition } from './texts/it';
import { persianCompetition } from './texts/fa';
import { turkishCompetition } from './texts/tr';

/** Everything a competition says; each outcome has a text of its own. */
export const TEXT_NAMES = [
  'entered',
  'numbered',
  'lost',
  'won',
  'alreadyWon',
  'duplicate',
  'overLimit',
  'tooSoon',
  'codeMissing',
  'codeInvalid',
  'codeYours',
  'codeUsed',
  'codeExpired',
  'cooling',
  'early',
  'late',
  'closed',
  'barred',
  'underAge',
  'elsewhere',
  'soldOut',
  'soldOutToday',
  'askBirthDate',
  'askBirthDateAgain',
  'ageUnknown',
] as const;
export type CompetitionText = (typeof TEXT_NAMES)[number];

/** What any of the texts may name; what an outcome does not have is left out. */
export const TEXT_VALUES = [
  ...['brand', 'code', 'charged', 'nonce', 'ordinal', 'prize'],
  ...['tickets', 'limit', 'at', 'age'],
] as const;

export type TextValues = Readonly<
  Partial<Record<'nonce' | 'ordinal' | 'prize' | 'tickets' | 'limit' | 'at' | 'age', string>>
>;

export type CompetitionTexts = { readonly [N in CompetitionText]: string };

const TEXTS: { readonly [L in Language]: CompetitionTexts } = {
  ar: arabicCompetition,
  en: englishCompetition,
  fa: persianCompetition,
  fr: frenchCompetition,
  it: italianCompetition,
  tr: turkishCompetition,
};

/** Our own wording, where the brand brings none. */
export const competitionText = (name: CompetitionText, language: Language): string => TEXTS[language][name];
