import { cardOf } from '../../src/campaigns/subscribe/service-card';
import type { Effect } from '../../src/campaigns/effect';
import type { Campaign } from '../../src/catalogue/configuration';
import { RETURNED } from '../../src/engine/steps/timer';
import type { ProfileId } from '../../src/rules/profile';
import type { Service } from '../../src/subscriptions/services/service';
import { LANGUAGES } from '../../src/text/language';
import { aPaidService } from './a-service';
import { aCampaign, aConfiguration, aKeyword, aList, aShortcode, NOW } from './builders';
import { Talk, type Said } from './talk';

/** A campaign that leads to service 1. */
export const aSubscribe = (own: Partial<Campaign> = {}): Campaign =>
  aCampaign({ id: 50, name: 'Stars', kind: 'subscribe', settings: { service: 1, list: 1 }, ...own });

export interface Offered {
  readonly service?: Service;
  readonly profile?: ProfileId;
  readonly word?: string;
  readonly operatorId?: number | null;
}

/** Somebody in front of a code on which a word leads to a paid service; the first operator carries it. */
export function talkOf({
  service = aPaidService(),
  profile = 'uk',
  word = 'STARS',
  operatorId = 1,
}: Offered = {}): Talk {
  const configuration = aConfiguration({
    shortcodes: [aShortcode({ profile })],
    lists: [aList({ name: service.name })],
    plays: [
      { words: [aKeyword(word, { language: null })], campaign: aSubscribe() },
      { words: ['HELLO'], campaign: aCampaign() },
    ],
  });
  const talk = new Talk({ configuration, ...(operatorId === null ? {} : { operatorId }) });
  for (const language of LANGUAGES)
    talk.knows({ type: 'service', serviceId: service.id, language }, cardOf(service, language));
  return talk;
}

/** What becomes of the subscription. */
export const turns = ({ effects }: Said): string[] =>
  effects.flatMap((effect: Effect) => {
    if (effect.type === 'subscribe') return ['subscribe'];
    return effect.type === 'subscription' ? [effect.event] : [];
  });
export const consents = ({ effects }: Said): string[] =>
  effects.flatMap((effect: Effect) => (effect.type === 'consent' ? [effect.event] : []));
export const tokenOf = ({ effects }: Said): string =>
  effects.flatMap((effect: Effect) => (effect.type === 'subscribe' ? [effect.token ?? ''] : []))[0] ?? '';

/** What the operator says of who asked; null when it says nothing in time. */
export function operatorSays(talk: Talk, { effects }: Said, answer: unknown): readonly Effect[] {
  const timers = effects.flatMap((effect): Effect[] => {
    if (effect.type !== 'ask operator') return [];
    const { key, campaignId } = effect;
    const data = { key, campaignId, saidAt: NOW.toISOString(), answer };
    return [{ type: 'timer', key, timer: RETURNED, dueAt: NOW, data }];
  });
  if (timers.length !== 1) throw new Error('the operator was not asked once');
  return talk.waitsFor(timers);
}
