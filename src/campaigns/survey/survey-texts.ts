import type { TextsByLanguage } from '../texts-by-language';

/** What a survey says when the brand has no words of its own. */
export const SURVEY_TEXTS = {
  already: {
    fa: 'شما پیش‌تر به این نظرسنجی پاسخ داده‌اید. سپاس! {charged}',
    ar: 'لقد أجبت عن هذا الاستبيان من قبل. شكرًا لك! {charged}',
    it: 'Hai già risposto a questo sondaggio. Grazie! {charged}',
    en: 'You have already answered this survey. Thank you! {charged}',
    fr: 'Vous avez déjà répondu à cette enquête. Merci ! {charged}',
    tr: 'Bu ankete zaten yanıt verdiniz. Teşekkürler! {charged}',
  },
  retryNps: {
    fa: 'لطفاً با عددی از ۰ تا ۱۰ پاسخ دهید.',
    ar: 'يرجى الإجابة برقم من ٠ إلى ١٠.',
    it: 'Rispondi con un numero da 0 a 10.',
    en: 'Please answer with a number from 0 to 10.',
    fr: 'Répondez par un nombre de 0 à 10.',
    tr: 'Lütfen 0 ile 10 arasında bir sayıyla yanıtlayın.',
  },
  retryCsat: {
    fa: 'لطفاً با عددی از ۱ تا ۵ پاسخ دهید.',
    ar: 'يرجى الإجابة برقم من ١ إلى ٥.',
    it: 'Rispondi con un numero da 1 a 5.',
    en: 'Please answer with a number from 1 to 5.',
    fr: 'Répondez par un nombre de 1 à 5.',
    tr: 'Lütfen 1 ile 5 arasında bir sayıyla yanıtlayın.',
  },
  retryNumber: {
    fa: 'لطفاً یک عدد بفرستید.',
    ar: 'يرجى إرسال رقم.',
    it: 'Rispondi con un numero.',
    en: 'Please answer with a number.',
    fr: 'Répondez par un nombre.',
    tr: 'Lütfen bir sayıyla yanıtlayın.',
  },
  retryChoice: {
    fa: 'لطفاً یکی از این‌ها را بفرستید:\n{options}',
    ar: 'يرجى اختيار واحد مما يلي:\n{options}',
    it: 'Scegli una di queste risposte:\n{options}',
    en: 'Please choose one of these:\n{options}',
    fr: 'Choisissez une de ces réponses :\n{options}',
    tr: 'Lütfen bunlardan birini seçin:\n{options}',
  },
} as const satisfies Record<string, TextsByLanguage>;
