import type { InputError } from '../../platform/problem';
import { formatMoney } from '../../platform/money';
import type { Profile, SpendCap } from '../../rules/profile';
import { tariffAt, type Cycle, type Service } from './service';
import type { Cap } from './service-settings';
import type { Tariff } from './tariff';

const DAYS: { readonly [C in Exclude<Cycle, 'message'>]: number } = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 28,
  'one-off': Infinity,
};
const CAP_DAYS: { readonly [W in Cap['window']]: number } = { day: 1, week: 7, month: 28 };
const ROLLING_DAYS: { readonly [W in Cap['window']]: number } = { day: 1, week: 7, month: 30 };

const REMINDER_IN_THE_UK = { minor: 2_000n, currency: 'GBP' } as const;

/** What is wrong with what a service can cost somebody: regulators' limits on a single subscription, and their reminders. */
export function spendFaults(service: Service, profile: Profile, now: Date): readonly InputError[] {
  const inForce = tariffAt(service, now);
  const later = service.tariffs.filter(({ effectiveFrom }) => effectiveFrom > now);
  const charged = inForce ? [inForce, ...later] : later;
  return [
    ...profile.spendCaps.flatMap((cap) => charged.flatMap((tariff) => capFaults(service, tariff, cap))),
    ...(profile.id === 'uk' ? reminderFaults(service) : []),
  ];
}

/** The most a tariff can take within any stretch of so many days, or more than anybody can say. */
export function mostWithin(
  { cycle, settings }: Pick<Service, 'cycle' | 'settings'>,
  amountMinor: bigint,
  periodDays: number,
): bigint | 'unlimited' {
  const byCycle = cycle === 'message' ? null : byCycleWithin({ cycle, settings }, amountMinor, periodDays);
  // Who came by another campaign is not bound by one campaign's cap.
  const byCaps = settings.caps.flatMap((cap) =>
    cap.scope === 'campaign' ? [] : [cap.limitMinor * windowsWithin(cap, periodDays)],
  );
  const bounds = byCycle === null ? byCaps : [byCycle, ...byCaps];
  const [first, ...others] = bounds;
  if (first === undefined) return 'unlimited';
  return others.reduce((least, bound) => (bound < least ? bound : least), first);
}

/** A window of the calendar may straddle the stretch, so that one more falls into it; a rolling one moves with it. */
const windowsWithin = ({ window, rolling }: Cap, periodDays: number): bigint =>
  rolling ? timesWithin(ROLLING_DAYS[window], periodDays) : timesWithin(CAP_DAYS[window], periodDays) + 1n;

/** Where who joins pays for the rest of the calendar's period first, that comes on top of the whole ones. */
function byCycleWithin(
  { cycle, settings }: { readonly cycle: keyof typeof DAYS; readonly settings: Service['settings'] },
  amountMinor: bigint,
  periodDays: number,
): bigint {
  const whole = timesWithin(DAYS[cycle], periodDays) * amountMinor;
  if (!settings.prorate || DAYS[cycle] === Infinity) return whole;
  const days = BigInt(DAYS[cycle]);
  const rest = BigInt(periodDays) < days ? BigInt(periodDays) : days;
  return whole + (amountMinor * rest + days - 1n) / days;
}

const timesWithin = (everyDays: number, periodDays: number): bigint =>
  everyDays === Infinity ? 1n : BigInt(Math.ceil(periodDays / everyDays));

function capFaults(service: Service, tariff: Tariff, { periodDays, limit }: SpendCap): InputError[] {
  const path = 'tariffs';
  if (tariff.currency !== limit.currency)
    return [{ path, message: `must be in ${limit.currency}, in which the rules of the code set a limit` }];
  const most = mostWithin(service, tariff.amountMinor, periodDays);
  if (most !== 'unlimited' && most <= BigInt(limit.minor)) return [];
  const allowed = formatMoney({ minor: BigInt(limit.minor), currency: limit.currency });
  return [{ path, message: `may take more than ${allowed} ${limit.currency} in ${periodDays} days` }];
}

/** A reminder each time another twenty pounds were spent. */
function reminderFaults({ settings: { spendReminderMinor }, cycle }: Service): InputError[] {
  if (cycle === 'one-off') return [];
  if (spendReminderMinor !== null && spendReminderMinor <= REMINDER_IN_THE_UK.minor) return [];
  const message = `must be ${REMINDER_IN_THE_UK.minor} or less`;
  return [{ path: 'settings.spendReminderMinor', message }];
}
