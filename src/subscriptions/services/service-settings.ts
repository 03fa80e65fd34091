import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { InputError } from '../../platform/problem';
import { TEXT_VALUES } from '../../rules/text-key';
import { LANGUAGES, type Language } from '../../text/language';
import { checkTemplate } from '../../text/template';
import { fraudLimits, type FraudLimits } from '../fraud/fraud-limits';
import type { SubscriptionText } from '../subscription';

export const CONFIRMATIONS = ['yes', 'code', 'otp'] as const;
export const CAP_WINDOWS = ['day', 'week', 'month'] as const;
export const CAP_SCOPES = ['service', 'campaign', 'all'] as const;

/** The most one person may spend within a window, on this service, on what one campaign led them to, or on all. */
export interface Cap {
  readonly window: (typeof CAP_WINDOWS)[number];
  /** The last 24 hours, 7 days or 30 days, instead of the calendar's. */
  readonly rolling: boolean;
  readonly scope: (typeof CAP_SCOPES)[number];
  /** Of the scope `campaign`: which. */
  readonly campaign?: number | undefined;
  readonly limitMinor: bigint;
}

export type ServiceText = SubscriptionText | 'content';

export interface ServiceSettings {
  /** What the service is sent in; the first is for people whose own is not among them. */
  readonly languages: readonly [Language, ...Language[]];
  /** The brand's own wording; what is missing is said by a system text. `content` is the frame around each day's item. */
  readonly texts: { readonly [T in ServiceText]?: { readonly [L in Language]?: string } };
  /** How the second opt-in is given: YES, a code that is shown, or a one-time password. */
  readonly confirm: (typeof CONFIRMATIONS)[number];
  readonly otpDigits: number;
  readonly confirmTtlMinutes: number;
  readonly resends: number;
  /** Hours after the first refusal at which a payment is tried again; then daily. */
  readonly ladder: readonly number[];
  readonly attemptsPerDay: number;
  readonly graceDays: number;
  readonly parkingDays: number;
  readonly contentWhileGrace: boolean;
  readonly anchor: 'keep' | 'restart';
  /** Periods begin with the calendar's month or week; who joins in its midst pays for the days that are left of it. */
  readonly prorate: boolean;
  /** Before a charge; 0: no notice. */
  readonly noticeHours: number;
  /** Between reminders of the subscription; 0: none. */
  readonly reminderDays: number;
  readonly spendReminderMinor: bigint | null;
  readonly caps: readonly Cap[];
  /** From where on joins are held until somebody has looked at them. */
  readonly fraud: FraudLimits;
  /** The hour of the day, by the clock of `zone`, at which content leaves. */
  readonly contentHour: number;
  /** 1 is Monday. Left out: every day of a daily service, no day of another. */
  readonly contentDays?: readonly number[] | undefined;
  /** What becomes of a day's item after an outage: sent late, before the next one is due, or not at all. */
  readonly catchUp: 'late' | 'skip';
  readonly zone: string;
  /** Whether a renewal is charged while there is no content to send for it. */
  readonly noContent: 'charge' | 'no charge';
  /** How long what is paid once may be given back by a text. */
  readonly cancelHours: number;
  /** What happens at the next renewal to who has not agreed to a dearer price. */
  readonly priceRise: 'keep old price' | 'end at renewal';
  /** Prices in rials are told in tomans. */
  readonly inTomans: boolean;
  /** A number to call, shown beside the help word. */
  readonly helpline?: string | undefined;
}

const MAX_CHARS = 1_530; // ten segments of GSM-7, the longest text we send

/** What each text may name. */
export const SERVICE_TEXT_VALUES: { readonly [T in ServiceText]: readonly string[] } = {
  ask: [...TEXT_VALUES.serviceAsk, 'code'],
  askReminder: [...TEXT_VALUES.serviceAskReminder, 'code'],
  welcome: [...TEXT_VALUES.serviceWelcome, 'code'],
  trialWelcome: [...TEXT_VALUES.serviceTrialWelcome, 'code'],
  trialEnding: [...TEXT_VALUES.serviceTrialEnding, 'provider', 'code'],
  receipt: [...TEXT_VALUES.serviceReceipt, 'provider', 'cycle', 'code'],
  renewalNotice: [...TEXT_VALUES.serviceRenewalNotice, 'provider', 'code'],
  reminder: [...TEXT_VALUES.serviceReminder, 'code'],
  spendReminder: [...TEXT_VALUES.serviceSpendReminder, 'provider', 'code'],
  paymentFailed: [...TEXT_VALUES.servicePaymentFailed, 'provider', 'cycle', 'code'],
  goodbye: [...TEXT_VALUES.serviceGoodbye, 'code', 'help'],
  refused: [...TEXT_VALUES.serviceRefused, 'provider', 'code'],
  content: [...TEXT_VALUES.serviceContent, 'service', 'provider', 'help', 'code'],
};

