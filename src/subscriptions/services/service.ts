import { builtInProfiles, profileAt } from '../../rules/catalogue';
import type { Profile, ProfileId } from '../../rules/profile';
import type { TextKey } from '../../rules/text-key';
import { composed, replyWord, systemText } from '../../rules/texts';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import type { Subscription, SubscriptionText } from '../subscription';
import { priceText } from './price-text';
import type { ServiceSettings } from './service-settings';
import type { ServiceState } from './service-state';
import { tariffAt, type Tariff } from './tariff';

export const CYCLES = ['day', 'week', 'fortnight', 'month', 'one-off', 'message'] as const;
/** How often it is paid for. */
export type Cycle = (typeof CYCLES)[number];

export const SERVICE_CLASSES = ['vas', 'donation', 'ticketing', 'banking', 'televoting'] as const;
/** All but `vas` are exempt from Italy's barring of premium services (10/21/CONS). */
export type ServiceClass = (typeof SERVICE_CLASSES)[number];

/** An operator whose subscribers may take the service, and where it takes their money. */
export interface ServiceOperator {
  readonly operatorId: number;
  readonly gatewayId: number;
  readonly isApproved: boolean;
  /** The operator allows part of a price to be charged when the balance is short. */
  readonly isPartial: boolean;
  /** The operator takes the money with the person's own text: what is paid by the message needs no yes and no charge of ours. */
  readonly isPaidByText?: boolean;
  /** The operator can be asked beforehand whether somebody can pay. */
  readonly isAskable?: boolean;
  /** For now nobody joins, is charged or is sent anything there, by this service or by any. */
  readonly isSuspended?: boolean;
}

/** What people subscribe to. It is a list as well: joining, STOP and the consent ledger are the list's. */
export interface Service {
  readonly id: number;
  readonly listId: number;
  readonly brandId: number;
  readonly shortcodeId: number;
  /** The code's number, and the rules it lives under. */
  readonly code: string;
  readonly profile: ProfileId;
  /** The list's name and key: "STOP NEWS". */
  readonly name: string;
  readonly key: string;
  readonly provider: string;
  readonly cycle: Cycle;
  readonly trialDays: number;
  readonly minAge: number;
  readonly class: ServiceClass;
  readonly state: ServiceState;
  readonly settings: ServiceSettings;
  /** By the instant from which each is in force, earliest first. */
  readonly tariffs: readonly Tariff[];
  readonly operators: readonly ServiceOperator[];
}

export { tariffAt } from './tariff';

export type MayJoin =
  | { readonly type: 'may'; readonly tariff: Tariff; readonly operator: ServiceOperator }
  /** A draft, not approved, suspended or closed; or suspended at this operator. */
  | { readonly type: 'not open' }
  | { readonly type: 'no tariff' }
  /** The operator does not carry it. */
  | { readonly type: 'other operator' };

/** Whether a subscriber of this operator can join now, and what they would pay. */
export function mayJoin(service: Service, operatorId: number | null, at: Date): MayJoin {
  if (service.state !== 'approved') return { type: 'not open' };
  const tariff = tariffAt(service, at);
  if (!tariff) return { type: 'no tariff' };
  const operator = service.operators.find((one) => one.operatorId === operatorId && one.isApproved);
  if (!operator) return { type: 'other operator' };
  return operator.isSuspended === true ? { type: 'not open' } : { type: 'may', tariff, operator };
}

const RECURRING: ReadonlySet<Cycle> = new Set(['day', 'week', 'fortnight', 'month']);

/** Whether it is paid for again and again, until somebody stops. */
export const isRecurring = ({ cycle }: Pick<Service, 'cycle'>): boolean => RECURRING.has(cycle);

const CYCLE_KEYS = {
  day: 'cycleDay',
  week: 'cycleWeek',
  fortnight: 'cycleFortnight',
  month: 'cycleMonth',
  'one-off': 'cycleOnce',
  message: 'cycleMessage',
} as const satisfies { readonly [C in Cycle]: TextKey };

