import { formatMoney, type Money } from '../../platform/money';
import { localDigits, type Language } from '../../text/language';

interface Marks {
  readonly decimal: string;
  readonly group: string;
}

/** Plain blanks and full stops: a narrow no-break space would make an Italian or French text twice as dear. */
const MARKS: { readonly [L in Language]: Marks } = {
  fa: { decimal: '٫', group: '٬' },
  ar: { decimal: '٫', group: '٬' },
  it: { decimal: ',', group: '.' },
  en: { decimal: '.', group: ',' },
  fr: { decimal: ',', group: ' ' },
  tr: { decimal: ',', group: '.' },
};

/** What people call the currency; where a language has no word of its own, the code everybody knows. */
const NAMES: Readonly<Record<string, { readonly [L in Language]?: string }>> = {
  IRR: { fa: 'ریال', ar: 'ريال إيراني', en: 'rials', it: 'rial', fr: 'rials', tr: 'riyal' },
  EUR: { fa: 'یورو', ar: 'يورو', en: 'EUR', it: 'euro', fr: 'euros', tr: 'avro' },
  GBP: { fa: 'پوند', ar: 'جنيه إسترليني', en: 'GBP', it: 'sterline', fr: 'livres', tr: 'sterlin' },
  USD: { fa: 'دلار', ar: 'دولار', en: 'USD', it: 'dollari', fr: 'dollars', tr: 'dolar' },
  TRY: { fa: 'لیر', ar: 'ليرة تركية', en: 'TRY', it: 'lire turche', fr: 'livres turques', tr: 'TL' },
  SAR: { fa: 'ریال سعودی', ar: 'ريال سعودي', en: 'SAR', it: 'riyal sauditi', fr: 'riyals' },
  AED: { fa: 'درهم', ar: 'درهم', en: 'AED', it: 'dirham', fr: 'dirhams', tr: 'dirhem' },
  QAR: { fa: 'ریال قطر', ar: 'ريال قطري', en: 'QAR' },
  EGP: { fa: 'پوند مصر', ar: 'جنيه مصري', en: 'EGP' },
  KWD: { fa: 'دینار کویت', ar: 'دينار كويتي', en: 'KWD' },
  BHD: { fa: 'دینار بحرین', ar: 'دينار بحريني', en: 'BHD' },
  OMR: { fa: 'ریال عمان', ar: 'ريال عماني', en: 'OMR' },
  JOD: { fa: 'دینار اردن', ar: 'دينار أردني', en: 'JOD' },
  IQD: { fa: 'دینار عراق', ar: 'دينار عراقي', en: 'IQD' },
  JPY: { fa: 'ین', ar: 'ين', en: 'JPY' },
};

const TOMANS: { readonly [L in Language]: string } = {
  fa: 'تومان',
  ar: 'تومان إيراني',
  en: 'tomans',
  it: 'toman',
  fr: 'tomans',
  tr: 'tuman',
};
const RIALS_IN_A_TOMAN = 10n;

/**
 * An amount as people read it: "1.500,00 euro", "۵٬۰۰۰ ریال", "0.125 KWD". Never rounded.
 * @param inTomans rials are told in tomans, as Iranians count; an amount that is no whole number of tomans stays in rials
 */
export function priceText({ minor, currency }: Money, language: Language, inTomans = false): string {
  if (inTomans && currency === 'IRR' && minor % RIALS_IN_A_TOMAN === 0n) {
    return `${numberText(String(minor / RIALS_IN_A_TOMAN), language)} ${TOMANS[language]}`;
  }
  const name = NAMES[currency]?.[language] ?? currency;
  return `${numberText(formatMoney({ minor, currency }), language)} ${name}`;
}

/** A decimal number with a full stop, as a language writes it. */
function numberText(plain: string, language: Language): string {
  const { decimal, group } = MARKS[language];
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return localDigits(fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`, language);
}
