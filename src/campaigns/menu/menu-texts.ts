import type { TextsByLanguage } from '../texts-by-language';

/** What may be said, and the values each text can name. */
export const MENU_TEXTS = {
  prompt: ['brand', 'code', 'options'],
  again: ['brand', 'code', 'options', 'charged'],
  giveUp: ['brand', 'code', 'charged'],
  unavailable: ['brand', 'code', 'choice', 'charged'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MenuText = keyof typeof MENU_TEXTS;

export const MENU_DEFAULTS: { readonly [K in MenuText]: Required<TextsByLanguage> } = {
  prompt: {
    fa: '{brand}: شماره گزینه را بفرستید.\n{options}',
    ar: '{brand}: أرسل رقم الخيار.\n{options}',
    it: '{brand}: rispondi con il numero.\n{options}',
    en: '{brand}: reply with a number.\n{options}',
    fr: '{brand} : répondez par un numéro.\n{options}',
    tr: '{brand}: bir numara ile yanıtlayın.\n{options}',
  },
  again: {
    fa: 'این گزینه را نمی‌شناسیم. یکی از این شماره‌ها را بفرستید:\n{options}\n{charged}',
    ar: 'لم نفهم الخيار. أرسل أحد هذه الأرقام:\n{options}\n{charged}',
    it: 'Non abbiamo capito la scelta. Rispondi con uno di questi numeri:\n{options}\n{charged}',
    en: 'We did not understand that choice. Reply with one of these numbers:\n{options}\n{charged}',
    fr: "Nous n'avons pas compris. Répondez par l'un de ces numéros :\n{options}\n{charged}",
    tr: 'Seçiminiz anlaşılmadı. Şu numaralardan birini gönderin:\n{options}\n{charged}',
  },
  giveUp: {
    fa: 'گزینه شما را نفهمیدیم. برای شروع دوباره، کلیدواژه را بفرستید. {charged}',
    ar: 'لم نفهم اختيارك. للبدء من جديد أرسل الكلمة المفتاحية. {charged}',
    it: 'Non abbiamo capito la scelta. Per ricominciare invia di nuovo la parola chiave. {charged}',
    en: 'We did not understand your choice. To start again, send the keyword once more. {charged}',
    fr: "Nous n'avons pas compris votre choix. Pour recommencer, renvoyez le mot-clé. {charged}",
    tr: 'Seçiminiz anlaşılmadı. Baştan başlamak için anahtar kelimeyi yeniden gönderin. {charged}',
  },
  unavailable: {
    fa: '«{choice}» در حال حاضر در دسترس نیست. {charged}',
    ar: '«{choice}» غير متاح حاليا. {charged}',
    it: '"{choice}" al momento non è disponibile. {charged}',
    en: '"{choice}" is not available right now. {charged}',
    fr: "« {choice} » n'est pas disponible actuellement. {charged}",
    tr: '"{choice}" şu anda kullanılamıyor. {charged}',
  },
};
