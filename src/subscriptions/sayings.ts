import type { Language } from '../text/language';
import { dayText } from './services/day-text';
import { priceText } from './services/price-text';
import { servedLanguage, termsOf, type Service } from './services/service';
import { agreedPrice } from './services/tariff';
import type { Act, Subscription, SubscriptionText } from './subscription';

export interface Said {
  readonly at: Date;
  /** When the next payment is due, or what was paid for ends. */
  readonly next?: Date | null;
  /** What was paid, or could not be; the price agreed to without it. */
  readonly amountMinor?: bigint;
  readonly spentMinor?: bigint;
  /** The question offers a trial, to who has not had one. */
  readonly offersTrial?: boolean;
}

/** A text to the person, with what only this moment knows; what the service itself says of it is put in when it is worded. */
export function say(
  text: SubscriptionText,
  subscription: Subscription,
  service: Service,
  { at, next, amountMinor, spentMinor, offersTrial = false }: Said,
): Act {
  const language = servedLanguage(service, subscription);
  const tariff = agreedPrice(service, subscription.tariffId, at);
  const { zone, inTomans } = service.settings;
  const priced = (minor: bigint): string =>
    tariff ? priceText({ minor, currency: tariff.currency }, language, inTomans) : '';
  const values = {
    price: priced(amountMinor ?? tariff?.amountMinor ?? 0n),
    ...(spentMinor === undefined ? {} : { spent: priced(spentMinor) }),
    ...(next ? { next: dayKnown(next, zone, language) } : {}),
    ...(offersTrial && tariff ? { trial: termsOf(service, tariff, language)['trial'] ?? '' } : {}),
  };
  return { type: 'say', text, values };
}

/** Clocks everywhere change on a quarter of an hour, so all of a quarter is one day; those who renew together are told one day. */
const QUARTER_MS = 15 * 60_000;
const MOST_KNOWN = 1_000;
const known = new Map<string, string>();

function dayKnown(at: Date, zone: string, language: Language): string {
  const key = `${Math.floor(at.getTime() / QUARTER_MS)} ${zone} ${language}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const day = dayText(at, zone, language);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, day);
  return day;
}
