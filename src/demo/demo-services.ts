import type { TextsByLanguage } from '../campaigns/texts-by-language';
import { dayAt, dueAt, promisedDays } from '../subscriptions/content/calendar';
import type { NewItem } from '../subscriptions/content/content-line';
import type { Cycle } from '../subscriptions/services/service';
import { readServiceSettings, type ServiceSettings } from '../subscriptions/services/service-settings';
import type { DemoCampaign } from './demo-catalogue';
import { HOROSCOPES, NEWS_OF_THE_MARKET, OFFERS_OF_THE_WEEK } from './demo-content';

/** A paid service as the API would be told of it, and what it sends. */
export interface DemoService {
  /** The list's: what people say behind STOP. */
  readonly name: string;
  /** What the list promises, in the language of the code. */
  readonly frequency: string;
  readonly provider: string;
  /** Whose subscribers may have it. */
  readonly operator: string;
  readonly cycle: Cycle;
  readonly trialDays: number;
  readonly price: { readonly minor: bigint; readonly currency: string; readonly vatBp: number };
  readonly settings: Readonly<Record<string, unknown>>;
  /** In turn, one for each day on which something is promised. */
  readonly content: readonly TextsByLanguage[];
}

/** For how long there is something to send, from the day on which the demo is loaded. */
export const CONTENT_DAYS = 42;

/** The operators at which money is taken, each by the simulated operator's billing. */
export const DEMO_GATEWAYS = [
  { name: 'mci-billing', operator: 'mci' },
  { name: 'tim-billing', operator: 'tim' },
  { name: 'najd-billing', operator: 'najd' },
] as const;

/** Five thousand rials a day. */
export const HOROSCOPE: DemoCampaign = {
  brand: 'radio-shahr',
  name: 'فال روز',
  words: [
    { word: 'FAL', language: 'en' },
    { word: 'فال', language: 'fa' },
  ],
  plays: {
    kind: 'subscribe',
    service: {
      ...{ name: 'فال', frequency: 'روزی یک پیام', provider: 'رادیو شهر', operator: 'mci' },
      ...{ cycle: 'day', trialDays: 0, price: { minor: 5_000n, currency: 'IRR', vatBp: 1_000 } },
      settings: { languages: ['fa', 'en'], zone: 'Asia/Tehran', contentHour: 8, catchUp: 'late' },
      content: HOROSCOPES,
    },
  },
};

/** Ninety-nine cents a week. In Italy only a one-time password is a yes. */
export const OFFER: DemoCampaign = {
  brand: 'caffe-aurora',
  name: 'Offerta della settimana',
  words: [
    { word: 'OFFER', language: 'en' },
    { word: 'OFFERTA', language: 'it' },
  ],
  plays: {
    kind: 'subscribe',
    service: {
      ...{ name: 'OFFERTA', frequency: '1 messaggio a settimana', provider: 'Caffè Aurora', operator: 'tim' },
      ...{ cycle: 'week', trialDays: 0, price: { minor: 99n, currency: 'EUR', vatBp: 2_200 } },
      settings: {
        ...{ languages: ['it', 'en'], zone: 'Europe/Rome', contentHour: 9, contentDays: [1] },
        ...{ confirm: 'otp', otpDigits: 5, helpline: '800 442299' },
      },
      content: OFFERS_OF_THE_WEEK,
    },
  },
};

const BRIEF_REMINDER =
  'Your answer, please: {service} by {provider}, {trial} {price} {cycle}. {yes} joins, {stop} declines. Help: {help}.';

/** Fifteen riyals a month, the first fortnight free. */
export const NEWS_BRIEF: DemoCampaign = {
  brand: 'souq-alnakheel',
  name: 'موجز السوق',
  words: [
    { word: 'BRIEF', language: 'en' },
    { word: 'موجز', language: 'ar' },
  ],
  plays: {
    kind: 'subscribe',
    service: {
      ...{ name: 'موجز', frequency: 'رسالة في الأسبوع', provider: 'سوق النخيل', operator: 'najd' },
      ...{ cycle: 'month', trialDays: 14, price: { minor: 1_500n, currency: 'SAR', vatBp: 1_500 } },
      settings: {
        ...{ languages: ['ar', 'en'], zone: 'Asia/Riyadh', contentHour: 10, contentDays: [7] },
        // Arabic names in an English text leave room for 134 characters in two segments, and the usual words need more.
        texts: { askReminder: { en: BRIEF_REMINDER } },
      },
      content: NEWS_OF_THE_MARKET,
    },
  },
};

/** The settings with what was left out filled in. */
export function settingsOfService({ name, settings }: DemoService): ServiceSettings {
  const read = readServiceSettings(settings);
  if (read.type === 'faulty') throw new Error(`the demo's service ${name}: ${JSON.stringify(read.errors)}`);
  return read.settings;
}

/** What will be sent in each language, from the day of `now` on. */
export function contentOf(service: DemoService, now: Date): readonly NewItem[] {
  const timed = { cycle: service.cycle, settings: settingsOfService(service) };
  const { languages } = timed.settings;
  const days = promisedDays(timed, dayAt(now, timed), CONTENT_DAYS);
  return days.flatMap((day, turn) =>
    languages.map((language, at) => ({
      ...{ line: turn * languages.length + at + 1, day, language },
      body: service.content[turn % service.content.length]?.[language] ?? '',
      hasBegun: dueAt(day, timed) <= now,
    })),
  );
}
