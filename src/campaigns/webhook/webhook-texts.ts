import type { TextsByLanguage } from '../texts-by-language';

/** The values each text of the campaign can name. */
export const WEBHOOK_PLACEHOLDERS = {
  waitText: ['brand', 'code', 'argument'],
  timeoutText: ['brand', 'code', 'charged'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Said when the brand's server has no answer in time, or none that can be sent. */
export const DEFAULT_TIMEOUT_TEXT: Required<TextsByLanguage> = {
  fa: 'متأسفیم، {brand} الان نمی‌تواند پاسخ دهد. لطفاً کمی بعد دوباره بفرستید. {charged}',
  ar: 'عذرا، لا تستطيع {brand} الرد الآن. يرجى إعادة الإرسال بعد قليل. {charged}',
  it: 'Spiacenti, {brand} non può rispondere in questo momento. Riprova tra poco. {charged}',
  en: 'Sorry, {brand} cannot answer right now. Please try again in a little while. {charged}',
  fr: "Désolé, {brand} ne peut pas répondre pour l'instant. Réessayez un peu plus tard. {charged}",
  tr: 'Üzgünüz, {brand} şu anda yanıt veremiyor. Lütfen biraz sonra yeniden deneyin. {charged}',
};
