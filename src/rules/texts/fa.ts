import type { SystemTexts } from '../text-key';

/** Names stand in «»: a Latin one would otherwise pull the full stop behind it to the wrong side. */
export const persianTexts: SystemTexts = {
  stopConfirmed: 'لغو شد. دیگر پیامی از {code} دریافت نمی‌کنید.',
  stopConfirmedNamed: 'عضویت شما در «{name}» لغو شد و دیگر پیامی از آن در {code|این سرشماره} نمی‌گیرید.',
  stopConfirmedList: 'دیگر پیامی از {code} نمی‌گیرید. لغو شد: {names}. برای بازگشت بفرستید: {example}',
  stopAllConfirmed: 'همه عضویت‌های شما لغو شد. دیگر پیامی از ما دریافت نمی‌کنید.',
  stopMenu: 'کدام لغو شود؟ {options}. برای لغو همه بفرستید: {stop|لغو همه}. اگر پاسخ ندهید همه لغو می‌شود.',
  stopNothing: 'شما در {code} عضویتی ندارید و پیامی برایتان نمی‌فرستیم.',
  stopOrAnswer: 'قصد خروج داشتید؟ برای خروج {stop|خاموش} و برای پاسخ «{word}» {option} بفرستید.',
  intentConfirm: 'می‌خواهید همه پیام‌های {code} قطع شود؟ بفرستید: {stop|خاموش}',
  help: '{brand}، سرشماره {code}. پشتیبانی: {contact}. برای لغو بفرستید: {stop|خاموش}',
  helpShared: 'خدمات {code}: {services}. برای لغو بفرستید: {stop|خاموش}',
  startConfirmed: 'خوش برگشتید. دوباره از {code} پیام می‌گیرید. برای لغو بفرستید: {stop|خاموش}',
  startNothing: 'پیام‌های {code} برای شما قطع نیست. برای راهنمایی بفرستید: {help|راهنما}',
  joinAskConfirm:
    '{brand}: عضو «{list}» می‌شوید؟ {frequency}. {rates}. برای تایید {yes|بله}، برای لغو {stop|خاموش} و برای راهنمایی {help|راهنما} بفرستید.',
  joinWelcome:
    'به «{list}» از {brand} خوش آمدید. {frequency}. {rates}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  joinAlready: 'شما از پیش عضو «{list}» هستید. برای لغو بفرستید: {stop|خاموش}',
  joinDeclined: 'بسیار خوب؛ عضو «{list}» نشدید و پیامی نمی‌فرستیم.',
  joinUnknown: '«{name}» در این سرشماره نیست. می‌توانید عضو شوید: {services}',
  confirmExpired: 'مهلت پاسخ گذشت و عضو «{list}» نشدید. برای تلاش دوباره بفرستید: {example}',
  nothingToConfirm: 'پاسخی در انتظار تایید نیست. برای راهنمایی بفرستید: {help|راهنما}',
  freeList: 'رایگان در این سرشماره: {services}. راهنمایی: {help|راهنما}',
  freeListEmpty: 'اکنون در {code} چیزی برای عضویت نیست.',
  unknown: 'پیام شما به {code} را متوجه نشدیم. برای راهنمایی بفرستید: {help|راهنما}',
  unknownPremium: 'پیام شما به {code} را متوجه نشدیم. {charged} راهنمایی: {help|راهنما}',
  charged: 'هزینه آن از شما کم شد.',
  notCharged: 'هزینه‌ای از شما کم نشد.',
  notYet: '«{keyword}» هنوز شروع نشده است. آغاز: {opensAt}',
  ended: '«{keyword}» به پایان رسیده است. از پیام شما سپاسگزاریم.',
  didYouMean: 'منظورتان «{keyword}» بود؟ بفرستید: {yes|بله}',
  contextRouted: 'پیام شما به {brand} رسید که آخرین پیام را برایتان فرستاده بود.',
  statusNone: 'شما در {code} عضویتی ندارید.',
  statusList: 'عضویت‌های شما: {services}. برای لغو بفرستید: {stop|خاموش}',
  tooMany: 'پیام‌های زیادی فرستادید. لطفاً کمی صبر کنید و دوباره بفرستید.',
  ratesStandard: 'هزینه ارسال پیامک: تعرفه عادی',
  ratesFree: 'دریافت پیام‌ها رایگان است',
  frequencyVaries: 'تعداد پیام‌ها متغیر است',
  serviceAsk:
    'عضویت در «{service}» از {provider}: {trial} {cycle} {price}. تایید: {yes|بله}، لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceAskOnce:
    'خرید «{service}» از {provider}: {cycle} {price}. تایید: {yes|بله}، لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceAskReminder:
    'یادآوری: «{service}» از {provider}، {trial} {cycle} {price}. تایید: {yes|بله}، لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceWelcome:
    'به «{service}» از {provider} خوش آمدید: {cycle} {price}، پرداخت بعدی {next}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceWelcomeOnce:
    '«{service}» از {provider} فعال شد: {price}، تنها یک پرداخت. انصراف: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceTrialWelcome:
    'به «{service}» از {provider} خوش آمدید: تا {next} رایگان، سپس {cycle} {price}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceTrialEnding:
    'دوره رایگان «{service}» در {next} تمام می‌شود؛ سپس {cycle} {price}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceReceipt:
    'رسید: {price} برای «{service}»، معتبر تا {next}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceReceiptOnce: 'رسید: {price} برای «{service}»، تنها یک پرداخت. راهنمایی: {help|راهنما}',
  serviceRenewalNotice:
    '«{service}» در {next} تمدید می‌شود: {cycle} {price}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceReminder:
    'شما عضو «{service}» از {provider} هستید: {cycle} {price}، پرداخت بعدی {next}. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceSpendReminder:
    'هزینه شما برای «{service}» تاکنون {spent} شده است ({cycle} {price}). لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  servicePaymentFailed:
    'پرداخت {price} برای «{service}» انجام نشد. پس از پرداخت ادامه می‌یابد. لغو: {stop|خاموش}، راهنمایی: {help|راهنما}',
  serviceGoodbye: 'عضویت شما در «{service}» از {provider} لغو شد و دیگر هزینه‌ای کم نمی‌شود.',
  serviceRefused: '«{service}» برای شما فعال نشد و هزینه‌ای کم نشد. راهنمایی: {help|راهنما}',
  serviceContent: '{content}\n{cycle} {price}. لغو: {stop|خاموش}',
  serviceTrialFirst: '{days} روز رایگان، سپس',
  cycleDay: 'روزانه',
  cycleWeek: 'هفتگی',
  cycleFortnight: 'هر دو هفته',
  cycleMonth: 'ماهانه',
  cycleOnce: 'یک بار',
  cycleMessage: 'هر پیام',
};
