import type { TextsByLanguage } from '../campaigns/texts-by-language';

/** A fortnight of horoscopes, one a day; after the last comes the first. */
export const HOROSCOPES: readonly TextsByLanguage[] = [
  {
    fa: 'امروز حرف دلت را بزن؛ کسی که منتظرش هستی گوش شنوا دارد.',
    en: 'Say what is on your mind today; the one you are waiting for will listen.',
  },
  {
    fa: 'خبری خوش در راه است. برای شنیدنش عجله نکن.',
    en: 'Good news is on its way. Do not hurry it.',
  },
  {
    fa: 'کاری را که عقب انداخته‌ای امروز شروع کن؛ از آنچه فکر می‌کنی آسان‌تر است.',
    en: 'Begin what you have put off; it is easier than you think.',
  },
  {
    fa: 'امروز خرج اضافه نکن؛ آخر هفته به کارت می‌آید.',
    en: 'Spend no more than you must today; you will be glad of it at the weekend.',
  },
  {
    fa: 'دوستی قدیمی به یادت افتاده است. یک پیام ساده خوشحالش می‌کند.',
    en: 'An old friend is thinking of you. A few words will make them happy.',
  },
  {
    fa: 'تصمیم بزرگ را به فردا بگذار و امشب خوب بخواب.',
    en: 'Leave the great decision for tomorrow, and sleep well tonight.',
  },
  {
    fa: 'راهی که دورتر به نظر می‌رسد تو را زودتر به مقصد می‌رساند.',
    en: 'The way that looks longer will take you there sooner.',
  },
  {
    fa: 'امروز بیشتر گوش کن و کمتر بگو؛ پاسخ همان‌جاست.',
    en: 'Listen more and say less today; the answer is there.',
  },
  {
    fa: 'مهمانی ناخوانده شادی به خانه‌ات می‌آورد.',
    en: 'A guest you did not expect brings joy to your house.',
  },
  {
    fa: 'برای سلامتی‌ات وقت بگذار؛ پیاده‌روی عصر حالت را عوض می‌کند.',
    en: 'Take time for your health; an evening walk will lift your spirits.',
  },
  {
    fa: 'گره کارت به دست یک همکار باز می‌شود. از او کمک بخواه.',
    en: 'A colleague can untie the knot. Ask for help.',
  },
  {
    fa: 'آنچه گم کرده‌ای همان جایی است که آخرین بار از آن گذشتی.',
    en: 'What you have lost is where you last walked past it.',
  },
  {
    fa: 'امروز روز آشتی است؛ قدم اول را تو بردار.',
    en: 'A day to make peace; let the first step be yours.',
  },
  {
    fa: 'صبر کن؛ باران که بند بیاید رنگ‌ها پیدا می‌شوند.',
    en: 'Be patient; when the rain ends, the colours appear.',
  },
];

/** What the café offers to those who pay for knowing, week by week. */
export const OFFERS_OF_THE_WEEK: readonly TextsByLanguage[] = [
  {
    it: 'Cornetto e cappuccino a 2 euro, da lunedì a venerdì fino alle 10. Mostra questo SMS alla cassa.',
    en: 'Croissant and cappuccino for 2 euros, Monday to Friday until 10 am. Show this text at the till.',
  },
  {
    it: 'Questa settimana il secondo espresso lo offriamo noi, ogni giorno dopo le 15.',
    en: 'This week your second espresso is on us, every day after 3 pm.',
  },
  {
    it: 'Torta della nonna a metà prezzo, mercoledì e giovedì pomeriggio.',
    en: 'Torta della nonna at half price, Wednesday and Thursday afternoon.',
  },
  {
    it: 'Pranzo leggero: panino, acqua e caffè a 6,50 euro, da lunedì a venerdì.',
    en: 'A light lunch: sandwich, water and coffee for 6.50 euros, Monday to Friday.',
  },
  {
    it: 'Aperitivo per due a 10 euro, venerdì e sabato dalle 18 alle 20.',
    en: 'Aperitivo for two for 10 euros, Friday and Saturday from 6 to 8 pm.',
  },
  {
    it: 'Un chilo di caffè in grani al prezzo di 800 grammi, fino a domenica.',
    en: 'A kilo of coffee beans for the price of 800 grams, until Sunday.',
  },
];

/** News of a date market, week by week. */
export const NEWS_OF_THE_MARKET: readonly TextsByLanguage[] = [
  {
    ar: 'تمور العجوة الجديدة وصلت إلى السوق هذا الأسبوع، والكمية محدودة.',
    en: 'This year’s Ajwa dates are in the market; stocks are limited.',
  },
  {
    ar: 'انخفض سعر السكري هذا الأسبوع وارتفع سعر الخلاص قليلا.',
    en: 'Sukkari dates are cheaper this week, Khalas a little dearer.',
  },
  {
    ar: 'يفتح السوق أبوابه يوم الجمعة من بعد صلاة العصر حتى منتصف الليل.',
    en: 'On Friday the market opens after the afternoon prayer and closes at midnight.',
  },
  {
    ar: 'مزاد النخيل يوم الخميس الساعة الرابعة عصرا في الساحة الشرقية.',
    en: 'The palm auction is on Thursday at 4 pm in the eastern square.',
  },
  {
    ar: 'دورة مجانية في العناية بالنخيل يوم السبت، والتسجيل عند مدخل السوق.',
    en: 'A free course in caring for palms on Saturday; register at the entrance.',
  },
  {
    ar: 'مهرجان الرطب يبدأ الأسبوع القادم مع مسابقات وهدايا للأطفال.',
    en: 'The festival of fresh dates begins next week, with games and gifts for children.',
  },
];