const SERVICE_TEXTS = Object.keys(SERVICE_TEXT_VALUES) as ServiceText[];

const whole = (least: number, most: number) => z.int().min(least).max(most);
const flag = z.boolean();
const MOST_CAPS = 12;
const nameOfCap = ({ scope, campaign, window, rolling }: Omit<Cap, 'limitMinor'>): string =>
  `${scope} ${campaign ?? ''} ${rolling ? 'last' : 'this'} ${window}`;
const minorUnits = z
  .string()
  .regex(/^[1-9][0-9]{0,17}$/, 'must be whole minor units, as a string')
  .transform(BigInt);
const language = z.enum(LANGUAGES);
const words = z.string().trim().min(1).max(MAX_CHARS);

const schema = z.strictObject({
  languages: z
    .array(language)
    .min(1)
    .max(LANGUAGES.length)
    .refine((some) => new Set(some).size === some.length, 'must name each language once')
    .transform((some) => some as [Language, ...Language[]]),
  texts: z.partialRecord(z.enum(SERVICE_TEXTS), z.partialRecord(language, words)).default({}),
  confirm: z.enum(CONFIRMATIONS).default('yes'),
  otpDigits: whole(4, 8).default(5),
  confirmTtlMinutes: whole(1, 7 * 24 * 60).default(60),
  resends: whole(0, 10).default(2),
  ladder: z
    .array(whole(1, 24 * 31))
    .max(20)
    .refine((hours) => hours.every((hour, at) => at === 0 || hour > (hours[at - 1] ?? 0)), 'must only rise')
    .default([2, 6, 24]),
  attemptsPerDay: whole(1, 24).default(3),
  graceDays: whole(0, 90).default(7),
  parkingDays: whole(0, 366).default(30),
  contentWhileGrace: flag.default(false),
  anchor: z.enum(['keep', 'restart']).default('keep'),
  prorate: flag.default(false),
  noticeHours: whole(0, 24 * 14).default(24),
  reminderDays: whole(0, 366).default(30),
  spendReminderMinor: minorUnits.nullable().default(null),
  caps: z
    .array(
      z
        .strictObject({
          window: z.enum(CAP_WINDOWS),
          rolling: flag.default(false),
          scope: z.enum(CAP_SCOPES),
          campaign: whole(1, 2_147_483_647).optional(),
          limitMinor: minorUnits,
        })
        .refine(({ scope, campaign }) => (scope === 'campaign') === (campaign !== undefined), {
          path: ['campaign'],
          message: 'must be given with the scope "campaign", and only there',
        }),
    )
    .max(MOST_CAPS)
    .refine(
      (some) => new Set(some.map(nameOfCap)).size === some.length,
      'must have one limit for each scope and window',
    )
    .default([]),
  fraud: fraudLimits.prefault({}),
  contentHour: whole(0, 23).default(8),
  contentDays: z
    .array(whole(1, 7))
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must name each day once')
    .optional(),
  catchUp: z.enum(['late', 'skip']).default('late'),
  zone: z
    .string()
    .max(60)
    .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone, such as Asia/Tehran'),
  noContent: z.enum(['charge', 'no charge']).default('charge'),
  cancelHours: whole(0, 24 * 14).default(0),
  priceRise: z.enum(['keep old price', 'end at renewal']).default('keep old price'),
  inTomans: flag.default(false),
  helpline: z.string().trim().min(1).max(40).optional(),
});

export type ServiceSettingsRead =
  | { readonly type: 'settings'; readonly settings: ServiceSettings }
  | { readonly type: 'faulty'; readonly errors: readonly InputError[] };

/** Settings with what is left out filled in, or every fault by its path; a field nobody knows is one. Amounts are strings. */
export function readServiceSettings(raw: unknown): ServiceSettingsRead {
  const read = schema.safeParse(raw);
  if (!read.success) return { type: 'faulty', errors: read.error.issues.flatMap(faultsOf) };
  const settings = read.data as ServiceSettings;
  const errors = wordingFaults(settings.texts);
  return errors.length > 0 ? { type: 'faulty', errors } : { type: 'settings', settings };
}

function wordingFaults(texts: ServiceSettings['texts']): InputError[] {
  return SERVICE_TEXTS.flatMap((text) =>
    Object.entries(texts[text] ?? {}).flatMap(([named, wording]) =>
      checkTemplate(wording, SERVICE_TEXT_VALUES[text]).map((message) => ({
        path: `texts.${text}.${named}`,
        message,
      })),
    ),
  );
}

function faultsOf(issue: z.core.$ZodIssue): InputError[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not a setting' }));
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`,
    '',
  );
