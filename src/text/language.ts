/** The languages the engine answers in. */
export type Language = 'fa' | 'ar' | 'it' | 'en' | 'fr' | 'tr';

export const LANGUAGES = ['fa', 'ar', 'it', 'en', 'fr', 'tr'] as const satisfies readonly Language[];

interface Script {
  readonly isRightToLeft: boolean;
  /** The ten digits, zero first; none where the ASCII digits are the usual ones. */
  readonly digits?: string;
}

const scripts: { readonly [L in Language]: Script } = {
  fa: { isRightToLeft: true, digits: '۰۱۲۳۴۵۶۷۸۹' },
  ar: { isRightToLeft: true, digits: '٠١٢٣٤٥٦٧٨٩' },
  it: { isRightToLeft: false },
  en: { isRightToLeft: false },
  fr: { isRightToLeft: false },
  tr: { isRightToLeft: false },
};

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(scripts, tag);
}

export function isRightToLeft(language: Language): boolean {
  return scripts[language].isRightToLeft;
}

/** A text with its ASCII digits as the language writes them. For showing only: codes and numbers are matched by their key. */
export function localDigits(text: string, language: Language): string {
  const { digits } = scripts[language];
  if (!digits) return text;
  return text.replace(/[0-9]/g, (digit) => digits[Number(digit)] ?? digit);
}
