import type { TextsByLanguage } from '../campaigns/texts-by-language';
import type { ProfileId } from '../rules/profile';
import type { Language } from '../text/language';
import { NEWS_BRIEF, type DemoService } from './demo-services';

export interface DemoWord {
  readonly word: string;
  readonly language: Language;
}

/** A campaign as the API would be told of it; a list is made first and its id put into the settings. */
export interface DemoCampaign {
  readonly brand: string;
  readonly name: string;
  /** The keyword first, then its aliases. */
  readonly words: readonly [DemoWord, ...DemoWord[]];
  readonly plays:
    | {
        readonly kind: 'join';
        readonly list: string;
        readonly frequency: TextsByLanguage;
        readonly rates: TextsByLanguage;
      }
    | { readonly kind: 'auto-reply'; readonly reply: TextsByLanguage }
    | { readonly kind: 'subscribe'; readonly service: DemoService }
    /** Settings as the API takes them, or how they are made from what the demo has made before. */
    | { readonly kind: 'play'; readonly of: string; readonly settings: unknown };
}

/** What has been made of a code so far: what a menu and a look-up refer to. */
export interface DemoMade {
  readonly tableId: number;
  campaignId(name: string): number;
}

export interface DemoCode {
  readonly number: string;
  readonly kind: 'shared' | 'dedicated';
  /** The owner of a dedicated code. */
  readonly brand: string | null;
  readonly profile: ProfileId;
  readonly language: Language;
  readonly zone: string;
  readonly campaigns: readonly DemoCampaign[];
}

export const DEMO_CONNECTOR = 'simulator';

/** Long past, so that everything is open whatever a test says the time is. */
export const DEMO_SINCE = '2025-01-01T00:00:00Z';

/** Far off: a competition must end some day. */
export const DEMO_UNTIL = '2036-01-01T00:00:00Z';

export const DEMO_OPERATORS = [
  { code: 'mci', name: 'همراه اول', country: 'IR' },
  { code: 'irancell', name: 'ایرانسل', country: 'IR' },
  { code: 'tim', name: 'TIM', country: 'IT' },
  { code: 'najd', name: 'نجد موبايل', country: 'SA' },
] as const;

/** Whose the simulated handsets are, by how their numbers begin. */
export const DEMO_HOMES = { 98: 'mci', 9890: 'irancell', 9893: 'irancell', 39: 'tim', 966: 'najd' } as const;

export const DEMO_BRANDS = [
  { code: 'radio-shahr', name: 'رادیو شهر', contact: 'radio-shahr.example' },
  { code: 'kafe-naderi', name: 'کافه نادری', contact: 'kafe-naderi.example' },
  { code: 'caffe-aurora', name: 'Caffè Aurora', contact: 'caffe-aurora.example' },
  { code: 'souq-alnakheel', name: 'سوق النخيل', contact: 'souq-alnakheel.example' },
] as const;

const monthly: TextsByLanguage = {
  fa: 'ماهی ۴ پیام',
  ar: '4 رسائل في الشهر',
  it: '4 messaggi al mese',
  en: '4 messages a month',
};

const weekly: TextsByLanguage = {
  fa: 'هفته‌ای ۱ پیام',
  ar: 'رسالة في الأسبوع',
  it: '1 messaggio a settimana',
  en: '1 message a week',
};

/** Receiving costs nothing in the demo, and the texts that confirm a list say so. */
const free: TextsByLanguage = {
  fa: 'دریافت پیام‌ها رایگان است',
  ar: 'رسائلنا مجانية',
  it: 'I nostri messaggi sono gratuiti',
  en: 'Our messages are free',
};

const hello: TextsByLanguage = {
  fa: 'سلام از {brand}! برای خبرهای ما NEWS را به {code} بفرستید.',
  ar: 'مرحبا من {brand}! أرسل NEWS إلى {code} لتصلك أخبارنا.',
  it: 'Ciao da {brand}! Invia NEWS al {code} per ricevere le nostre notizie.',
  en: 'Hello from {brand}! Text NEWS to {code} and we will keep you posted.',
};

const openingHours: TextsByLanguage = {
  fa: '{brand} هر روز از ۸ صبح تا ۱۰ شب باز است. برای پیشنهادهای ما OFFERS را به {code} بفرستید.',
  ar: '{brand} مفتوح كل يوم من 8 صباحا إلى 10 مساء. أرسل OFFERS إلى {code} لتصلك عروضنا.',
  it: '{brand} è aperto ogni giorno dalle 8 alle 22. Invia OFFERS al {code} per ricevere le nostre offerte.',
  en: '{brand} is open every day from 8 am to 10 pm. Text OFFERS to {code} for our offers.',
};

function news(brand: string, name: string, local: DemoWord): DemoCampaign {
  return {
    brand,
    name,
    words: [{ word: 'NEWS', language: 'en' }, local],
    plays: { kind: 'join', list: 'NEWS', frequency: monthly, rates: free },
  };
}

function greeting(brand: string, name: string, local: DemoWord): DemoCampaign {
  return {
    brand,
    name,
    words: [{ word: 'HELLO', language: 'en' }, local],
    plays: { kind: 'auto-reply', reply: hello },
  };
}

/** One code that two Iranian brands share, an Italian one and a Saudi one. */
export const DEMO_CODES: readonly DemoCode[] = [
  {
    number: '2050',
    kind: 'shared',
    brand: null,
    profile: 'ir',
    language: 'fa',
    zone: 'Asia/Tehran',
    campaigns: [
      news('radio-shahr', 'خبرهای رادیو شهر', { word: 'خبر', language: 'fa' }),
      greeting('radio-shahr', 'سلام رادیو شهر', { word: 'سلام', language: 'fa' }),
      {
        brand: 'kafe-naderi',
        name: 'پیشنهادهای کافه نادری',
        words: [
          { word: 'OFFERS', language: 'en' },
          { word: 'پیشنهاد', language: 'fa' },
        ],
        plays: { kind: 'join', list: 'OFFERS', frequency: weekly, rates: free },
      },
      {
        brand: 'kafe-naderi',
        name: 'ساعت کار کافه نادری',
        words: [
          { word: 'CAFE', language: 'en' },
          { word: 'کافه', language: 'fa' },
        ],
        plays: { kind: 'auto-reply', reply: openingHours },
      },
    ],
  },
  {
    number: '48400',
    kind: 'dedicated',
    brand: 'caffe-aurora',
    profile: 'it',
    language: 'it',
    zone: 'Europe/Rome',
    campaigns: [
      news('caffe-aurora', 'Notizie da Caffè Aurora', { word: 'NOTIZIE', language: 'it' }),
      greeting('caffe-aurora', 'Ciao da Caffè Aurora', { word: 'CIAO', language: 'it' }),
    ],
  },
  {
    number: '70070',
    kind: 'dedicated',
    brand: 'souq-alnakheel',
    profile: 'sa',
    language: 'ar',
    zone: 'Asia/Riyadh',
    campaigns: [
      news('souq-alnakheel', 'أخبار سوق النخيل', { word: 'أخبار', language: 'ar' }),
      greeting('souq-alnakheel', 'تحية سوق النخيل', { word: 'مرحبا', language: 'ar' }),
      NEWS_BRIEF,
    ],
  },
];

/** The list's own frequency, for whoever reads the catalogue: the texts use the campaign's, by language. */
export const listFrequency = (frequency: TextsByLanguage, language: Language): string =>
  frequency[language] ?? frequency.en ?? '';
