import type { TextsByLanguage } from '../texts-by-language';

/** What a conversation says when its own definition does not. */
export const FLOW_DEFAULTS = {
  late: {
    fa: 'زمان پاسخ به این پرسش تمام شده است. برای شروع دوباره، کلیدواژه را بفرستید.',
    ar: 'انتهى وقت الإجابة عن هذا السؤال. للبدء من جديد أرسل الكلمة المفتاحية.',
    it: 'Il tempo per rispondere a questa domanda è scaduto. Per ricominciare invia la parola chiave.',
    en: 'The time to answer this question is over. To start again, text the keyword.',
    fr: 'Le délai pour répondre à cette question est passé. Pour recommencer, envoyez le mot-clé.',
    tr: 'Bu soruyu yanıtlama süresi doldu. Yeniden başlamak için anahtar kelimeyi gönderin.',
  },
  tooManyTries: {
    fa: 'پاسخ شما را متوجه نشدیم و ادامه نمی‌دهیم. {charged}',
    ar: 'لم نتمكن من فهم إجابتك، لذلك نتوقف هنا. {charged}',
    it: 'Non abbiamo capito la risposta e ci fermiamo qui. {charged}',
    en: 'We could not make out your answer, so we stop here. {charged}',
    fr: 'Nous n’avons pas compris votre réponse et nous arrêtons ici. {charged}',
    tr: 'Yanıtınızı anlayamadık, burada bırakıyoruz. {charged}',
  },
  thanks: {
    fa: 'سپاس از شما! پاسخ‌هایتان ثبت شد. {charged}',
    ar: 'شكرًا لك! تم تسجيل إجاباتك. {charged}',
    it: 'Grazie! Le tue risposte sono state registrate. {charged}',
    en: 'Thank you! Your answers have been recorded. {charged}',
    fr: 'Merci ! Vos réponses ont été enregistrées. {charged}',
    tr: 'Teşekkürler! Yanıtlarınız kaydedildi. {charged}',
  },
} as const satisfies Record<string, TextsByLanguage>;
