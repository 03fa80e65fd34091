import type { ApiCaller } from '../access/caller.decorator';
import type { Effect } from '../campaigns/effect';
import { ageAt } from '../campaigns/flow/age';
import { isLive, type SubscriptionCard } from '../campaigns/subscribe/subscription-card';
import { passwordFor } from '../campaigns/subscribe/token';
import { consent } from '../campaigns/subscribe/wording';
import type { Configuration } from '../catalogue/configuration';
import { Problem } from '../platform/problem';
import { readReference } from '../platform/reference';
import { mayJoin, servedLanguage, termsOf, wordsOf, type Service } from '../subscriptions/services/service';
import type { Language } from '../text/language';
import type { BatchPerson } from './batch-person';
import type { NewSubscriptionDto } from './subscriptions.dto';

/** Somebody asks for a service on a web page, by telephone, or has it asked for. */
export interface OptIn {
  readonly wish: NewSubscriptionDto;
  readonly service: Service;
  readonly person: BatchPerson;
  readonly configuration: Configuration;
  readonly caller: ApiCaller;
  readonly now: Date;
}

const MINUTE_MS = 60_000;

export const confirmEnd = (joinedAt: Date, { settings }: Service): Date =>
  new Date(joinedAt.getTime() + settings.confirmTtlMinutes * MINUTE_MS);

const REFUSALS = {
  'not open': 'The service is not open: only an approved one can be joined.',
  'no tariff': 'The service has no price in force.',
  'other operator': 'The operator of this number does not carry the service.',
} as const;

/** What stands in the way; null when the person may be asked. */
export function whyNot(optIn: OptIn, card: SubscriptionCard | null, knownBirthDate?: string): Problem | null {
  const { person, service, now } = optIn;
  if (person.blocked) return new Problem('CONFLICT', 'Nobody subscribes with this number.');
  if (card && card.state !== 'pending' && isLive(card, person.standings, service))
    return new Problem('CONFLICT', 'The person subscribes to this service already.', { why: 'subscribed' });
  const operatorId = operatorOf(optIn);
  if (operatorId === null) {
    const message = 'must be given: nobody knows yet which operator the number belongs to';
    return fault('operator', message);
  }
  const may = mayJoin(service, operatorId, now);
  if (may.type !== 'may') return new Problem('CONFLICT', REFUSALS[may.type], { why: may.type });
  return tooYoung(optIn, knownBirthDate);
}

function tooYoung({ wish, service, now }: OptIn, known: string | undefined): Problem | null {
  if (service.minAge === 0) return null;
  const age = ageAt(known ?? wish.birthDate ?? '', now, service.settings.zone);
  if (age === undefined) return fault('birthDate', 'must be given: the service has an age limit');
  if (age >= service.minAge) return null;
  return new Problem('CONFLICT', `The service is for people aged ${service.minAge} and over.`, {
    why: 'too young',
  });
}

const fault = (path: string, message: string): Problem =>
  new Problem('VALIDATION_FAILED', `${path} ${message}.`, { errors: [{ path, message }] });

/** As the request has it, else the one the person's last text came through; never guessed from the number. */
export function operatorOf({
  wish,
  person,
  configuration,
}: Pick<OptIn, 'wish' | 'configuration'> & {
  readonly person: Pick<BatchPerson, 'operator'>;
}): number | null {
  const { operators, operatorsByCode } = configuration;
  if (wish.operator === undefined) return operatorsByCode.get(person.operator ?? '')?.id ?? null;
  const { name, id } = readReference(wish.operator);
  return operatorsByCode.get(name)?.id ?? (id === null ? undefined : operators.get(id))?.id ?? null;
}

/** The same password leaves so often, and no oftener. */
export const wasSentEnough = (waiting: SubscriptionCard | null, { settings }: Service): boolean =>
  waiting?.token != null && waiting.askedAgain >= settings.resends;

export interface Opening {
  readonly effects: readonly Effect[];
  /** Goes to the number itself: the price, the terms and the password. */
  readonly text: string;
}

/**
 * The question with its password. One that is still open is sent again as it was; one that only a YES by text could answer gives way.
 * @param waiting the subscription that waits for an answer and is in time
 */
export function openingOf(
  optIn: OptIn,
  card: SubscriptionCard | null,
  waiting: SubscriptionCard | null,
  luck: string,
): Opening {
  const { service } = optIn;
  const becomes = (event: Extract<Effect, { type: 'subscription' }>['event']): Effect => ({
    type: 'subscription',
    serviceId: service.id,
    event,
  });
  if (waiting && waiting.token !== null) return { effects: [becomes('asked again')], text: waiting.shown };
  const opening = openAnew(optIn, card?.hadTrial ?? false, luck);
  if (waiting) return { ...opening, effects: [becomes('declined'), ...opening.effects] };
  return card?.state === 'pending'
    ? { ...opening, effects: [becomes('lapsed'), ...opening.effects] }
    : opening;
}

function openAnew(optIn: OptIn, hadTrial: boolean, luck: string): Opening {
  const { wish, service, configuration, now } = optIn;
  const operatorId = operatorOf(optIn);
  const may = mayJoin(service, operatorId, now);
  if (may.type !== 'may') throw new Error('asked before it was known whether they may');
  const language = servedLanguage(service, { language: languageOf(optIn) });
  const shortcode = configuration.shortcodes.get(service.shortcodeId);
  const profile = shortcode && configuration.profileOf(shortcode, now);
  const token = passwordFor(service.settings, luck);
  const text = wordsOf(service, 'ask', language, {
    ...termsOf(service, may.tariff, language, profile),
    yes: token,
    ...(hadTrial ? { trial: '' } : {}),
  });
  return {
    text,
    effects: [
      consent(service, 'asked', language, text),
      {
        ...{ type: 'subscribe', serviceId: service.id, operatorId: may.operator.operatorId },
        ...{ tariffId: may.tariff.id, language, token, shown: text, channel: wish.channel },
      },
    ],
  };
}

function languageOf({ wish, person, service }: OptIn): Language {
  return wish.language ?? person.language ?? service.settings.languages[0];
}
