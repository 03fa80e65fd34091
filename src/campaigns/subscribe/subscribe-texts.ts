import type { Language } from '../../text/language';

/** What is said around a paid service beside its own texts. */
export const SUBSCRIBE_TEXT_KEYS = [
  'notOpen',
  'otherOperator',
  'already',
  'declined',
  'expired',
  'wrongCode',
  'tooManyCodes',
  'askBirthDate',
  'askBirthDateAgain',
  'ageUnknown',
  'tooYoung',
  'cannotPay',
  'underAge',
  'myServices',
  'stopByNumber',
  'myService',
  'myServiceOnce',
  'instead',
] as const;

export type SubscribeTextKey = (typeof SUBSCRIBE_TEXT_KEYS)[number];

type SubscribeTexts = { readonly [K in SubscribeTextKey]: string };

/** Whoever is turned away hears that nothing was charged: the word alone must never look like a purchase. */
export const SUBSCRIBE_TEXTS: { readonly [L in Language]: SubscribeTexts } = {
  fa: {
    notOpen: 'سرویس {service} اکنون عضو نمی‌پذیرد. هزینه‌ای کسر نشد.',
    otherOperator: 'سرویس {service} برای اپراتور شما در دسترس نیست. هزینه‌ای کسر نشد.',
    already: 'شما عضو {service} هستید: {price} {cycle}. برای لغو {stop} را بفرستید.',
    declined: 'بسیار خوب، عضو {service} نشدید و هزینه‌ای کسر نمی‌شود.',
    expired:
      'پاسخ شما دیر رسید. عضو {service} نشدید و هزینه‌ای کسر نمی‌شود. برای تلاش دوباره {example} را بفرستید.',
    wrongCode: 'این کد {service} نیست. کد را بررسی کنید و دوباره بفرستید. هزینه‌ای کسر نشد.',
    tooManyCodes:
      'کد چند بار اشتباه بود. عضو {service} نشدید و هزینه‌ای کسر نمی‌شود. برای تلاش دوباره {example} را بفرستید.',
    askBirthDate:
      'سرویس {service} برای افراد {age} سال به بالاست. تاریخ تولد خود را بفرستید، مانند ۱۳۶۹/۱/۱.',
    askBirthDateAgain: 'این تاریخ را متوجه نشدیم. تاریخ تولد خود را مانند ۱۳۶۹/۱/۱ بفرستید.',
    ageUnknown: 'تاریخ تولد شما را متوجه نشدیم. عضو {service} نشدید و هزینه‌ای کسر نشد.',
    tooYoung: 'سرویس {service} برای افراد {age} سال به بالاست و برای شما فعال نشد. هزینه‌ای کسر نشد.',
    cannotPay:
      'اپراتور شما پرداخت برای سرویس‌ها را از این شماره نمی‌پذیرد و {service} فعال نشد. هزینه‌ای کسر نشد.',
    underAge:
      'به گفته اپراتور شما این شماره برای سرویس‌های پولی مجاز نیست، زیرا دارنده آن به سن لازم نرسیده است. {service} فعال نشد و هزینه‌ای کسر نشد.',
    myServices: 'سرویس‌های شما روی {code}:\n{services}',
    stopByNumber: 'برای لغو هر کدام شماره آن را بفرستید.',
    myService: '{number}. {service}: {price} {cycle}، پرداخت بعدی {next}',
    myServiceOnce: '{number}. {service}: {price} {cycle}',
    instead: 'به جای {old} که با پاسخ مثبت شما پایان می‌یابد: {question}',
  },
  ar: {
    notOpen: 'خدمة {service} لا تقبل مشتركين الآن. لم يُخصم منك شيء.',
    otherOperator: 'خدمة {service} غير متاحة على شبكتك. لم يُخصم منك شيء.',
    already: 'أنت مشترك في {service}: {price} {cycle}. لإلغاء الاشتراك أرسل {stop}.',
    declined: 'حسنًا، لم تشترك في {service} ولن يُخصم منك شيء.',
    expired: 'وصل ردك متأخرًا. لم تشترك في {service} ولن يُخصم منك شيء. للمحاولة من جديد أرسل {example}.',
    wrongCode: 'هذا ليس رمز {service}. تحقق منه وأرسله من جديد. لم يُخصم منك شيء.',
    tooManyCodes:
      'كان الرمز خاطئًا عدة مرات. لم تشترك في {service} ولن يُخصم منك شيء. للمحاولة من جديد أرسل {example}.',
    askBirthDate: 'خدمة {service} لمن بلغ {age} سنة. أرسل تاريخ ميلادك، مثل 21/3/1990.',
    askBirthDateAgain: 'لم نفهم هذا التاريخ. أرسل تاريخ ميلادك مثل 21/3/1990.',
    ageUnknown: 'لم نفهم تاريخ ميلادك. لم تشترك في {service} ولم يُخصم منك شيء.',
    tooYoung: 'خدمة {service} لمن بلغ {age} سنة فلم تُفعَّل لك. لم يُخصم منك شيء.',
    cannotPay: 'مشغلك لا يسمح بالدفع مقابل الخدمات من هذا الرقم فلم تُفعَّل خدمة {service}. لم يُخصم منك شيء.',
    underAge:
      'يقول مشغلك إن صاحب هذا الرقم دون السن المطلوبة للخدمات المدفوعة فلم تُفعَّل خدمة {service}. لم يُخصم منك شيء.',
    myServices: 'خدماتك على {code}:\n{services}',
    stopByNumber: 'لإلغاء خدمة أرسل رقمها.',
    myService: '{number}. {service}: {price} {cycle}، الدفع القادم {next}',
    myServiceOnce: '{number}. {service}: {price} {cycle}',
    instead: 'بدلًا من {old} التي تنتهي بموافقتك: {question}',
  },
  it: {
    notOpen: 'Ora non è possibile abbonarsi a {service}. Nessun addebito.',
    otherOperator: 'Il servizio {service} non è disponibile con il tuo operatore. Nessun addebito.',
    already: 'Hai già {service}: {price} {cycle}. Per disattivarlo rispondi {stop}.',
    declined: 'Va bene: {service} non è stato attivato e non ci sono addebiti.',
    expired:
      'La risposta è arrivata tardi: {service} non è stato attivato e non ci sono addebiti. Per riprovare invia {example}.',
    wrongCode: 'Il codice per {service} non è corretto. Controllalo e rispondi di nuovo. Nessun addebito.',
    tooManyCodes:
      'Codice errato troppe volte: {service} non è stato attivato e non ci sono addebiti. Per riprovare invia {example}.',
    askBirthDate:
      '{service} è riservato a chi ha almeno {age} anni. Rispondi con la tua data di nascita, ad esempio 21/03/1990.',
    askBirthDateAgain:
      'Non abbiamo capito la data. Rispondi con la tua data di nascita, ad esempio 21/03/1990.',
    ageUnknown: 'Non abbiamo capito la data di nascita: {service} non è stato attivato. Nessun addebito.',
    tooYoung: '{service} è riservato a chi ha almeno {age} anni e non è stato attivato. Nessun addebito.',
    cannotPay:
      'Il tuo operatore non consente pagamenti per servizi da questo numero: {service} non è stato attivato. Nessun addebito.',
    underAge:
      'Per il tuo operatore questo numero è di un minore e non può pagare servizi: {service} non è stato attivato. Nessun addebito.',
    myServices: 'I tuoi servizi sul {code}:\n{services}',
    stopByNumber: 'Per disattivarne uno rispondi con il numero.',
    myService: '{number}. {service}: {price} {cycle}, prossimo addebito {next}',
    myServiceOnce: '{number}. {service}: {price} {cycle}',
    instead: 'Al posto di {old}, che termina con il tuo sì: {question}',
  },
  en: {
    notOpen: '{service} cannot be joined at the moment. You have not been charged.',
    otherOperator: '{service} is not available on your network. You have not been charged.',
    already: 'You already have {service}: {price} {cycle}. To leave it reply {stop}.',
    declined: 'All right: you have not subscribed to {service} and will not be charged.',
    expired:
      'Your answer came too late: you have not subscribed to {service} and will not be charged. To try again text {example}.',
    wrongCode:
      'That is not the code for {service}. Please check it and reply again. You have not been charged.',
    tooManyCodes:
      'The code was wrong too often: you have not subscribed to {service} and will not be charged. To try again text {example}.',
    askBirthDate:
      '{service} is for people aged {age} and over. Please reply with your date of birth, such as 21/03/1990.',
    askBirthDateAgain:
      'We could not read that date. Please reply with your date of birth, such as 21/03/1990.',
    ageUnknown:
      'We could not read your date of birth: you have not subscribed to {service} and were not charged.',
    tooYoung:
      '{service} is for people aged {age} and over, so it was not started. You have not been charged.',
    cannotPay:
      'Your network does not allow payments for services from this number, so {service} was not started. You have not been charged.',
    underAge:
      'Your network says that this number belongs to a minor and may not pay for services, so {service} was not started. You have not been charged.',
    myServices: 'Your services on {code}:\n{services}',
    stopByNumber: 'To stop one, reply with its number.',
    myService: '{number}. {service}: {price} {cycle}, next payment {next}',
    myServiceOnce: '{number}. {service}: {price} {cycle}',
    instead: 'Instead of {old}, which ends with your yes: {question}',
  },
  fr: {
    notOpen: "Il n'est pas possible de s'abonner à {service} pour le moment. Rien ne vous a été facturé.",
    otherOperator: "{service} n'est pas disponible chez votre opérateur. Rien ne vous a été facturé.",
    already: 'Vous avez déjà {service} : {price} {cycle}. Pour arrêter, répondez {stop}.',
    declined: "D'accord : vous n'êtes pas abonné à {service} et rien ne sera facturé.",
    expired:
      "Votre réponse est arrivée trop tard : vous n'êtes pas abonné à {service} et rien ne sera facturé. Pour réessayer, envoyez {example}.",
    wrongCode: "Ce n'est pas le code de {service}. Vérifiez-le et répondez à nouveau. Rien n'a été facturé.",
    tooManyCodes:
      "Trop de codes faux : vous n'êtes pas abonné à {service} et rien ne sera facturé. Pour réessayer, envoyez {example}.",
    askBirthDate:
      '{service} est réservé aux personnes de {age} ans et plus. Répondez avec votre date de naissance, par exemple 21/03/1990.',
    askBirthDateAgain:
      "Nous n'avons pas compris cette date. Répondez avec votre date de naissance, par exemple 21/03/1990.",
    ageUnknown:
      "Nous n'avons pas compris votre date de naissance : vous n'êtes pas abonné à {service}. Rien n'a été facturé.",
    tooYoung:
      "{service} est réservé aux personnes de {age} ans et plus et n'a pas été activé. Rien n'a été facturé.",
    cannotPay:
      "Votre opérateur n'autorise pas le paiement de services depuis ce numéro : {service} n'a pas été activé. Rien n'a été facturé.",
    underAge:
      "Selon votre opérateur, ce numéro est celui d'un mineur et ne peut pas payer de services : {service} n'a pas été activé. Rien n'a été facturé.",
    myServices: 'Vos services sur le {code} :\n{services}',
    stopByNumber: 'Pour en arrêter un, répondez par son numéro.',
    myService: '{number}. {service} : {price} {cycle}, prochain paiement {next}',
    myServiceOnce: '{number}. {service} : {price} {cycle}',
    instead: 'À la place de {old}, qui prend fin avec votre oui : {question}',
  },
  tr: {
    notOpen: '{service} şu anda yeni abone almıyor. Ücret alınmadı.',
    otherOperator: '{service} operatörünüzde kullanılamıyor. Ücret alınmadı.',
    already: '{service} aboneliğiniz zaten var: {price} {cycle}. İptal için {stop} yazın.',
    declined: 'Tamam: {service} aboneliği başlatılmadı, ücret alınmayacak.',
    expired:
      'Yanıtınız geç geldi: {service} aboneliği başlatılmadı, ücret alınmayacak. Yeniden denemek için {example} yazın.',
    wrongCode: 'Bu kod {service} için doğru değil. Kontrol edip yeniden yazın. Ücret alınmadı.',
    tooManyCodes:
      'Kod çok kez yanlış girildi: {service} aboneliği başlatılmadı, ücret alınmayacak. Yeniden denemek için {example} yazın.',
    askBirthDate: '{service} {age} yaş ve üzeri içindir. Doğum tarihinizi yazın, örneğin 21.03.1990.',
    askBirthDateAgain: 'Bu tarihi anlayamadık. Doğum tarihinizi yazın, örneğin 21.03.1990.',
    ageUnknown: 'Doğum tarihinizi anlayamadık: {service} aboneliği başlatılmadı. Ücret alınmadı.',
    tooYoung: '{service} {age} yaş ve üzeri içindir, bu yüzden başlatılmadı. Ücret alınmadı.',
    cannotPay:
      'Operatörünüz bu numaradan servis ödemesine izin vermiyor, bu yüzden {service} başlatılmadı. Ücret alınmadı.',
    underAge:
      'Operatörünüze göre bu numara reşit olmayan birine ait ve servis ödemesi yapamaz, bu yüzden {service} başlatılmadı. Ücret alınmadı.',
    myServices: '{code} üzerindeki servisleriniz:\n{services}',
    stopByNumber: 'Birini durdurmak için numarasını yazın.',
    myService: '{number}. {service}: {price} {cycle}, sonraki ödeme {next}',
    myServiceOnce: '{number}. {service}: {price} {cycle}',
    instead: 'Onayınızla sona erecek {old} yerine: {question}',
  },
};
