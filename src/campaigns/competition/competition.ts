import type { CampaignKind } from '../campaign-kind';
import { askAgain, BIRTH_DATE, giveUp, learnBirthDate, readBirthDate, waitingEntry } from './birth-date';
import { enter } from './enter';
import { entryClaims, playerClaim, type CompetitionTurn } from './entrant';
import { lintCompetition } from './lint';
import { clockTime, ended } from './outcome';
import { readPlayer } from './player';
import { readSettings, type CompetitionSettings } from './settings';

/** "WIN 7KM49ACFEF": a text, an entry, and one right answer. Winners are drawn, counted out, lucky, or carry the right code. */
export const competition: CampaignKind<CompetitionSettings> = {
  name: 'competition',
  readSettings: (raw) => readSettings(raw),
  lint: lintCompetition,

  claims: (turn, question) => entryClaims(turn, question ? waitingEntry(question) : said(turn)),

  decide: (turn) => enter(turn, said(turn)),

  outside(turn, when) {
    const { opensAt, closesAt } = turn.campaign;
    const at = when === 'after' ? closesAt : when === 'before' ? opensAt : null;
    const { tryOut } = readPlayer(turn.claims.get(playerClaim(turn)));
    return ended(turn, said(turn), {
      outcome: OUTSIDE[when],
      counted: false,
      values: at ? { at: clockTime(turn, at) } : {},
      data: tryOut ? { tryOut } : {},
    });
  },

  answer(turn, question) {
    const birthDate = readBirthDate(turn);
    if (birthDate === null) return null;
    const learned = learnBirthDate(turn, birthDate);
    const decision = enter(turn, waitingEntry(question), { [BIRTH_DATE]: birthDate });
    return { ...decision, effects: [...learned, ...decision.effects] };
  },

  otherwise: askAgain,

  /** The entry ends in the book; nobody is told by itself of something they left lying. */
  silence(turn, question) {
    const decision = giveUp(turn, question);
    return { ...decision, effects: decision.effects.filter(({ type }) => type !== 'reply') };
  },

  hoursOf: (settings) => settings.hours,
};

const OUTSIDE = { before: 'early', after: 'late', outside: 'closed' } as const;

const said = ({ argument, saidAt }: CompetitionTurn) => ({ argument, saidAt });
