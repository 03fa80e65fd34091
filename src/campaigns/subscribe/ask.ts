import { scopesAbove, wasStoppedSince } from '../../subscribers/standing';
import {
  mayJoin,
  servedLanguage,
  termsOf,
  wordsOf,
  type MayJoin,
  type Service,
} from '../../subscriptions/services/service';
import { agreedPrice } from '../../subscriptions/services/tariff';
import type { Language } from '../../text/language';
import type { OpenQuestion, Returned } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { ageAt } from '../flow/age';
import { askBirthDate, BIRTH_DATE } from './birth-date';
import { answeredBy, askOperator, type ToldValues } from './eligibility';
import { serviceOf } from './service-card';
import { paidBy, payByText } from './pay-by-text';
import { isLive, type SubscriptionCard } from './subscription-card';
import { tokenFor } from './token';
import {
  becomes,
  consent,
  forget,
  say,
  serviceClaim,
  subscriptionClaim,
  type SubscribeTurn,
} from './wording';

export const CONFIRM = 'confirm';

const MINUTE_MS = 60_000;
/** A YES that comes this long after its time is still told that it came too late. */
const LATE_MS = 24 * 60 * MINUTE_MS;

/** What is known of somebody beyond the turn: what they have just told, and that their operator has been asked. */
export interface Known {
  readonly told?: ToldValues;
  readonly isOperatorAsked?: boolean;
}

/** Somebody wants the service: they are told the price and the terms, free of charge, and asked. Nothing begins by this alone. */
export function askFor(turn: SubscribeTurn, known: Known = {}): Decision {
  const card = turn.claims.get(serviceClaim(turn));
  if (!card) return decided('keyword', 'the service is gone');
  const service = serviceOf(card);
  if (wasStoppedSince(turn.standings, scopesAbove(service), turn.saidAt))
    return decided('keyword', 'asked to subscribe before they asked to stop');
  const paid = paidBy(turn, service);
  if (paid) return payByText(turn, service, paid);
  const before = turn.claims.get(subscriptionClaim(turn));
  const live = before && isLive(before, turn.standings, service) ? before : null;
  if (live && live.state !== 'pending') return haveItAlready(turn, service, live);
  if (live && turn.now < confirmEnd(live.joinedAt, service)) return askAgain(turn, service, live);
  const decision = askAnew(turn, service, before?.hadTrial ?? false, known);
  return live ? { ...decision, effects: [becomes(turn, 'lapsed'), ...decision.effects] } : decision;
}

const REFUSALS = {
  'not open': ['the service is not open', 'notOpen'],
  'no tariff': ['the service has no price yet', 'notOpen'],
  'other operator': ['their operator does not carry the service', 'otherOperator'],
} as const;

function askAnew(
  turn: SubscribeTurn,
  service: Service,
  hadTrial: boolean,
  { told = {}, isOperatorAsked = false }: Known,
): Decision {
  const may = mayJoin(service, turn.operatorId, turn.now);
  if (may.type !== 'may') {
    const [because, key] = REFUSALS[may.type];
    return decided('keyword', because, say(turn, service, key));
  }
  const { operator } = may;
  const gate = ageGate(turn, service, told);
  if (gate) return gate;
  return operator.isAskable === true && !isOperatorAsked
    ? askOperator(turn, operator, told)
    : open(turn, service, may, hadTrial);
}

/** Null for whoever is old enough, and for services that ask nobody's age. */
function ageGate(turn: SubscribeTurn, service: Service, told: ToldValues): Decision | null {
  if (service.minAge === 0) return null;
  const known = { ...turn.claims.get({ type: 'attributes', brandId: turn.campaign.brandId }), ...told };
  const age = ageAt(known[BIRTH_DATE] ?? '', turn.saidAt, service.settings.zone);
  if (age === undefined) return askBirthDate(turn, service, 1);
  return age >= service.minAge ? null : decided('keyword', 'is too young', say(turn, service, 'tooYoung'));
}

/** @param worded what is said around the question, where somebody else asks it than the person themself */
export function open(
  turn: SubscribeTurn,
  service: Service,
  { tariff, operator: { operatorId } }: Extract<MayJoin, { type: 'may' }>,
  hadTrial: boolean,
  worded: (question: string, language: Language) => string = (question) => question,
): Decision {
  const language = servedLanguage(service, { language: turn.language });
  const token = tokenFor(service.settings, turn.luck());
  const question = wordsOf(service, 'ask', language, {
    ...termsOf(service, tariff, language, turn.profile),
    ...(token === null ? {} : { yes: token }),
    ...(hadTrial ? { trial: '' } : {}),
  });
  const shown = worded(question, language);
  return decided(
    'keyword',
    'asked to subscribe, and was asked to confirm',
    consent(service, 'asked', language, shown),
    {
      ...{ type: 'subscribe', serviceId: service.id, operatorId, tariffId: tariff.id },
      ...{ language, token, shown },
    },
    remember(turn, token, confirmEnd(turn.saidAt.toISOString(), service)),
    { type: 'reply', text: shown, brandId: turn.campaign.brandId },
  );
}

/** Their operator has answered, or has not in time. Whoever turned to something else meanwhile is asked nothing more. */
export function operatorAnswered(
  turn: SubscribeTurn,
  { answer }: Returned,
  question: OpenQuestion | null,
): Decision {
  const answered = answeredBy(turn, answer, question);
  const card = turn.claims.get(serviceClaim(turn));
  if (answered.type === 'gone') return decided('answer', 'turned to something else meanwhile');
  if (!card) return decided('answer', 'the service is gone', forget(turn));
  if (answered.type === 'may not') {
    const text = answered.failure === 'under age' ? 'underAge' : 'cannotPay';
    const because = `their operator says that they cannot pay (${answered.failure})`;
    return decided('answer', because, forget(turn), say(turn, serviceOf(card), text));
  }
  const decision = askFor(answered.turn, { told: answered.told, isOperatorAsked: true });
  return { ...decision, effects: [forget(turn), ...decision.effects] };
}

/** The same words and the same code, as often as the service allows; then the question merely stays open. */
function askAgain(turn: SubscribeTurn, service: Service, card: SubscriptionCard): Decision {
  const question = remember(turn, card.token, confirmEnd(card.joinedAt, service));
  if (card.askedAgain >= service.settings.resends)
    return decided('keyword', 'was asked to confirm often enough', question);
  return decided('keyword', 'was asked to confirm again', becomes(turn, 'asked again'), question, {
    type: 'reply',
    text: card.shown,
    brandId: turn.campaign.brandId,
  });
}

function haveItAlready(turn: SubscribeTurn, service: Service, card: SubscriptionCard): Decision {
  const tariff = agreedPrice(service, card.tariffId, turn.now);
  return decided('keyword', 'subscribes already', say(turn, service, 'already', { tariff }));
}

function remember({ campaign }: SubscribeTurn, token: string | null, until: Date): Effect {
  return {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: CONFIRM,
    state: { by: token === null ? 'yes' : 'code', until: until.toISOString() },
    until: new Date(until.getTime() + LATE_MS),
  };
}

const confirmEnd = (joinedAt: string, { settings }: Service): Date =>
  new Date(new Date(joinedAt).getTime() + settings.confirmTtlMinutes * MINUTE_MS);
