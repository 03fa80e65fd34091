import type { CampaignKind, OpenQuestion, Turn } from '../campaign-kind';
import { dayOf } from '../local-date';
import { decided, type Decision, type Effect } from '../effect';
import type { ExpectsAnswers } from '../expected-answers';
import { isWithin } from '../hours';
import type { HasChoices } from '../results/choices-of';
import { parse } from '../../text/said';
import { ambiguousKeys, answersOf, lintVote } from './vote-lint';
import { readBallot, readSentence, type BallotReading } from './ballot';
import { cast, refusal, type Cast, type Voter } from './cast';
import { readVoteSettings, type VoteSettings } from './vote-settings';
import type { VoteTextKey } from './vote-texts';
import { namesOf, spoken, spokenWindow } from './vote-wording';

type VoteTurn = Turn<VoteSettings>;
type When = 'during' | 'before' | 'after' | 'outside';

const QUESTION = 'vote';
const MINUTE_MS = 60_000;
const PROMPTS = 2;
const WAIT_MINUTES = 30;
const CLOSED_OUTCOMES = { before: 'early', after: 'late', outside: 'closed' } as const;

/** "VOTE 2", رأی ۲, VOTE2, or VOTE and then 2: one person's choice among the options, counted once. */
export const vote: CampaignKind<VoteSettings> & ExpectsAnswers & HasChoices = {
  name: 'vote',
  readSettings: readVoteSettings,
  lint: lintVote,
  expectedAnswers: (settings) => answersOf(settings as VoteSettings),
  choicesOf: (settings) => (settings as VoteSettings).options,

  claims: ({ campaign }) => [{ type: 'player', campaignId: campaign.id }],

  decide(turn) {
    const reading = readSentence(turn.settings, parse(turn.argument));
    return voteOrAsk(turn, reading, null);
  },

  answer(turn, question) {
    const reading = readBallot(turn.settings, turn.said);
    return reading.type === 'choices' || reading.type === 'tooMany'
      ? voteOrAsk(turn, reading, question)
      : null;
  },

  otherwise: (turn, question) => voteOrAsk(turn, readSentence(turn.settings, turn.said), question),

  outside: (turn, when) => turnAway(turn, when, readSentence(turn.settings, parse(turn.argument))),

  hoursOf: (settings) => settings.hours,
};

function voteOrAsk(turn: VoteTurn, reading: BallotReading, question: OpenQuestion | null): Decision {
  const when = whenSaid(turn);
  if (when !== 'during') return withForgetting(turn, question, turnAway(turn, when, reading));
  if (reading.type === 'choices') return withForgetting(turn, question, castVote(turn, reading.choices));
  const why = refusal(turn.settings, voterOf(turn), dayOf(turn.saidAt, turn.campaign.timezone));
  if (why)
    return withForgetting(
      turn,
      question,
      refuse(turn, { type: 'refused', why, choices: voterOf(turn)?.choices ?? [] }, []),
    );
  return reading.type === 'blank' ? ask(turn) : askAgain(turn, reading.type, question);
}

function castVote(turn: VoteTurn, choices: readonly string[]): Decision {
  const { campaign, settings } = turn;
  const result = cast(settings, voterOf(turn), choices, dayOf(turn.saidAt, turn.campaign.timezone));
  if (result.type === 'refused') return refuse(turn, result, choices);
  const replaced = result.type === 'changed' ? result.replaced : [];
  const data = { choices, ...(replaced.length > 0 ? { replaced } : {}) };
  const names = { choice: namesOf(turn, choices), before: namesOf(turn, replaced) };
  return decided(
    'keyword',
    result.type === 'vote' ? 'voted' : 'changed their vote',
    { type: 'player', campaignId: campaign.id, state: { ...result.voter } },
    ...moves(campaign.id, replaced, choices),
    { type: 'entry', campaignId: campaign.id, outcome: result.type, counted: true, data },
    {
      type: 'event',
      brandId: campaign.brandId,
      event: 'vote',
      data: { campaign: campaign.id, outcome: result.type, ...data },
    },
    reply(turn, result.type === 'vote' ? 'voted' : 'changed', names),
  );
}

