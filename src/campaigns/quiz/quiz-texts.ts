import type { TextsByLanguage } from '../texts-by-language';

/** What a quiz says when the brand has no words of its own. {points} and {answer} are put in when a question is drawn. */
export const QUIZ_TEXTS = {
  right: {
    fa: 'آفرین، درست است! {points} امتیاز گرفتید.',
    ar: 'أحسنت، إجابة صحيحة! حصلت على {points} نقطة.',
    it: 'Giusto! Guadagni {points} punti.',
    en: 'Right! You get {points} points.',
    fr: 'Bonne réponse ! Vous gagnez {points} points.',
    tr: 'Doğru! {points} puan kazandınız.',
  },
  wrong: {
    fa: 'درست نبود؛ پاسخ درست «{answer}» است. {points} امتیاز گرفتید.',
    ar: 'إجابة غير صحيحة؛ الصواب: «{answer}». حصلت على {points} نقطة.',
    it: 'Sbagliato: la risposta giusta è «{answer}». Guadagni {points} punti.',
    en: 'Wrong: the right answer is {answer}. You get {points} points.',
    fr: 'Raté : la bonne réponse est « {answer} ». Vous gagnez {points} points.',
    tr: 'Yanlış: doğru yanıt “{answer}”. {points} puan kazandınız.',
  },
  skipped: {
    fa: 'از این پرسش گذشتید. {points} امتیاز گرفتید.',
    ar: 'تم تخطي السؤال. حصلت على {points} نقطة.',
    it: 'Domanda saltata. Guadagni {points} punti.',
    en: 'Skipped. You get {points} points.',
    fr: 'Question passée. Vous gagnez {points} points.',
    tr: 'Soru geçildi. {points} puan kazandınız.',
  },
  skip: { fa: 'رد کن', ar: 'تخطي', it: 'Salta', en: 'Skip', fr: 'Passer', tr: 'Geç' },
  retry: {
    fa: 'لطفاً یکی از گزینه‌ها را بفرستید:\n{options}',
    ar: 'يرجى إرسال أحد الخيارات:\n{options}',
    it: 'Rispondi con una delle opzioni:\n{options}',
    en: 'Please answer with one of these:\n{options}',
    fr: 'Répondez par une de ces options :\n{options}',
    tr: 'Lütfen seçeneklerden biriyle yanıtlayın:\n{options}',
  },
  score: {
    fa: 'امتیاز این دور: {score}. مجموع امتیاز شما: {total}.',
    ar: 'نقاطك في هذه الجولة: {score}. مجموع نقاطك: {total}.',
    it: 'Punti di questa partita: {score}. In totale: {total}.',
    en: 'This round: {score} points. In all: {total}.',
    fr: 'Points de cette partie : {score}. Au total : {total}.',
    tr: 'Bu turdaki puanınız: {score}. Toplam: {total}.',
  },
  tomorrow: {
    fa: 'پرسش‌های امروز شما تمام شد. فردا دوباره بازی کنید! {charged}',
    ar: 'انتهت أسئلتك لهذا اليوم. عد غدًا للعب من جديد! {charged}',
    it: 'Hai finito le domande di oggi. Torna a giocare domani! {charged}',
    en: 'No more questions for you today. Play again tomorrow! {charged}',
    fr: 'Plus de questions pour vous aujourd’hui. Rejouez demain ! {charged}',
    tr: 'Bugünkü sorularınız bitti. Yarın yine oynayın! {charged}',
  },
  noMore: {
    fa: 'به همهٔ پرسش‌ها پاسخ داده‌اید. مجموع امتیاز شما: {total}. {charged}',
    ar: 'لقد أجبت عن جميع الأسئلة. مجموع نقاطك: {total}. {charged}',
    it: 'Hai già risposto a tutte le domande. In totale: {total} punti. {charged}',
    en: 'You have had every question there is. In all: {total} points. {charged}',
    fr: 'Vous avez eu toutes les questions. Au total : {total} points. {charged}',
    tr: 'Bütün soruları yanıtladınız. Toplam: {total} puan. {charged}',
  },
  silence: {
    fa: 'زمان پاسخ تمام شد.',
    ar: 'انتهى وقت الإجابة.',
    it: 'Tempo scaduto.',
    en: 'Time is up.',
    fr: 'Le temps est écoulé.',
    tr: 'Süre doldu.',
  },
} as const satisfies Record<string, TextsByLanguage>;

export type QuizTextKey = keyof typeof QUIZ_TEXTS;
export const QUIZ_TEXT_KEYS = Object.keys(QUIZ_TEXTS) as QuizTextKey[];
/** By these a question is passed by in any language, beside the label it is shown with. */
export const SKIP_WORDS = [
  'skip',
  'pass',
  'رد',
  'رد کن',
  'بعدی',
  'تخطي',
  'تخطى',
  'التالي',
  'salta',
  'passo',
  'passer',
  'geç',
];