/** "a month", "al mese", "ماهانه": what stands beside a price. */
export const cycleText = (cycle: Cycle, language: Language): string =>
  systemText(CYCLE_KEYS[cycle], language);

/** Everything a text may say of the service itself at a price: {service} {provider} {price} {cycle} {trial} {stop} {help} {yes}. */
export function termsOf(
  service: Service,
  { amountMinor, currency }: Pick<Tariff, 'amountMinor' | 'currency'>,
  language: Language,
  profile?: Profile,
): Readonly<Record<string, string>> {
  const price = priceText({ minor: amountMinor, currency }, language, service.settings.inTomans);
  return { ...ownValues(service, language, profile), price, trial: trialText(service, language) };
}

/**
 * A text of the service in a language, the brand's own wording first. What `values` lacks of {service} {provider} {cycle} {stop}
 * {help} {yes} is put in; a price is always the caller's to give (see {@link termsOf}), for only the caller knows who agreed to which.
 */
export function wordsOf(
  service: Service,
  text: SubscriptionText | 'content',
  language: Language,
  values: Readonly<Record<string, string>>,
): string {
  const own = service.settings.texts[text]?.[language];
  const all = { ...ownValues(service, language), ...values };
  return render(own ?? systemText(textKeyOf(service, text), language), all);
}

const TEXT_KEYS = {
  ask: 'serviceAsk',
  askReminder: 'serviceAskReminder',
  welcome: 'serviceWelcome',
  trialWelcome: 'serviceTrialWelcome',
  trialEnding: 'serviceTrialEnding',
  receipt: 'serviceReceipt',
  renewalNotice: 'serviceRenewalNotice',
  reminder: 'serviceReminder',
  spendReminder: 'serviceSpendReminder',
  paymentFailed: 'servicePaymentFailed',
  goodbye: 'serviceGoodbye',
  refused: 'serviceRefused',
  content: 'serviceContent',
} as const satisfies { readonly [T in SubscriptionText | 'content']: TextKey };

const ONCE_KEYS = {
  ask: 'serviceAskOnce',
  askReminder: 'serviceAskOnce',
  welcome: 'serviceWelcomeOnce',
  receipt: 'serviceReceiptOnce',
} as const satisfies { readonly [T in SubscriptionText]?: TextKey };

/** Which system text stands in for a text that the brand did not write. What is paid once is no subscription and is not called one. */
export function textKeyOf(service: Pick<Service, 'cycle'>, text: SubscriptionText | 'content'): TextKey {
  const once: { readonly [T in SubscriptionText | 'content']?: TextKey } = ONCE_KEYS;
  return (isRecurring(service) ? undefined : once[text]) ?? TEXT_KEYS[text];
}

function ownValues(service: Service, language: Language, profile = builtIn(service.profile)) {
  const help = replyWord(profile, 'help', language);
  const { helpline } = service.settings;
  return {
    service: service.name,
    provider: service.provider,
    code: service.code,
    cycle: cycleText(service.cycle, language),
    stop: `${replyWord(profile, 'stop', language)} ${service.name}`,
    help: helpline === undefined ? help : `${help} / ${helpline}`,
    yes: replyWord(profile, 'yes', language),
  };
}

const END_OF_TIME = new Date(8.64e15);
const builtIn = (id: ProfileId): Profile => profileAt(builtInProfiles, id, END_OF_TIME);

function trialText({ trialDays }: Service, language: Language): string {
  if (trialDays === 0) return '';
  return composed('serviceTrialFirst', language, { days: localDigits(String(trialDays), language) });
}

/** The language a subscription is served in: its own where the service speaks it. */
export function servedLanguage(
  { settings }: Pick<Service, 'settings'>,
  { language }: Pick<Subscription, 'language'>,
): Language {
  return settings.languages.includes(language) ? language : settings.languages[0];
}
