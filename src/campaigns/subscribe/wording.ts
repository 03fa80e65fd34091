import { replyWord } from '../../rules/texts';
import { termsOf, type Service } from '../../subscriptions/services/service';
import type { Tariff } from '../../subscriptions/services/tariff';
import type { Scope } from '../../subscribers/standing';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import type { Turn } from '../campaign-kind';
import type { Effect } from '../effect';
import { SUBSCRIBE_TEXTS, type SubscribeTextKey } from './subscribe-texts';
import type { SubscribeSettings } from './subscribe-settings';

export type SubscribeTurn = Turn<SubscribeSettings>;

/** The service in the language of the turn. */
export const serviceClaim = ({ settings, language }: SubscribeTurn) =>
  ({ type: 'service', serviceId: settings.service, language }) as const;

export const subscriptionClaim = ({ settings }: SubscribeTurn) =>
  ({ type: 'subscription', serviceId: settings.service }) as const;

/** Free of charge, as everything is that stands around a purchase. */
export function say(
  turn: SubscribeTurn,
  service: Service,
  key: SubscribeTextKey,
  {
    language = turn.language,
    tariff,
  }: { readonly language?: Language; readonly tariff?: Tariff | undefined } = {},
): Effect {
  const { campaign, profile } = turn;
  const values = {
    ...(tariff ? termsOf(service, tariff, language, profile) : {}),
    service: service.name,
    stop: `${replyWord(profile, 'stop', language)} ${service.name}`,
    example: `${replyWord(profile, 'join', language)} ${service.name}`,
    age: localDigits(String(service.minAge), language),
  };
  return {
    type: 'reply',
    text: render(SUBSCRIBE_TEXTS[language][key], values),
    brandId: campaign.brandId,
  };
}

/** A row of the consent ledger about the service's list. */
export function consent(
  service: Pick<Service, 'listId' | 'brandId' | 'shortcodeId' | 'key'>,
  event: Extract<Effect, { type: 'consent' }>['event'],
  language: Language,
  shown?: string,
): Effect {
  const { listId, brandId, shortcodeId, key } = service;
  const scope: Scope = { type: 'list', listId, shortcodeId, brandId };
  const purpose = `list ${key}`;
  return { type: 'consent', scope, event, purpose, language, ...(shown === undefined ? {} : { shown }) };
}

export const forget = ({ campaign }: SubscribeTurn): Effect => ({
  type: 'forget',
  brandId: campaign.brandId,
});

export const becomes = (
  { settings }: SubscribeTurn,
  event: Extract<Effect, { type: 'subscription' }>['event'],
): Effect => ({ type: 'subscription', serviceId: settings.service, event });
