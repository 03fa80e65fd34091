import type { TextsByLanguage } from '../texts-by-language';

/** What may be said beside the answer itself, and the values each text can name. */
export const LOOKUP_TEXTS = {
  unknown: ['brand', 'code', 'argument', 'charged'],
  ask: ['brand', 'code'],
  giveUp: ['brand', 'code', 'charged'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LookupText = keyof typeof LOOKUP_TEXTS;

export const LOOKUP_DEFAULTS: { readonly [K in LookupText]: Required<TextsByLanguage> } = {
  unknown: {
    fa: 'برای «{argument}» چیزی پیدا نشد. لطفاً آن را بررسی کنید و دوباره بفرستید. {charged}',
    ar: 'لم نجد شيئا لـ«{argument}». تحقق منه وأرسله من جديد. {charged}',
    it: 'Non abbiamo trovato nulla per "{argument}". Controlla e invia di nuovo. {charged}',
    en: 'We found nothing for "{argument}". Please check it and send it again. {charged}',
    fr: 'Aucun résultat pour « {argument} ». Vérifiez et renvoyez. {charged}',
    tr: '"{argument}" için bir şey bulunamadı. Lütfen kontrol edip yeniden gönderin. {charged}',
  },
  ask: {
    fa: 'برای گرفتن پاسخ، شماره یا نام مورد نظر را بفرستید.',
    ar: 'للحصول على الجواب أرسل الرقم أو الاسم المطلوب.',
    it: 'Per avere la risposta invia il numero o il nome che cerchi.',
    en: 'Please reply with the number or name you want to look up.',
    fr: 'Pour obtenir la réponse, envoyez le numéro ou le nom recherché.',
    tr: 'Yanıt almak için aradığınız numarayı veya adı gönderin.',
  },
  giveUp: {
    fa: 'باز هم چیزی پیدا نشد. برای شروع دوباره، کلیدواژه را بفرستید. {charged}',
    ar: 'لم نجد شيئا مرة أخرى. للبدء من جديد أرسل الكلمة المفتاحية. {charged}',
    it: 'Ancora nessun risultato. Per ricominciare invia di nuovo la parola chiave. {charged}',
    en: 'Still nothing found. To start again, send the keyword once more. {charged}',
    fr: 'Toujours aucun résultat. Pour recommencer, renvoyez le mot-clé. {charged}',
    tr: 'Yine bulunamadı. Baştan başlamak için anahtar kelimeyi yeniden gönderin. {charged}',
  },
};
