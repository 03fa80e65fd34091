import { DateTime } from 'luxon';
import { localDigits } from '../../text/language';
import { render } from '../../text/template';
import type { Turn } from '../campaign-kind';
import { flowKind } from '../flow/flow-kind';
import type { Aftermath, FlowPlayer, TurnTaken } from '../flow/flow-script';
import { languageFor } from '../flow/flow-talk';
import { pick } from '../texts-by-language';
import { languagesOf, quizFlow, SKIP, wordsFor } from './quiz-flow';
import { NEW_QUIZ_PLAYER, pickQuestions, type QuizPlayer } from './quiz-picks';
import { QUIZ_LIMITS, readQuiz, type BankQuestion, type QuizSettings } from './quiz-settings';
import type { QuizTextKey } from './quiz-texts';

/** "QUIZ": some questions of the bank, drawn for this person by luck; points for each answer, and a place on the board. */
export const quiz = flowKind<QuizSettings>({
  name: 'quiz',
  readSettings: (raw) => readQuiz(raw),
  flowsOf: (settings) => chunks(settings).map((questions) => quizFlow(settings, questions)),
  flowOf: (settings, { names }) => quizFlow(settings, named(settings, Array.isArray(names) ? names : [])),
  hoursOf: (settings) => settings.hours,
  windowText: (settings, when, language) => pick(settings[when], language, language),
  goesOnAfterClose: ({ finishAfterClose }) => finishAfterClose === true,
  saysTogether: true,

  open(turn, player) {
    const day = DateTime.fromJSDate(turn.saidAt, { zone: turn.campaign.timezone }).toISODate() ?? '';
    const own = ownOf(player);
    const picked = pickQuestions(turn.settings, own, { day, luck: turn.luck() });
    if (picked.type !== 'picked') {
      const because =
        picked.type === 'noMore' ? 'has had every question' : 'has had all questions of the day';
      return { type: 'shut', because, text: wording(turn, picked.type, own) };
    }
    return { type: 'open', notes: { names: picked.names }, own: { ...picked.player } };
  },

  after: scored,
});

/** Points for what was answered in this turn, and the score once the play is over. */
function scored(turn: Turn<QuizSettings>, { player, answered, outcome }: TurnTaken): Aftermath {
  const before = ownOf(player);
  const names = Object.keys(answered);
  const points = named(turn.settings, names).reduce(
    (sum, question) => sum + pointsFor(turn.settings, question, answered[question.name]?.value),
    0,
  );
  const own: QuizPlayer = {
    ...before,
    total: before.total + points,
    score: before.score + points,
    at: points > 0 ? turn.saidAt.toISOString() : before.at,
    left: before.left.filter((name) => !names.includes(name)),
  };
  const { score, total } = own;
  return {
    own: { ...own },
    ...(outcome === 'completed' ? { says: wording(turn, 'score', own) } : {}),
    ...(outcome === null ? {} : { data: { score, total } }),
  };
}

function pointsFor({ points }: QuizSettings, { right }: BankQuestion, value: unknown): number {
  if (value === SKIP) return points.skip;
  return value === String(right) ? points.right : points.wrong;
}

function wording(turn: Turn<QuizSettings>, key: QuizTextKey, { score, total }: QuizPlayer): string {
  const { settings, campaign } = turn;
  const language = languageFor(turn, languagesOf(settings));
  return render(pick(wordsFor(settings, key), language, campaign.language) ?? '', {
    brand: turn.brandName,
    code: turn.shortcode.number,
    charged: turn.text('notCharged'),
    score: localDigits(String(score), language),
    total: localDigits(String(total), language),
  });
}

const ownOf = ({ own }: FlowPlayer): QuizPlayer => ({ ...NEW_QUIZ_PLAYER, ...(own as Partial<QuizPlayer>) });

function named({ bank }: QuizSettings, names: readonly unknown[]): readonly BankQuestion[] {
  return names.flatMap((name) => bank.find((question) => question.name === name) ?? []);
}

/** The bank in flows that are small enough to be checked. */
function chunks({ bank }: QuizSettings): readonly (readonly BankQuestion[])[] {
  const size = QUIZ_LIMITS.perPlay;
  return Array.from({ length: Math.ceil(bank.length / size) }, (_, at) =>
    bank.slice(at * size, (at + 1) * size),
  );
}
