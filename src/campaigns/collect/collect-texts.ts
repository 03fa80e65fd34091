import type { TextsByLanguage } from '../texts-by-language';

/** How each thing is asked for, and asked for again, when the brand has no words of its own. */
export const COLLECT_TEXTS = {
  email: {
    ask: {
      fa: 'نشانی ایمیل خود را بفرستید.',
      ar: 'أرسل عنوان بريدك الإلكتروني.',
      it: 'Inviaci il tuo indirizzo e-mail.',
      en: 'What is your e-mail address?',
      fr: 'Quelle est votre adresse e-mail ?',
      tr: 'E-posta adresinizi yazın.',
    },
    retry: {
      fa: 'این نشانی ایمیل درست نیست. چیزی مانند name@example.com بفرستید.',
      ar: 'هذا ليس عنوان بريد صحيحًا. أرسل عنوانًا مثل name@example.com',
      it: 'Non sembra un indirizzo e-mail. Scrivilo così: nome@esempio.it',
      en: 'That is not an e-mail address. Please send one such as name@example.com',
      fr: 'Ce n’est pas une adresse e-mail. Écrivez par exemple nom@exemple.fr',
      tr: 'Bu bir e-posta adresi değil. ad@ornek.com gibi yazın.',
    },
  },
  name: {
    ask: {
      fa: 'نام و نام خانوادگی خود را بفرستید.',
      ar: 'ما اسمك الكامل؟',
      it: 'Come ti chiami (nome e cognome)?',
      en: 'What is your full name?',
      fr: 'Quels sont vos prénom et nom ?',
      tr: 'Adınız ve soyadınız nedir?',
    },
    retry: {
      fa: 'لطفاً فقط نام خود را بنویسید، بدون عدد و نشانه.',
      ar: 'يرجى كتابة الاسم فقط، دون أرقام أو رموز.',
      it: 'Scrivi solo il nome, senza numeri né simboli.',
      en: 'Please send just your name, without figures or signs.',
      fr: 'Écrivez seulement votre nom, sans chiffres ni symboles.',
      tr: 'Lütfen yalnızca adınızı yazın, rakam ve işaret olmadan.',
    },
  },
  date: {
    ask: {
      fa: 'تاریخ را بفرستید، مانند ۱۳۷۰/۵/۳.',
      ar: 'أرسل التاريخ، مثل ٢٥/٧/١٩٩١.',
      it: 'Inviaci la data, per esempio 25/7/1991.',
      en: 'Please send the date, such as 25/7/1991.',
      fr: 'Envoyez la date, par exemple 25/7/1991.',
      tr: 'Tarihi yazın, örneğin 25.7.1991.',
    },
    retry: {
      fa: 'این تاریخ پذیرفته نشد. آن را مانند ۱۳۷۰/۵/۳ بنویسید.',
      ar: 'لم نتمكن من قبول هذا التاريخ. اكتبه مثل ٢٥/٧/١٩٩١.',
      it: 'Non possiamo accettare questa data. Scrivila così: 25/7/1991.',
      en: 'We cannot take that date. Please write it as 25/7/1991.',
      fr: 'Cette date ne convient pas. Écrivez-la ainsi : 25/7/1991.',
      tr: 'Bu tarih kabul edilmedi. 25.7.1991 biçiminde yazın.',
    },
  },
  time: {
    ask: {
      fa: 'ساعت را بفرستید، مانند ۱۸:۳۰.',
      ar: 'أرسل الوقت، مثل ١٨:٣٠.',
      it: 'Inviaci l’ora, per esempio 18:30.',
      en: 'Please send the time, such as 18:30.',
      fr: 'Envoyez l’heure, par exemple 18:30.',
      tr: 'Saati yazın, örneğin 18:30.',
    },
    retry: {
      fa: 'این ساعت پذیرفته نشد. آن را مانند ۱۸:۳۰ بنویسید.',
      ar: 'لم نتمكن من قبول هذا الوقت. اكتبه مثل ١٨:٣٠.',
      it: 'Non possiamo accettare questa ora. Scrivila così: 18:30.',
      en: 'We cannot take that time. Please write it as 18:30.',
      fr: 'Cette heure ne convient pas. Écrivez-la ainsi : 18:30.',
      tr: 'Bu saat kabul edilmedi. 18:30 biçiminde yazın.',
    },
  },
  phone: {
    ask: {
      fa: 'شماره تلفن خود را بفرستید.',
      ar: 'أرسل رقم هاتفك.',
      it: 'Qual è il tuo numero di telefono?',
      en: 'What is your telephone number?',
      fr: 'Quel est votre numéro de téléphone ?',
      tr: 'Telefon numaranız nedir?',
    },
    retry: {
      fa: 'این شماره تلفن درست نیست. دوباره بفرستید.',
      ar: 'رقم الهاتف غير صحيح. أرسله مرة أخرى.',
      it: 'Questo numero di telefono non è valido. Riprova.',
      en: 'That is not a valid telephone number. Please send it again.',
      fr: 'Ce numéro de téléphone n’est pas valide. Renvoyez-le.',
      tr: 'Bu telefon numarası geçerli değil. Yeniden gönderin.',
    },
  },
  postcode: {
    ask: {
      fa: 'کد پستی خود را بفرستید.',
      ar: 'أرسل رمزك البريدي.',
      it: 'Qual è il tuo CAP?',
      en: 'What is your postcode?',
      fr: 'Quel est votre code postal ?',
      tr: 'Posta kodunuz nedir?',
    },
    retry: {
      fa: 'این کد پستی درست نیست. دوباره بفرستید.',
      ar: 'الرمز البريدي غير صحيح. أرسله مرة أخرى.',
      it: 'Questo CAP non è valido. Riprova.',
      en: 'That is not a valid postcode. Please send it again.',
      fr: 'Ce code postal n’est pas valide. Renvoyez-le.',
      tr: 'Bu posta kodu geçerli değil. Yeniden gönderin.',
    },
  },
  nationalId: {
    ask: {
      fa: 'کد ملی خود را بفرستید.',
      ar: 'أرسل رقم هويتك.',
      it: 'Qual è il tuo codice fiscale?',
      en: 'What is your national identity number?',
      fr: 'Quel est votre numéro d’identité nationale ?',
      tr: 'Kimlik numaranız nedir?',
    },
    retry: {
      fa: 'این کد ملی درست نیست. دوباره بفرستید.',
      ar: 'رقم الهوية غير صحيح. أرسله مرة أخرى.',
      it: 'Questo codice fiscale non è valido. Riprova.',
      en: 'That number is not valid. Please send it again.',
      fr: 'Ce numéro n’est pas valide. Renvoyez-le.',
      tr: 'Bu numara geçerli değil. Yeniden gönderin.',
    },
  },
} as const satisfies Record<string, { readonly ask: TextsByLanguage; readonly retry: TextsByLanguage }>;

