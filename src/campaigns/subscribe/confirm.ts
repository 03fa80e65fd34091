import { readCommand } from '../../rules/command';
import { scopesAbove, wasStoppedSince } from '../../subscribers/standing';
import type { Service } from '../../subscriptions/services/service';
import type { OpenQuestion } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { hasLeftSince, leaving } from './leaving';
import { serviceOf } from './service-card';
import { isLive, MOST_MISTYPED, type SubscriptionCard } from './subscription-card';
import { looksLikeToken, says } from './token';
import {
  becomes,
  consent,
  forget,
  say,
  serviceClaim,
  subscriptionClaim,
  type SubscribeTurn,
} from './wording';

/** What somebody answers who was asked whether they want it at that price. */
type Answer = 'yes' | 'no' | 'no code' | 'wrong code';

/** A decision if the text is an answer of the kind that is waited for; null for everything else. */
export function confirm(turn: SubscribeTurn, question: OpenQuestion): Decision | null {
  const answer = answerIn(turn, question);
  if (!answer) return null;
  const waiting = waitingFor(turn, question);
  if (!waiting) return decided('answer', 'answered a question that is gone', forget(turn));
  if (isLate(turn, question)) return tooLate(turn, waiting, answer);
  return ANSWERS[answer](turn, waiting);
}

/** Something else was said instead of a yes, and that is a no (the table of the lifecycle: "a different answer"). */
export function otherAnswer(turn: SubscribeTurn, question: OpenQuestion): Decision | null {
  if (isLate(turn, question)) return null;
  const waiting = waitingFor(turn, question);
  return waiting ? decline(turn, waiting, 'said something else than yes') : null;
}

/** They turned to something else: a YES from now on could mean that, so this question is answered with no. Quietly. */
export function turnedAway(turn: SubscribeTurn, question: OpenQuestion): readonly Effect[] {
  const list = turn.list(turn.settings.list ?? 0);
  if (!list || isLate(turn, question)) return [];
  return [becomes(turn, 'declined'), consent({ ...list, listId: list.id }, 'declined', turn.language)];
}

interface Waiting {
  readonly service: Service;
  readonly card: SubscriptionCard;
  readonly question: OpenQuestion;
}

/** The subscription the question is about, unless it has ended or begun by another door meanwhile. */
function waitingFor(turn: SubscribeTurn, question: OpenQuestion): Waiting | null {
  const offer = turn.claims.get(serviceClaim(turn));
  const card = turn.claims.get(subscriptionClaim(turn));
  if (!offer || !card) return null;
  const service = serviceOf(offer);
  // Whose time is over may have been ended by its timer already; they are told so all the same.
  const isWaiting = card.state === 'pending' || (card.state === 'expired' && isLate(turn, question));
  const isLeft = card.state === 'pending' && !isLive(card, turn.standings, service);
  return isWaiting && !isLeft ? { service, card, question } : null;
}

const isLate = ({ now }: SubscribeTurn, { state }: OpenQuestion): boolean =>
  new Date(String(state['until'])) <= now;

function answerIn(turn: SubscribeTurn, { state }: OpenQuestion): Answer | null {
  const { said, profile } = turn;
  const command = readCommand(profile, said);
  const isYes = command?.act === 'yes' && command.scope === 'bare';
  if (command?.act === 'no' && command.scope === 'bare') return 'no';
  if (state['by'] === 'yes') return isYes ? 'yes' : null;
  const token = turn.claims.get(subscriptionClaim(turn))?.token;
  if (token != null && says(said, token)) return 'yes';
  return isYes ? 'no code' : looksLikeToken(said) ? 'wrong code' : null;
}

const ANSWERS: { readonly [A in Answer]: (turn: SubscribeTurn, waiting: Waiting) => Decision } = {
  yes: (turn, { service, card, question }) => {
    const { language, shown } = card;
    // A STOP after the question takes the question back, also one said on another code.
    const since = new Date(Math.min(question.askedAt.getTime(), turn.saidAt.getTime()));
    if (wasStoppedSince(turn.standings, scopesAbove(service), since))
      return decided('answer', 'asked to stop after they were asked to confirm', forget(turn));
    if (hasLeftSince(turn.standings, card, since))
      return decline(turn, { service, card, question }, 'has left what they were to move from');
    if (service.state !== 'approved') {
      const effects = [...noEffects(turn, service, card), say(turn, service, 'notOpen', { language })];
      return decided('answer', 'the service was closed before they confirmed', ...effects);
    }
    return decided(
      'answer',
      'confirmed the subscription',
      forget(turn),
      consent(service, 'opt_in', language, shown),
      becomes(turn, 'confirmed'),
      ...leaving(service, card),
    );
  },

  no: (turn, waiting) => decline(turn, waiting, 'said no'),

  'no code': (turn, { service, card }) => {
    const { language, shown, askedAgain } = card;
    const because = 'said yes where a code is needed';
    if (askedAgain >= service.settings.resends)
      return decided('answer', because, say(turn, service, 'wrongCode', { language }));
    const { brandId } = turn.campaign;
    return decided('answer', because, becomes(turn, 'asked again'), { type: 'reply', text: shown, brandId });
  },

  'wrong code': (turn, { service, card }) => {
    const { language } = card;
    if (card.mistyped + 1 < MOST_MISTYPED)
      return decided(
        'answer',
        'gave a wrong code',
        becomes(turn, 'mistyped'),
        say(turn, service, 'wrongCode', { language }),
      );
    const effects = [...noEffects(turn, service, card), say(turn, service, 'tooManyCodes', { language })];
    return decided('answer', 'gave a wrong code too often', becomes(turn, 'mistyped'), ...effects);
  },
};

function decline(turn: SubscribeTurn, { service, card }: Waiting, because: string): Decision {
  const { language } = card;
  return decided(
    'answer',
    because,
    ...noEffects(turn, service, card),
    say(turn, service, 'declined', { language }),
  );
}

const noEffects = (turn: SubscribeTurn, service: Service, { language }: SubscriptionCard): Effect[] => [
  forget(turn),
  consent(service, 'declined', language),
  becomes(turn, 'declined'),
];

function tooLate(turn: SubscribeTurn, { service, card }: Waiting, answer: Answer): Decision {
  const { language } = card;
  if (answer === 'no') return decided('answer', 'said no after its time', forget(turn));
  const lapsed = card.state === 'pending' ? [becomes(turn, 'lapsed')] : [];
  return decided(
    'answer',
    'said yes too late',
    forget(turn),
    consent(service, 'expired', language),
    ...lapsed,
    say(turn, service, 'expired', { language }),
  );
}
