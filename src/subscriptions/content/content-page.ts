import type { NewOutbound } from '../../messages/outbox.store';
import type { Profile } from '../../rules/profile';
import { servedLanguage, termsOf, wordsOf, type Service } from '../services/service';
import { agreedPrice } from '../services/tariff';
import type { SubscriptionState } from '../subscription';
import type { ContentItem } from './content-items.store';
import type { Receiver } from './deliveries.store';

/** Who may be sent content: who has paid or is trying it, and, where the service is so kind, who is late with a payment. */
export const receivingStates = ({ settings }: Pick<Service, 'settings'>): readonly SubscriptionState[] =>
  settings.contentWhileGrace ? ['trial', 'active', 'grace'] : ['trial', 'active'];

/** An item on its way to somebody. */
export interface Addressed {
  readonly receiver: Receiver;
  readonly item: ContentItem;
}

/** Each receiver's item of the day, in the language they are served in; who has none of theirs gets none today. */
export function address(
  service: Service,
  receivers: readonly Receiver[],
  items: readonly ContentItem[],
): readonly Addressed[] {
  const byLanguage = new Map(items.map((item) => [item.language, item]));
  return receivers.flatMap((receiver) => {
    const item = byLanguage.get(servedLanguage(service, receiver));
    return item ? [{ receiver, item }] : [];
  });
}

export interface Sending {
  readonly service: Service;
  readonly profile: Profile;
  readonly now: Date;
  readonly expiresAt: Date;
}

/**
 * The messages of a page. They are personal and no service messages: what somebody subscribed to is the first thing a STOP ends, under
 * every profile, while service messages outlive it in some.
 */
export function messagesOf(
  addressed: readonly Addressed[],
  { service, profile, now, expiresAt }: Sending,
): NewOutbound[] {
  const bodyOf = bodies(service, profile, now);
  return addressed.map(({ receiver, item }) => ({
    textId: null,
    ordinal: null,
    subscriberId: receiver.subscriberId,
    connectorId: receiver.connectorId,
    shortcodeId: receiver.shortcodeId,
    brandId: service.brandId,
    campaignId: null,
    listId: service.listId,
    class: 'personal',
    body: bodyOf(item, receiver.tariffId),
    linkId: null,
    createdAt: now,
    expiresAt,
  }));
}

/** An item in its frame, made once for each price that people of the page agreed to. */
function bodies(service: Service, profile: Profile, now: Date) {
  const made = new Map<string, string>();
  return ({ id, language, body }: ContentItem, tariffId: number): string => {
    const key = `${id} ${tariffId}`;
    const before = made.get(key);
    if (before !== undefined) return before;
    const price = agreedPrice(service, tariffId, now);
    if (!price) throw new Error(`tariff ${tariffId} is not one of service ${service.id}`);
    const text = wordsOf(service, 'content', language, {
      ...termsOf(service, price, language, profile),
      content: body,
    });
    made.set(key, text);
    return text;
  };
}
