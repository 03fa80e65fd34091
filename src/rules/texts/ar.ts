import type { SystemTexts } from '../text-key';

/** Names stand in «»: a Latin one would otherwise pull the full stop behind it to the wrong side. */
export const arabicTexts: SystemTexts = {
  stopConfirmed: 'تم إلغاء اشتراكك. لن تصلك رسائل أخرى من {code}.',
  stopConfirmedNamed: 'تم إلغاء اشتراكك في «{name}». لن تصلك رسائله من {code|رقمنا}.',
  stopConfirmedList: 'لن تصلك رسائل أخرى من {code}. تم إلغاء: {names}. للعودة أرسل: {example}',
  stopAllConfirmed: 'تم إلغاء جميع اشتراكاتك لدينا. لن تصلك رسائل أخرى.',
  stopMenu: 'أي اشتراك تريد إلغاءه؟ {options}. لإلغاء الكل أرسل: {stop|إلغاء الكل}. إن لم ترد سنلغي الكل.',
  stopNothing: 'ليس لديك اشتراك في {code} ولن نرسل لك شيئا.',
  stopOrAnswer: 'هل تريد الخروج؟ أرسل {stop|إيقاف} للخروج أو {option} للإجابة «{word}».',
  intentConfirm: 'هل تريد إيقاف جميع رسائل {code}؟ أرسل: {stop|إيقاف}',
  help: '{brand} على الرقم {code}. للتواصل: {contact}. لإيقاف الرسائل أرسل: {stop|إيقاف}',
  helpShared: 'خدمات {code}: {services}. لإيقاف الرسائل أرسل: {stop|إيقاف}',
  startConfirmed: 'أهلا بعودتك. يمكنك استقبال رسائل {code} من جديد. للإيقاف أرسل: {stop|إيقاف}',
  startNothing: 'رسائل {code} ليست موقوفة لديك. للمساعدة أرسل: {help|مساعدة}',
  joinAskConfirm:
    '{brand}: هل تريد الاشتراك في «{list}»؟ {frequency}. {rates}. أرسل {yes|نعم} للتأكيد، {stop|إيقاف} للإيقاف، {help|مساعدة} للمساعدة.',
  joinWelcome:
    'أهلا بك في «{list}» من {brand}. {frequency}. {rates}. للإيقاف: {stop|إيقاف}، للمساعدة: {help|مساعدة}',
  joinAlready: 'أنت مشترك بالفعل في «{list}». للإلغاء أرسل: {stop|إيقاف}',
  joinDeclined: 'حسنا، لم نسجلك في «{list}» ولن نرسل لك شيئا.',
  joinUnknown: 'لا يوجد «{name}» هنا. يمكنك الاشتراك في: {services}',
  confirmExpired: 'وصل ردك متأخرا ولم يتم اشتراكك في «{list}». للمحاولة مجددا أرسل: {example}',
  nothingToConfirm: 'لا يوجد طلب بانتظار ردك. للمساعدة أرسل: {help|مساعدة}',
  freeList: 'مجانا على هذا الرقم: {services}. للمساعدة: {help|مساعدة}',
  freeListEmpty: 'لا توجد حاليا قوائم للاشتراك في {code}.',
  unknown: 'لم نفهم رسالتك إلى {code}. للمساعدة أرسل: {help|مساعدة}',
  unknownPremium: 'لم نفهم رسالتك إلى {code}. {charged} للمساعدة: {help|مساعدة}',
  charged: 'تم احتساب رسوم عليها.',
  notCharged: 'لم تحتسب عليها رسوم.',
  notYet: 'لم يبدأ «{keyword}» بعد. موعد البدء: {opensAt}',
  ended: 'انتهى «{keyword}». شكرا على رسالتك.',
  didYouMean: 'هل تقصد «{keyword}»؟ أرسل: {yes|نعم}',
  contextRouted: 'وصلت رسالتك إلى {brand} لأنها آخر من راسلك.',
  statusNone: 'ليس لديك اشتراك في {code}.',
  statusList: 'اشتراكاتك: {services}. للإلغاء أرسل: {stop|إيقاف}',
  tooMany: 'أرسلت رسائل كثيرة. يرجى الانتظار قليلا قبل الرسالة التالية.',
  ratesStandard: 'تطبق رسوم الرسائل العادية',
  ratesFree: 'رسائلنا مجانية',
  frequencyVaries: 'عدد الرسائل متغير',
  serviceAsk:
    'اشتراك «{service}» من {provider}: {trial} {price} {cycle}. تأكيد: {yes|نعم}، إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceAskOnce:
    'شراء «{service}» من {provider}: {price} {cycle}. تأكيد: {yes|نعم}، إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceAskReminder:
    'نذكرك: «{service}» من {provider}، {trial} {price} {cycle}. تأكيد: {yes|نعم}، إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceWelcome:
    'أهلا بك في «{service}» من {provider}: {price} {cycle}، التالي {next}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceWelcomeOnce:
    'تم تفعيل «{service}» من {provider}: {price}، دفعة واحدة فقط. تراجع: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceTrialWelcome:
    'أهلا بك في «{service}» من {provider}: مجانا حتى {next}، ثم {price} {cycle}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceTrialEnding:
    'تنتهي فترة «{service}» المجانية في {next}، ثم {price} {cycle}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceReceipt:
    'إيصال: {price} عن «{service}»، مدفوع حتى {next}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceReceiptOnce: 'إيصال: {price} عن «{service}»، دفعة واحدة فقط. مساعدة: {help|مساعدة}',
  serviceRenewalNotice:
    'سيتجدد «{service}» في {next} مقابل {price} {cycle}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceReminder:
    'أنت مشترك في «{service}» من {provider}: {price} {cycle}، التالي {next}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceSpendReminder:
    'أنفقت {spent} على «{service}» وسعره {price} {cycle}. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  servicePaymentFailed:
    'تعذر دفع {price} عن «{service}». يستمر بعد الدفع. إلغاء: {stop|إيقاف}، مساعدة: {help|مساعدة}',
  serviceGoodbye: 'تم إلغاء اشتراكك في «{service}» من {provider} ولن تحتسب عليك أي رسوم أخرى.',
  serviceRefused: 'تعذر تفعيل «{service}» لك ولم تحتسب عليك أي رسوم. مساعدة: {help|مساعدة}',
  serviceContent: '{content}\n{price} {cycle}. إلغاء: {stop|إيقاف}',
  serviceTrialFirst: 'مجانا {days} يوم ثم',
  cycleDay: 'يوميا',
  cycleWeek: 'أسبوعيا',
  cycleFortnight: 'كل أسبوعين',
  cycleMonth: 'شهريا',
  cycleOnce: 'مرة واحدة',
  cycleMessage: 'لكل رسالة',
};