/** For what has no form of its own to explain. */
export const RETRY_NUMBER: TextsByLanguage = {
  fa: 'لطفاً یک عدد درست بفرستید.',
  ar: 'يرجى إرسال رقم صحيح.',
  it: 'Questo numero non va bene. Riprova.',
  en: 'We cannot take that number. Please send it again.',
  fr: 'Ce nombre ne convient pas. Réessayez.',
  tr: 'Bu sayı kabul edilmedi. Yeniden gönderin.',
};

export const THANKS: TextsByLanguage = {
  fa: 'سپاس! اطلاعات شما ثبت شد.',
  ar: 'شكرًا لك! تم حفظ بياناتك.',
  it: 'Grazie! I tuoi dati sono stati salvati.',
  en: 'Thank you! We have noted it.',
  fr: 'Merci ! Vos informations sont enregistrées.',
  tr: 'Teşekkürler! Bilgileriniz kaydedildi.',
};
export const KNOWN: TextsByLanguage = {
  fa: 'اطلاعات شما را از پیش داریم. سپاس! {charged}',
  ar: 'بياناتك محفوظة لدينا بالفعل. شكرًا لك! {charged}',
  it: 'Abbiamo già i tuoi dati. Grazie! {charged}',
  en: 'We know all we wanted to ask. Thank you! {charged}',
  fr: 'Nous avons déjà vos informations. Merci ! {charged}',
  tr: 'Bilgileriniz zaten kayıtlı. Teşekkürler! {charged}',
};
