import type { Effect } from '../../campaigns/effect';
import { SUBSCRIBE_TEXTS } from '../../campaigns/subscribe/subscribe-texts';
import { wasLeft, type PaidService } from '../../campaigns/subscribe/subscription-card';
import { dayText } from '../../subscriptions/services/day-text';
import { priceText } from '../../subscriptions/services/price-text';
import { cycleText } from '../../subscriptions/services/service';
import { localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import { LIMITS } from '../limits';
import { outcome, type Outcome, type Scene } from '../scene';
import { isAskingWhich } from './stop';

/** The name of the question that the numbered list of somebody's services leaves open. */
export const MY_SERVICES = 'my-services';

/** What this person pays for on this code, each with its price and a number to stop it by; null for whoever pays for nothing. */
export function myServices(scene: Scene, language: Language): Outcome | null {
  const { snapshot, memberships } = scene;
  // Nobody pays who is on no list; and while STOP has asked "which one?", there must be no second list of numbers.
  if (memberships.length === 0 || isAskingWhich(scene)) return null;
  const claim = { type: 'paid services', shortcodeId: snapshot.shortcode.id } as const;
  if (!snapshot.claims.has(claim)) return outcome('is not decided yet', [], { wants: [claim] });
  const { standings } = snapshot.person;
  const paid = snapshot.claims.get(claim).filter((service) => !wasLeft(service, standings, service));
  if (paid.length === 0) return null;
  const free = memberships.filter(({ id }) => !paid.some(({ listId }) => listId === id));
  const isAsking = isFree(scene);
  return outcome(
    'asked for their services',
    [...(isAsking ? [question(scene, paid)] : []), ...replies(scene, paid, free, language, isAsking)],
    { language },
  );
}

/** A number may be the answer to a question that somebody else has open: then it is not asked for. */
function isFree({ openConversation: open, now }: Scene): boolean {
  if (!open || open.question === MY_SERVICES) return true;
  const { until } = open.state;
  return typeof until === 'string' && new Date(until) <= now;
}

function replies(
  scene: Scene,
  paid: readonly PaidService[],
  free: Scene['memberships'],
  language: Language,
  isAsking: boolean,
): Effect[] {
  const texts = SUBSCRIBE_TEXTS[language];
  const services = paid.map((service, at) => lineOf(service, at + 1, language)).join('\n');
  const list = render(texts.myServices, { code: scene.snapshot.shortcode.number, services });
  const text = isAsking ? `${list}\n${texts.stopByNumber}` : list;
  const names = free.slice(0, LIMITS.namesListed).map(({ name }) => name);
  const separator = language === 'fa' || language === 'ar' ? '، ' : ', ';
  return [
    { type: 'reply', text },
    ...(names.length === 0 ? [] : [scene.reply('statusList', language, { services: names.join(separator) })]),
  ];
}

function lineOf(service: PaidService, number: number, language: Language): string {
  const { name, cycle, zone, nextChargeAt, currency, inTomans } = service;
  const { myService, myServiceOnce } = SUBSCRIBE_TEXTS[language];
  return render(nextChargeAt === null ? myServiceOnce : myService, {
    number: localDigits(String(number), language),
    service: name,
    price: priceText({ minor: BigInt(service.amountMinor), currency }, language, inTomans),
    cycle: cycleText(cycle, language),
    next: nextChargeAt === null ? '' : dayText(new Date(nextChargeAt), zone, language),
  });
}

const question = ({ now }: Scene, paid: readonly PaidService[]): Effect => ({
  type: 'remember',
  brandId: 0,
  campaignId: null,
  question: MY_SERVICES,
  state: { lists: paid.map(({ listId }) => listId) },
  until: new Date(now.getTime() + LIMITS.questionMs),
});
