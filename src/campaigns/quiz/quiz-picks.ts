import { hash } from 'node:crypto';
import { DIFFICULTIES, type BankQuestion, type QuizSettings } from './quiz-settings';

/** What a quiz keeps of one person. */
export interface QuizPlayer {
  readonly total: number;
  /** Points of the play under way, or of the last one. */
  readonly score: number;
  /** When the total last grew (ISO): of two with as many points, the earlier stands above. */
  readonly at: string;
  /** Names of questions that were ever drawn for them. */
  readonly seen: readonly string[];
  /** Drawn and not answered yet: asked first the next time, and not counted again. */
  readonly left: readonly string[];
  /** The day by the campaign's zone, and how many questions were drawn on it. */
  readonly day: string;
  readonly drawn: number;
}

export const NEW_QUIZ_PLAYER: QuizPlayer = {
  ...{ total: 0, score: 0, at: '', seen: [], left: [], day: '', drawn: 0 },
};

export type Picks =
  | { readonly type: 'picked'; readonly names: readonly string[]; readonly player: QuizPlayer }
  | { readonly type: 'tomorrow' }
  | { readonly type: 'noMore' };

/** The questions of a play: what was left open before, then new ones by luck, easy ones first. */
export function pickQuestions(
  settings: QuizSettings,
  player: QuizPlayer,
  { day, luck }: { readonly day: string; readonly luck: string },
): Picks {
  const byName = new Map(settings.bank.map((question) => [question.name, question]));
  const size = settings.mix ? sizeOf(settings.mix) : settings.questionsPerPlay;
  const kept = player.left.filter((name) => byName.has(name)).slice(0, size);
  const drawnToday = player.day === day ? player.drawn : 0;
  const room = Math.max(0, Math.min(size - kept.length, settings.questionsPerDay - drawnToday));
  const seen = new Set(player.seen);
  const unseen = shuffled(
    settings.bank.filter(({ name }) => !seen.has(name)),
    luck,
  );
  const fresh = drawn(unseen, room, settings.mix).map(({ name }) => name);
  if (kept.length + fresh.length === 0) return { type: unseen.length === 0 ? 'noMore' : 'tomorrow' };
  const names = [...kept, ...fresh].sort((a, b) => rank(byName.get(a)) - rank(byName.get(b)));
  const left = [...names, ...player.left.filter((name) => byName.has(name) && !names.includes(name))];
  return {
    type: 'picked',
    names,
    player: {
      ...player,
      ...{ score: 0, left, day, drawn: drawnToday + fresh.length },
      // A question that has left the bank need not be remembered.
      seen: [...player.seen.filter((name) => byName.has(name)), ...fresh],
    },
  };
}

const sizeOf = (mix: NonNullable<QuizSettings['mix']>): number =>
  DIFFICULTIES.reduce((sum, difficulty) => sum + (mix[difficulty] ?? 0), 0);

/** So many of each difficulty as the mix says; what a difficulty lacks, the others make up for. */
function drawn(
  unseen: readonly BankQuestion[],
  room: number,
  mix: QuizSettings['mix'],
): readonly BankQuestion[] {
  if (!mix) return unseen.slice(0, room);
  const mixed = DIFFICULTIES.flatMap((difficulty) =>
    unseen.filter((question) => question.difficulty === difficulty).slice(0, mix[difficulty] ?? 0),
  );
  const others = unseen.filter((question) => !mixed.includes(question));
  return [...mixed, ...others].slice(0, room);
}

/** By a hash of the text's luck and the name: nobody outside can foretell the order, and the same text always has the same. */
function shuffled(questions: readonly BankQuestion[], luck: string): readonly BankQuestion[] {
  return questions
    .map((question) => ({ question, key: hash('sha256', `quiz ${luck} ${question.name}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ question }) => question);
}

const rank = (question: BankQuestion | undefined): number =>
  question ? DIFFICULTIES.indexOf(question.difficulty) : 0;
