import type { OpenQuestion } from '../campaign-kind';
import { decided, type Decision, type Effect } from '../effect';
import { readDate } from '../flow/date-answer';
import type { CompetitionTurn, Entry } from './entrant';
import { ended, figures, say } from './outcome';

/** The attribute a date of birth is kept as, and the question that asks for it. */
export const BIRTH_DATE = 'birthDate';

/** Nobody who was born earlier can text. */
const EARLIEST = '1900-01-01';
const MINUTE_MS = 60_000;

/** The entry waits in the question's memory. */
export function askBirthDate(turn: CompetitionTurn, entry: Entry): Decision {
  return decided('keyword', 'was asked for the date of birth', ...asking(turn, entry, 1));
}

/** The entry that waits for the answer, as it was said. */
export function waitingEntry({ state }: OpenQuestion): Entry {
  return { argument: String(state['argument'] ?? ''), saidAt: new Date(String(state['saidAt'])) };
}

/** The date somebody gave, as an ISO date, in any of the three calendars; null when it is none. */
export function readBirthDate({ said, language, profile, campaign, saidAt }: CompetitionTurn): string | null {
  const accept = { type: 'date', earliest: EARLIEST, latest: 'today' } as const;
  const context = { language, country: profile.country, zone: campaign.timezone, now: saidAt };
  const reading = readDate(accept, said.raw, context);
  return 'value' in reading ? reading.value : null;
}

/** The brand keeps it, and what it was asked for. */
export function learnBirthDate({ campaign }: CompetitionTurn, birthDate: string): Effect[] {
  return [
    { type: 'forget', brandId: campaign.brandId },
    {
      type: 'learn',
      brandId: campaign.brandId,
      purpose: `age limit of ${campaign.name}`,
      values: { [BIRTH_DATE]: birthDate },
    },
  ];
}

/** It was no date: asked again, until it has been asked often enough. */
export function askAgain(turn: CompetitionTurn, question: OpenQuestion): Decision {
  const tries = Number(question.state['tries'] ?? 1);
  if (tries >= (turn.settings.age?.tries ?? 1)) return giveUp(turn, question);
  return decided(
    'conversation',
    'was asked for the date of birth again',
    ...asking(turn, waitingEntry(question), tries + 1),
  );
}

export function giveUp(turn: CompetitionTurn, question: OpenQuestion): Decision {
  return ended(turn, waitingEntry(question), {
    outcome: 'ageUnknown',
    counted: false,
    effects: [{ type: 'forget', brandId: turn.campaign.brandId }],
  });
}

function asking(turn: CompetitionTurn, { argument, saidAt }: Entry, tries: number): Effect[] {
  const { settings, campaign, now, language } = turn;
  const { least = 0, minutes = 0 } = settings.age ?? {};
  return [
    {
      type: 'remember',
      brandId: campaign.brandId,
      campaignId: campaign.id,
      question: BIRTH_DATE,
      state: { argument, saidAt: saidAt.toISOString(), tries },
      until: new Date(now.getTime() + minutes * MINUTE_MS),
    },
    say(turn, tries === 1 ? 'askBirthDate' : 'askBirthDateAgain', { age: figures(least, language) }),
  ];
}
