import type { SystemTexts } from '../text-key';

export const turkishTexts: SystemTexts = {
  stopConfirmed: 'Aboneliğiniz iptal edildi. {code} size artık mesaj göndermeyecek.',
  stopConfirmedNamed: '{name} aboneliğiniz iptal edildi. Bu konuda {code|numaramız} mesaj göndermeyecek.',
  stopConfirmedList:
    '{code} artık mesaj göndermeyecek. İptal edilenler: {names}. Geri dönmek için: {example}',
  stopAllConfirmed: 'Tüm abonelikleriniz iptal edildi. Artık mesaj almayacaksınız.',
  stopMenu:
    'Hangisi iptal edilsin? {options}. Hepsi için {stop|HEPSİNİ İPTAL} yazın. Yanıt gelmezse hepsi iptal edilir.',
  stopNothing: '{code} üzerinde aboneliğiniz yok. Size mesaj göndermeyeceğiz.',
  stopOrAnswer: 'Çıkmak mı istediniz? Çıkmak için {stop|İPTAL}, {word} yanıtı için {option} yazın.',
  intentConfirm: '{code} mesajlarının tümü durdurulsun mu? {stop|İPTAL} yazın.',
  help: '{brand}, {code}. İletişim: {contact}. Mesajları durdurmak için {stop|İPTAL} yazın.',
  helpShared: '{code} hizmetleri: {services}. Mesajları durdurmak için {stop|İPTAL} yazın.',
  startConfirmed: 'Yeniden hoş geldiniz. {code} size mesaj gönderebilir. Durdurmak için {stop|İPTAL} yazın.',
  startNothing: '{code} mesajları sizin için kapalı değil. Yardım için {help|YARDIM} yazın.',
  joinAskConfirm:
    '{brand}: {list} aboneliği. {frequency}. {rates}. Onay için {yes|EVET}, durdurmak için {stop|İPTAL}, yardım için {help|YARDIM} yazın.',
  joinWelcome:
    '{brand} {list} aboneliğiniz başladı. {frequency}. {rates}. Durdurmak için {stop|İPTAL}, yardım için {help|YARDIM} yazın.',
  joinAlready: '{list} üyesisiniz. Çıkmak için {stop|İPTAL} yazın.',
  joinDeclined: 'Tamam, {list} aboneliği başlatılmadı. Mesaj göndermeyeceğiz.',
  joinUnknown: 'Burada {name} yok. Katılabilecekleriniz: {services}',
  confirmExpired: 'Yanıtınız geç kaldı, {list} aboneliği başlamadı. Yeniden denemek için: {example}',
  nothingToConfirm: 'Onay bekleyen bir işlem yok. Yardım için {help|YARDIM} yazın.',
  freeList: 'Bu numarada ücretsiz: {services}. Yardım için {help|YARDIM} yazın.',
  freeListEmpty: 'Şu anda {code} üzerinde katılabileceğiniz bir liste yok.',
  unknown: '{code} numarasına mesajınızı anlayamadık. Yardım için {help|YARDIM} yazın.',
  unknownPremium: '{code} numarasına mesajınızı anlayamadık. {charged} Yardım için {help|YARDIM} yazın.',
  charged: 'Mesaj ücretlendirildi.',
  notCharged: 'Mesaj ücretlendirilmedi.',
  notYet: '{keyword} henüz başlamadı. Başlangıç: {opensAt}',
  ended: '{keyword} sona erdi. Mesajınız için teşekkürler.',
  didYouMean: '{keyword} mi demek istediniz? {yes|EVET} yazın.',
  contextRouted: 'Mesajınız size son yazan {brand} markasına iletildi.',
  statusNone: '{code} üzerinde aboneliğiniz yok.',
  statusList: 'Abonelikleriniz: {services}. İptal için {stop|İPTAL} yazın.',
  tooMany: 'Çok sayıda mesaj gönderdiniz. Lütfen biraz bekleyin.',
  ratesStandard: 'SMS tarifeniz geçerlidir',
  ratesFree: 'Mesajlarımız ücretsizdir',
  frequencyVaries: 'Mesaj sıklığı değişir',
  serviceAsk:
    '{provider} {service}: {trial} {cycle} {price}. Onay: {yes|EVET}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceAskOnce:
    '{provider} {service}: {cycle} {price}. Onay: {yes|EVET}. Vazgeç: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceAskReminder:
    'Hatırlatma: {provider} {service}: {trial} {cycle} {price}. Onay: {yes|EVET}. Ret: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceWelcome:
    '{provider} {service} başladı: {cycle} {price}, sonraki ödeme {next}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceWelcomeOnce: '{provider} {service}: {price}, tek ödeme. Vazgeç: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceTrialWelcome:
    '{provider} {service} başladı: {next} tarihine dek ücretsiz, sonra {cycle} {price}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceTrialEnding:
    '{service} deneme süreniz {next} tarihinde bitiyor. Sonra {cycle} {price}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceReceipt:
    '{service} için {price} ödendi, {next} tarihine dek geçerli. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceReceiptOnce: '{service} için tek seferlik {price} ödendi. Yardım: {help|YARDIM}',
  serviceRenewalNotice:
    '{service} {next} tarihinde yenileniyor: {cycle} {price}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceReminder:
    '{provider} {service} aboneliğiniz: {cycle} {price}, sonraki ödeme {next}. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceSpendReminder:
    '{service} için {spent} harcadınız ({cycle} {price}). Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  servicePaymentFailed:
    '{service} için {price} alınamadı. Ödenince sürecek. Çıkış: {stop|İPTAL}. Yardım: {help|YARDIM}',
  serviceGoodbye: '{provider} {service} aboneliğiniz bitti. Başka ücret alınmayacak.',
  serviceRefused: '{service} başlatılamadı ve ücret alınmadı. Yardım: {help|YARDIM}',
  serviceContent: '{content}\n{cycle} {price}. Çıkış: {stop|İPTAL}',
  serviceTrialFirst: '{days} gün ücretsiz, sonra',
  cycleDay: 'günde',
  cycleWeek: 'haftada',
  cycleFortnight: 'iki haftada bir',
  cycleMonth: 'ayda',
  cycleOnce: 'bir kez',
  cycleMessage: 'mesaj başına',
};
