import type { SettingsFault } from '../campaign-kind';
import { hoursFaults, type DayHours } from '../hours';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { COUPON_TEXTS, type CouponText } from './coupon-texts';

export interface CouponSettings {
  /** pool: codes that the brand has imported. generated: made as they are asked for, as many as the stock. */
  readonly source: 'pool' | 'generated';
  /** How many are given at most; a pool needs none. */
  readonly stock?: number;
  /** How many a person gets; after that, the last one again. */
  readonly perPerson?: number;
  /** Days from the text that asked, on the campaign's clock. */
  readonly validDays?: number;
  /** ISO 8601; the first instant at which it is too late. */
  readonly expiresAt?: string;
  readonly texts?: { readonly [K in CouponText]?: TextsByLanguage };
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

/** `stock`: see HEADS in coupon-code.ts, which has to be above it. */
export const COUPON_LIMITS = { stock: 1_000_000, perPerson: 20, validDays: 3_650 } as const;

const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = [
  ...['source', 'stock', 'perPerson', 'validDays', 'expiresAt', 'texts', 'hours'],
  ...WINDOW_FIELDS,
] as const;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

type Given = Partial<Record<keyof CouponSettings, unknown>>;

export function readCouponSettings(
  raw: unknown,
): { readonly settings: CouponSettings } | { readonly faults: readonly SettingsFault[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { faults: [{ path: '', message: 'must be an object' }] };
  const given: Given = raw;
  const faults = [
    ...unknownFields(raw, FIELDS),
    ...sourceFaults(given),
    ...(['stock', 'perPerson', 'validDays'] as const).flatMap((field) => countFaults(field, given[field])),
    ...expiryFaults(given),
    ...textsFaults(given.texts),
    ...(given.hours === undefined ? [] : hoursFaults('hours', given.hours)),
    ...WINDOW_FIELDS.flatMap((field) =>
      given[field] === undefined ? [] : textFaults(field, given[field], WINDOW_PLACEHOLDERS),
    ),
  ];
  return faults.length > 0 ? { faults } : { settings: raw as CouponSettings };
}

function sourceFaults({ source, stock }: Given): SettingsFault[] {
  if (source !== 'pool' && source !== 'generated')
    return [{ path: 'source', message: 'must be "pool" or "generated"' }];
  return source === 'generated' && stock === undefined
    ? [{ path: 'stock', message: 'must say how many coupons may be made' }]
    : [];
}

function countFaults(field: keyof typeof COUPON_LIMITS, value: unknown): SettingsFault[] {
  const most = COUPON_LIMITS[field];
  const isCount = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
  return value === undefined || isCount
    ? []
    : [{ path: field, message: `must be a whole number from 1 to ${most}` }];
}

function expiryFaults({ validDays, expiresAt }: Given): SettingsFault[] {
  if (expiresAt === undefined) return [];
  const isInstant =
    typeof expiresAt === 'string' && INSTANT.test(expiresAt) && !Number.isNaN(Date.parse(expiresAt));
  if (!isInstant)
    return [
      {
        path: 'expiresAt',
        message: 'must be an ISO 8601 instant with its zone, such as 2026-05-01T08:00:00Z',
      },
    ];
  return validDays === undefined
    ? []
    : [{ path: 'expiresAt', message: 'says when coupons expire, and validDays does too: one of them' }];
}

function textsFaults(texts: unknown): SettingsFault[] {
  if (texts === undefined) return [];
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts))
    return [{ path: 'texts', message: 'must be an object' }];
  return Object.entries(texts).flatMap(([key, value]) =>
    Object.hasOwn(COUPON_TEXTS, key)
      ? textFaults(`texts.${key}`, value, COUPON_TEXTS[key as CouponText])
      : [{ path: `texts.${key}`, message: 'is not a text of this kind' }],
  );
}
