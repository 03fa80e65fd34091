import { FAQ_DEFAULTS } from '../../campaigns/faq/faq-texts';
import { pick, type TextsByLanguage } from '../../campaigns/texts-by-language';
import type { Language } from '../../text/language';
import { render } from '../../text/template';

const REGISTERED: Required<TextsByLanguage> = {
  fa: '{brand}: شکایت شما ثبت شد. کد پیگیری: {ticket}. این پیامک رایگان است.',
  ar: '{brand}: سجلنا شكواك. رقم المتابعة: {ticket}. هذه الرسالة مجانية.',
  it: '{brand}: abbiamo registrato il tuo reclamo. Codice: {ticket}. Questo SMS è gratuito.',
  en: '{brand}: we have your complaint. Your tracking code: {ticket}. This message is free.',
  fr: '{brand} : nous avons bien reçu votre réclamation. Code de suivi : {ticket}. Ce SMS est gratuit.',
  tr: '{brand}: şikayetiniz kaydedildi. Takip kodunuz: {ticket}. Bu mesaj ücretsizdir.',
};

interface Said {
  readonly brand: string;
  /** The tracking code. */
  readonly code: string;
  readonly language: Language;
}

const worded = (
  texts: TextsByLanguage,
  language: Language,
  values: Readonly<Record<string, string>>,
): string => render(pick(texts, language, 'en') ?? '', values);

/** What tells a person that their complaint is in good hands. */
export const registeredText = ({ brand, code, language }: Said): string =>
  worded(REGISTERED, language, { brand, ticket: code });

/** The answer, in the words in which any question is answered that was given a tracking code. */
export const answeredText = ({ brand, code, language }: Said, answer: string): string =>
  worded(FAQ_DEFAULTS.ticketAnswered, language, { brand, ticket: code, answer });
