import type { Service } from '../../subscriptions/services/service';
import type { OpenQuestion } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { readDate } from '../flow/date-answer';
import { serviceOf } from './service-card';
import { forget, say, serviceClaim, type SubscribeTurn } from './wording';

/** The attribute a date of birth is kept as, and the question that asks for it. */
export const BIRTH_DATE = 'birthDate';

/** Nobody who was born earlier can text. */
const EARLIEST = '1900-01-01';
const WAIT_MS = 30 * 60_000;
const TRIES = 2;

export function askBirthDate(turn: SubscribeTurn, service: Service, tries: number): Decision {
  const { campaign, now } = turn;
  const question: Effect = {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: BIRTH_DATE,
    state: { tries },
    until: new Date(now.getTime() + WAIT_MS),
  };
  const text = say(turn, service, tries === 1 ? 'askBirthDate' : 'askBirthDateAgain');
  return decided('keyword', 'was asked for the date of birth', question, text);
}

/** The date somebody gave, as an ISO date, in any of the three calendars; null when it is none. */
export function readBirthDate({ said, language, profile, campaign, saidAt }: SubscribeTurn): string | null {
  const accept = { type: 'date', earliest: EARLIEST, latest: 'today' } as const;
  const context = { language, country: profile.country, zone: campaign.timezone, now: saidAt };
  const reading = readDate(accept, said.raw, context);
  return 'value' in reading ? reading.value : null;
}

/** The brand keeps it, and what it was asked for. */
export const learnBirthDate = (turn: SubscribeTurn, birthDate: string): Effect[] => [
  forget(turn),
  {
    type: 'learn',
    brandId: turn.campaign.brandId,
    purpose: `age limit of ${turn.campaign.name}`,
    values: { [BIRTH_DATE]: birthDate },
  },
];

/** It was no date: asked again, until it has been asked often enough. */
export function askBirthDateAgain(turn: SubscribeTurn, { state }: OpenQuestion): Decision {
  const card = turn.claims.get(serviceClaim(turn));
  if (!card) return decided('conversation', 'the service is gone', forget(turn));
  const service = serviceOf(card);
  const tries = Number(state['tries'] ?? 1);
  if (tries >= TRIES)
    return decided(
      'conversation',
      'did not say the date of birth',
      forget(turn),
      say(turn, service, 'ageUnknown'),
    );
  return askBirthDate(turn, service, tries + 1);
}
