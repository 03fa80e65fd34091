import type { InputError } from '../../platform/problem';
import type { Profile } from '../../rules/profile';
import { fold } from '../../text/fold';
import type { Language } from '../../text/language';
import { planSegments } from '../../text/segments';
import { placeholders } from '../../text/template';
import { isRecurring, tariffAt, type Service } from './service';
import type { ServiceText } from './service-settings';
import { spendFaults } from './spend-lint';

/** The parts a carrier can be trusted to put together again. */
const MOST_SEGMENTS = 10;

/** Everything that keeps a service from being offered to the public under the rules of its code; empty when nothing does. */
export function lintService(service: Service, profile: Profile, now: Date): readonly InputError[] {
  return [
    ...tariffFaults(service, now),
    ...operatorFaults(service),
    ...prorateFaults(service),
    ...tokenFaults(service, profile),
    ...lengthFaults(service),
    ...spendFaults(service, profile, now),
    ...(COUNTRY_FAULTS[profile.id]?.(service) ?? []),
  ];
}

function tariffFaults(service: Service, now: Date): InputError[] {
  return tariffAt(service, now) ? [] : [{ path: 'tariffs', message: 'none is in force' }];
}

function prorateFaults({ cycle, settings }: Service): InputError[] {
  if (!settings.prorate || cycle === 'week' || cycle === 'month') return [];
  return [
    {
      path: 'settings.prorate',
      message: 'the calendar begins a week or a month for everybody, and no other cycle',
    },
  ];
}

function operatorFaults({ operators, cycle }: Service): InputError[] {
  if (!operators.some(({ isApproved }) => isApproved))
    return [{ path: 'operators', message: 'none has approved it yet' }];
  const isWholeOnly = cycle === 'day' || cycle === 'one-off' || cycle === 'message';
  if (!isWholeOnly || !operators.some(({ isPartial }) => isPartial)) return [];
  return [
    {
      path: 'operators',
      message: 'part of a price can be charged for a week, a fortnight or a month only',
    },
  ];
}

/** What a text must say, whoever wrote it: above all the price and how often it is paid, before anybody confirms. */
const DEMANDED: { readonly [T in ServiceText]?: readonly string[] } = {
  ask: ['service', 'provider', 'price', 'cycle', 'yes', 'stop', 'help'],
  askReminder: ['service', 'price', 'cycle', 'yes', 'stop'],
  welcome: ['service', 'provider', 'price', 'cycle', 'stop', 'help'],
  trialWelcome: ['service', 'next', 'price', 'cycle', 'stop', 'help'],
  trialEnding: ['service', 'next', 'price', 'cycle', 'stop'],
  receipt: ['service', 'price'],
  renewalNotice: ['service', 'next', 'price', 'stop'],
  reminder: ['service', 'price', 'cycle', 'stop', 'help'],
  spendReminder: ['service', 'spent', 'stop'],
  goodbye: ['service'],
  content: ['content', 'stop'],
};

/** In Iran every message of such a service says what it costs and how to leave. */
const DEMANDED_IN_IRAN: { readonly [T in ServiceText]?: readonly string[] } = {
  receipt: ['stop'],
  spendReminder: ['price'],
  paymentFailed: ['price', 'stop'],
  content: ['price', 'cycle'],
};

function tokenFaults(service: Service, { id }: Profile): InputError[] {
  const faults: InputError[] = [];
  for (const [text, byLanguage] of Object.entries(service.settings.texts)) {
    const name = text as ServiceText;
    const demanded = [...(DEMANDED[name] ?? []), ...(id === 'ir' ? (DEMANDED_IN_IRAN[name] ?? []) : [])];
    for (const [language, wording] of Object.entries(byLanguage)) {
      const there = placeholders(wording);
      const missing = demanded.filter((token) => !there.includes(token) && !isNeedless(service, token));
      const path = `settings.texts.${text}.${language}`;
      faults.push(...missing.map((token) => ({ path, message: `must contain {${token}}` })));
    }
  }
  return faults;
}

/** What is paid once has no cycle to tell: its texts say so in words. */
const isNeedless = (service: Service, token: string): boolean => token === 'cycle' && !isRecurring(service);

function lengthFaults({ settings }: Service): InputError[] {
  return Object.entries(settings.texts).flatMap(([text, byLanguage]) =>
    Object.entries(byLanguage).flatMap(([language, wording]) => {
      const { segments } = planSegments(wording);
      const message = `takes ${segments} segments; ${MOST_SEGMENTS} are the most`;
      return segments > MOST_SEGMENTS ? [{ path: `settings.texts.${text}.${language}`, message }] : [];
    }),
  );
}

const OTP_DIGITS_IN_ITALY = 5;
const CANCEL_HOURS_IN_ITALY = 6;
const DAYS_BETWEEN_REMINDERS = 30;

const COUNTRY_FAULTS: { readonly [P in Profile['id']]?: (service: Service) => InputError[] } = {
  it: (service) => [
    ...otpFaults(service),
    ...reminderFaults(service),
    ...subscriptionWordFaults(service),
    ...(service.settings.helpline === undefined
      ? [{ path: 'settings.helpline', message: 'must be shown in every message' }]
      : []),
    ...(service.cycle === 'one-off' && service.settings.cancelHours < CANCEL_HOURS_IN_ITALY
      ? [{ path: 'settings.cancelHours', message: `must be ${CANCEL_HOURS_IN_ITALY} at least` }]
      : []),
  ],
  uk: reminderFaults,
};

/** 10/21/CONS: the number plus a one-time password of five digits at least, typed by hand. Donations and the like are exempt. */
function otpFaults({ class: type, settings }: Service): InputError[] {
  if (type !== 'vas') return [];
  if (settings.confirm !== 'otp')
    return [{ path: 'settings.confirm', message: 'must be a one-time password' }];
  return settings.otpDigits < OTP_DIGITS_IN_ITALY
    ? [{ path: 'settings.otpDigits', message: `must be ${OTP_DIGITS_IN_ITALY} at least` }]
    : [];
}

function reminderFaults(service: Service): InputError[] {
  const { reminderDays } = service.settings;
  if (!isRecurring(service) || (reminderDays >= 1 && reminderDays <= DAYS_BETWEEN_REMINDERS)) return [];
  return [{ path: 'settings.reminderDays', message: `must be 1 to ${DAYS_BETWEEN_REMINDERS}` }];
}

/** Italy: that it is a subscription must be said in so many words. */
function subscriptionWordFaults(service: Service): InputError[] {
  const italian: Language = 'it';
  const wording = service.settings.texts.ask?.[italian];
  if (wording === undefined || !isRecurring(service) || fold(wording).includes('abbonament')) return [];
  return [{ path: 'settings.texts.ask.it', message: 'must say that it is an "abbonamento"' }];
}
