import { maySend, scopesAbove, wasStoppedSince } from '../../subscribers/standing';
import { mayJoin, type MayJoin, type Service } from '../../subscriptions/services/service';
import { MIGRATION_CHANNEL, type Move, type NotAsked } from '../../subscriptions/moving/move';
import { render } from '../../text/template';
import { decided, type Decision, type Effect } from '../effect';
import { ageAt } from '../flow/age';
import { open } from './ask';
import { BIRTH_DATE } from './birth-date';
import { serviceOf } from './service-card';
import { SUBSCRIBE_TEXTS } from './subscribe-texts';
import { isLive } from './subscription-card';
import { serviceClaim, subscriptionClaim, type SubscribeTurn } from './wording';

/** What somebody who pays for another service of the brand is asked: the question before any purchase, and what their yes would end. */
export function proposeMove(given: SubscribeTurn, move: Move): Decision {
  const turn = { ...given, operatorId: move.operatorId };
  const card = turn.claims.get(serviceClaim(turn));
  if (!card) return notAsked(move, 'not open');
  const service = serviceOf(card);
  const may = mayJoin(service, move.operatorId, turn.now);
  const hindrance = hindranceOf(turn, service, move) ?? refusalOf(may) ?? tooYoung(turn, service);
  if (hindrance !== null || may.type !== 'may') return notAsked(move, hindrance ?? 'not open');
  // Nobody who moves has a trial, so none is offered.
  const { effects } = open(turn, service, may, true, (question, language) =>
    render(SUBSCRIBE_TEXTS[language].instead, { old: move.name, question }),
  );
  const because = `pays for ${move.name}, and was asked whether they want ${service.name} instead`;
  return decided('timer', because, ...effects.map((effect) => proposed(effect, service, move)));
}

export const notAsked = ({ migrationId, subscriptionId }: Move, because: NotAsked): Decision =>
  decided('timer', `was not asked to move: ${because}`, {
    ...{ type: 'not asked', migrationId, subscriptionId, because },
  });

/** Another's question and not theirs: it is an advertisement by its class, and travels behind everything anybody waits for. */
function proposed(effect: Effect, { settings }: Service, move: Move): Effect {
  if (effect.type === 'subscribe') return { ...effect, channel: MIGRATION_CHANNEL, moves: move };
  if (effect.type !== 'reply') return effect;
  const unasked = { class: 'promotional', listId: move.listId } as const;
  return { ...effect, ttlSeconds: settings.confirmTtlMinutes * 60, unasked };
}

function hindranceOf(turn: SubscribeTurn, service: Service, move: Move): NotAsked | null {
  const { standings } = turn;
  const place = { ...service, listId: move.listId };
  const old = turn.claims.get({ type: 'subscription', serviceId: move.serviceId });
  const isThere = old && isLive(old, standings, place) && old.joinedAt === move.joinedAt;
  if (!isThere || old.state === 'pending') return 'left';
  const isRefusing = !maySend(standings, scopesAbove(place));
  if (isRefusing || wasStoppedSince(standings, scopesAbove(service), turn.saidAt)) return 'opted out';
  const own = turn.claims.get(subscriptionClaim(turn));
  return own && isLive(own, standings, service) ? 'has it already' : null;
}

const REFUSALS = {
  may: null,
  'not open': 'not open',
  'no tariff': 'not open',
  'other operator': 'other operator',
} as const satisfies { readonly [T in MayJoin['type']]: NotAsked | null };

const refusalOf = ({ type }: MayJoin): NotAsked | null => REFUSALS[type];

/** Nobody is asked for their date of birth by an advertisement. */
function tooYoung({ claims, campaign, saidAt }: SubscribeTurn, service: Service): NotAsked | null {
  if (service.minAge === 0) return null;
  const known = claims.get({ type: 'attributes', brandId: campaign.brandId })[BIRTH_DATE];
  const age = ageAt(known ?? '', saidAt, service.settings.zone);
  if (age === undefined) return 'age unknown';
  return age >= service.minAge ? null : 'too young';
}
