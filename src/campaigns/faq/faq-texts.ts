import type { TextsByLanguage } from '../texts-by-language';

/** What may be said beside the answers themselves, and the values each text can name. */
export const FAQ_TEXTS = {
  ask: ['brand', 'code'],
  handOver: ['brand', 'code', 'ticket', 'charged'],
  tooMany: ['brand', 'code', 'charged'],
  ticketOpen: ['brand', 'code', 'ticket', 'charged'],
  ticketAnswered: ['brand', 'code', 'ticket', 'answer'],
  ticketClosed: ['brand', 'code', 'ticket', 'answer', 'charged'],
  ticketUnknown: ['brand', 'code', 'ticket', 'charged'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FaqText = keyof typeof FAQ_TEXTS;

export const FAQ_DEFAULTS: { readonly [K in FaqText]: Required<TextsByLanguage> } = {
  ask: {
    fa: '{brand}: پرسش خود را بفرستید.',
    ar: '{brand}: أرسل سؤالك.',
    it: '{brand}: scrivi la tua domanda.',
    en: '{brand}: what would you like to know?',
    fr: '{brand} : quelle est votre question ?',
    tr: '{brand}: sorunuzu yazın.',
  },
  handOver: {
    fa: 'پرسش شما را به همکارانمان در {brand} دادیم. کد پیگیری: {ticket}. {charged}',
    ar: 'أحلنا سؤالك إلى فريق {brand}. رقم المتابعة: {ticket}. {charged}',
    it: 'Abbiamo passato la domanda ai colleghi di {brand}. Codice: {ticket}. {charged}',
    en: 'We passed your question to our colleagues at {brand}. Your tracking code: {ticket}. {charged}',
    fr: "Votre question a été transmise à l'équipe {brand}. Code de suivi : {ticket}. {charged}",
    tr: 'Sorunuzu {brand} ekibine ilettik. Takip kodunuz: {ticket}. {charged}',
  },
  tooMany: {
    fa: 'پرسش‌های امروز شما به ما رسیده است و پاسخ می‌دهیم. لطفاً کمی صبر کنید. {charged}',
    ar: 'وصلتنا أسئلتك اليوم وسنجيب عنها. نرجو الانتظار قليلا. {charged}',
    it: 'Abbiamo ricevuto le tue domande di oggi e risponderemo. Un attimo di pazienza. {charged}',
    en: 'We have your questions of today and will answer them. Please bear with us. {charged}',
    fr: "Nous avons reçu vos questions d'aujourd'hui et y répondrons. Merci de patienter. {charged}",
    tr: 'Bugünkü sorularınız bize ulaştı, yanıtlayacağız. Lütfen biraz bekleyin. {charged}',
  },
  ticketOpen: {
    fa: 'پرسش {ticket} در دست بررسی است. {charged}',
    ar: 'سؤالك {ticket} قيد المتابعة. {charged}',
    it: 'La richiesta {ticket} è in lavorazione. {charged}',
    en: 'Your question {ticket} is being looked into. {charged}',
    fr: 'Votre demande {ticket} est en cours de traitement. {charged}',
    tr: '{ticket} numaralı sorunuz inceleniyor. {charged}',
  },
  ticketAnswered: {
    fa: 'پاسخ پرسش {ticket}: {answer}',
    ar: 'الجواب عن سؤالك {ticket}: {answer}',
    it: 'Risposta alla richiesta {ticket}: {answer}',
    en: 'The answer to {ticket}: {answer}',
    fr: 'Réponse à la demande {ticket} : {answer}',
    tr: '{ticket} numaralı sorunuzun yanıtı: {answer}',
  },
  ticketClosed: {
    fa: 'رسیدگی به پرسش {ticket} پایان یافته است. {answer} {charged}',
    ar: 'تم إغلاق سؤالك {ticket}. {answer} {charged}',
    it: 'La richiesta {ticket} è chiusa. {answer} {charged}',
    en: 'Your question {ticket} is closed. {answer} {charged}',
    fr: 'Votre demande {ticket} est close. {answer} {charged}',
    tr: '{ticket} numaralı sorunuz kapatıldı. {answer} {charged}',
  },
  ticketUnknown: {
    fa: 'کد پیگیری {ticket} پیدا نشد. لطفاً آن را بررسی کنید. {charged}',
    ar: 'لم نجد رقم المتابعة {ticket}. يرجى التحقق منه. {charged}',
    it: 'Non troviamo il codice {ticket}. Controllalo, per favore. {charged}',
    en: 'We do not know the tracking code {ticket}. Please check it. {charged}',
    fr: 'Le code de suivi {ticket} est introuvable. Merci de le vérifier. {charged}',
    tr: '{ticket} takip kodu bulunamadı. Lütfen kontrol edin. {charged}',
  },
};