/** Only what differs: a choice that is kept was counted before. */
function moves(campaignId: number, before: readonly string[], after: readonly string[]): Effect[] {
  const gone = before.filter((choice) => !after.includes(choice));
  const come = after.filter((choice) => !before.includes(choice));
  return [
    ...gone.map((choice): Effect => ({ type: 'tally', campaignId, choice, amount: -1 })),
    ...come.map((choice): Effect => ({ type: 'tally', campaignId, choice, amount: 1 })),
  ];
}

const REFUSALS = {
  same: 'has voted for the same before',
  refused: 'has voted before',
  limit: 'has used the votes of the day',
} as const;

function refuse(
  turn: VoteTurn,
  { why, choices }: Extract<Cast, { type: 'refused' }>,
  asked: readonly string[],
): Decision {
  const data = { why, ...(asked.length > 0 ? { choices: asked } : {}) };
  return decided(
    'keyword',
    REFUSALS[why],
    { type: 'entry', campaignId: turn.campaign.id, outcome: 'refused', counted: false, data },
    reply(turn, why, { choice: namesOf(turn, choices) }),
  );
}

function ask(turn: VoteTurn): Decision {
  const isOne = (turn.settings.mostChoices ?? 1) === 1;
  return decided(
    'keyword',
    'was asked for a choice',
    remember(turn, 0),
    reply(turn, isOne ? 'ask' : 'askSeveral'),
  );
}

/** Whoever was not understood often enough is told that nothing was counted. */
function askAgain(turn: VoteTurn, why: 'unclear' | 'tooMany', question: OpenQuestion | null): Decision {
  const prompts = Number(question?.state['prompts'] ?? 0);
  const invalid: Effect = {
    type: 'entry',
    campaignId: turn.campaign.id,
    outcome: 'invalid',
    counted: false,
    data: { why },
  };
  if (prompts >= (turn.settings.prompts ?? PROMPTS))
    return withForgetting(
      turn,
      question,
      decided('keyword', 'was not understood too often', invalid, reply(turn, 'givenUp')),
    );
  return decided('keyword', ASKED_AGAIN[why], invalid, remember(turn, prompts + 1), reply(turn, why));
}

const ASKED_AGAIN = {
  unclear: 'named no option, and was asked again',
  tooMany: 'named too many options, and was asked again',
} as const;

function turnAway(turn: VoteTurn, when: Exclude<When, 'during'>, reading: BallotReading): Decision {
  const data = reading.type === 'choices' ? { data: { choices: reading.choices } } : {};
  return decided(
    'keyword',
    `voted ${CLOSED_OUTCOMES[when] === 'closed' ? 'outside the hours' : CLOSED_OUTCOMES[when]}`,
    {
      type: 'entry',
      campaignId: turn.campaign.id,
      outcome: CLOSED_OUTCOMES[when],
      counted: false,
      ...data,
    },
    { type: 'reply', text: spokenWindow(turn, when), brandId: turn.campaign.brandId },
  );
}

function withForgetting(turn: VoteTurn, question: OpenQuestion | null, decision: Decision): Decision {
  if (!question) return decision;
  const forget: Effect = { type: 'forget', brandId: turn.campaign.brandId };
  return { ...decision, effects: [forget, ...decision.effects] };
}

/** An answer may come after the close, to a question asked before it. */
function whenSaid({ campaign: { opensAt, closesAt, timezone }, settings, saidAt }: VoteTurn): When {
  if (saidAt < opensAt) return 'before';
  if (closesAt && saidAt >= closesAt) return 'after';
  return settings.hours && !isWithin(settings.hours, saidAt, timezone) ? 'outside' : 'during';
}

/** @param prompts how often the person was asked again so far. */
function remember({ campaign, settings, profile, now }: VoteTurn, prompts: number): Effect {
  const accepts = ambiguousKeys(settings, profile);
  return {
    type: 'remember',
    brandId: campaign.brandId,
    campaignId: campaign.id,
    question: QUESTION,
    state: { prompts, ...(accepts.length > 0 ? { accepts } : {}) },
    until: new Date(now.getTime() + (settings.waitMinutes ?? WAIT_MINUTES) * MINUTE_MS),
  };
}

const voterOf = ({ claims, campaign }: VoteTurn): Voter | null =>
  claims.get({ type: 'player', campaignId: campaign.id }) as Voter | null;

const reply = (
  turn: VoteTurn,
  key: VoteTextKey,
  names: { readonly choice?: string; readonly before?: string } = {},
): Effect => ({ type: 'reply', text: spoken(turn, key, names), brandId: turn.campaign.brandId });
