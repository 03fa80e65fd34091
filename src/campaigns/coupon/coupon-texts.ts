import type { TextsByLanguage } from '../texts-by-language';

/** What may be said, and the values each text can name. */
export const COUPON_TEXTS = {
  given: ['brand', 'code', 'coupon', 'expires', 'validity'],
  again: ['brand', 'code', 'coupon', 'expires', 'validity', 'charged'],
  soldOut: ['brand', 'code', 'charged'],
  expired: ['brand', 'code', 'coupon', 'expires', 'charged'],
  validity: ['expires'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CouponText = keyof typeof COUPON_TEXTS;

export const COUPON_DEFAULTS: { readonly [K in CouponText]: Required<TextsByLanguage> } = {
  given: {
    fa: 'کوپن شما از {brand}: {coupon}. {validity} هنگام خرید آن را نشان دهید.',
    ar: 'قسيمتك من {brand}: {coupon}. {validity} أظهرها عند الدفع.',
    it: 'Il tuo coupon di {brand}: {coupon}. {validity} Mostralo alla cassa.',
    en: 'Your coupon from {brand}: {coupon}. {validity} Show it at the till.',
    fr: 'Votre coupon {brand} : {coupon}. {validity} Présentez-le en caisse.',
    tr: '{brand} kuponunuz: {coupon}. {validity} Kasada gösterin.',
  },
  again: {
    fa: 'شما کوپن خود را گرفته‌اید: {coupon}. {validity} {charged}',
    ar: 'لديك قسيمتك بالفعل: {coupon}. {validity} {charged}',
    it: 'Hai già il tuo coupon: {coupon}. {validity} {charged}',
    en: 'You already have your coupon: {coupon}. {validity} {charged}',
    fr: 'Vous avez déjà votre coupon : {coupon}. {validity} {charged}',
    tr: 'Kuponunuz zaten var: {coupon}. {validity} {charged}',
  },
  soldOut: {
    fa: 'متأسفانه همه کوپن‌های {brand} داده شده است. {charged}',
    ar: 'نأسف، نفدت قسائم {brand}. {charged}',
    it: 'Spiacenti, i coupon di {brand} sono esauriti. {charged}',
    en: 'Sorry, all coupons from {brand} have been given away. {charged}',
    fr: 'Désolé, il ne reste plus de coupons {brand}. {charged}',
    tr: 'Üzgünüz, {brand} kuponları tükendi. {charged}',
  },
  expired: {
    fa: 'مهلت کوپن شما {coupon} در {expires} به پایان رسید. {charged}',
    ar: 'انتهت صلاحية قسيمتك {coupon} في {expires}. {charged}',
    it: 'Il tuo coupon {coupon} è scaduto il {expires}. {charged}',
    en: 'Your coupon {coupon} expired on {expires}. {charged}',
    fr: 'Votre coupon {coupon} a expiré le {expires}. {charged}',
    tr: '{coupon} kuponunuzun süresi {expires} tarihinde doldu. {charged}',
  },
  validity: {
    fa: 'تا {expires} اعتبار دارد.',
    ar: 'صالحة حتى {expires}.',
    it: 'Valido fino al {expires}.',
    en: 'Valid until {expires}.',
    fr: "Valable jusqu'au {expires}.",
    tr: 'Son kullanım: {expires}.',
  },
};
