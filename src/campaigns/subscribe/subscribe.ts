import type { CampaignKind, LintContext } from '../campaign-kind';
import { pick } from '../texts-by-language';
import { readCommand } from '../../rules/command';
import { askFor, CONFIRM, operatorAnswered } from './ask';
import { askBirthDateAgain, BIRTH_DATE, learnBirthDate, readBirthDate } from './birth-date';
import { confirm, otherAnswer, turnedAway } from './confirm';
import { ELIGIBILITY, SAID_EARLY } from './eligibility';
import { proposeMove } from './propose';
import { readSubscribeSettings, type SubscribeSettings } from './subscribe-settings';
import { serviceClaim, subscriptionClaim } from './wording';

/** "SUB HOROSCOPE", or just "HOROSCOPE": the price and the terms first, and a paid service only after a second text. */
export const subscribe: CampaignKind<SubscribeSettings> = {
  name: 'subscribe',
  readSettings: (raw) => readSubscribeSettings(raw),
  lint,
  complete: (settings, { service }) => {
    const offered = service?.(settings.service);
    return offered ? { ...settings, list: offered.listId } : settings;
  },

  claims(turn) {
    const offer = serviceClaim(turn);
    const isAgeAsked = turn.claims.has(offer) && (turn.claims.get(offer)?.minAge ?? 0) > 0;
    const { brandId } = turn.campaign;
    return [
      offer,
      subscriptionClaim(turn),
      ...(isAgeAsked ? [{ type: 'attributes', brandId } as const] : []),
    ];
  },

  decide: (turn) => askFor(turn),

  answer(turn, question) {
    if (question.question === ELIGIBILITY)
      return readCommand(turn.profile, turn.said)?.act === 'yes' ? SAID_EARLY : null;
    if (question.question !== BIRTH_DATE) return confirm(turn, question);
    const birthDate = readBirthDate(turn);
    if (birthDate === null) return null;
    const decision = askFor(turn, { told: { [BIRTH_DATE]: birthDate } });
    return { ...decision, effects: [...learnBirthDate(turn, birthDate), ...decision.effects] };
  },

  otherwise(turn, question) {
    if (question.question === ELIGIBILITY) return null;
    return question.question === BIRTH_DATE ? askBirthDateAgain(turn, question) : otherAnswer(turn, question);
  },

  returned: operatorAnswered,
  proposed: proposeMove,

  interrupted: (turn, question) => (question.question === CONFIRM ? turnedAway(turn, question) : []),
  // A code can be meant for nothing else; a YES could be.
  whenInterrupted: (_, { state }) => (state['by'] === 'code' ? 'park' : 'interrupt'),

  listOf: (settings) => settings.list ?? NO_LIST,
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
};

/** A draft's list is not known yet. */
const NO_LIST = 0;

function lint({ service: id }: SubscribeSettings, { campaign, service }: LintContext): readonly string[] {
  const offered = service?.(id);
  if (!offered) return [`There is no service ${id}.`];
  if (offered.brandId !== campaign.brandId || offered.shortcodeId !== campaign.shortcodeId)
    return [`Service "${offered.name}" belongs to another brand or another code.`];
  return offered.state === 'approved'
    ? []
    : [`Service "${offered.name}" is ${offered.state}: only an approved one can be joined.`];
}
