import type { FaqQuestion, FaqSettings } from './faq-settings';
import { indexOf, nearestTo, type QuestionIndex } from './similarity';

/** Measured on test/data/faq.json: see faq-accuracy.spec.ts. */
export const USUAL_THRESHOLD = 0.5;
/** Two questions that are equally near are both a guess. */
const LEAST_LEAD = 0.05;
const FIGURE = /\p{Nd}/u;

export type Found =
  | { readonly type: 'answer'; readonly question: FaqQuestion }
  /** Nobody here knows: a person has to be asked. `nearest` is for whoever improves the questions. */
  | { readonly type: 'unsure'; readonly nearest: string | null };

/**
 * The brand's own answer to what was asked, or none at all. An answer with figures in it (a price, an hour) is given only when
 * every telling word of the text belongs to its question: a price for somebody else is worse than no answer.
 */
export function bestAnswer(settings: FaqSettings, raw: string): Found {
  const nearest = nearestTo(indexFor(settings), raw);
  const question = nearest && settings.questions[nearest.question];
  if (!nearest || !question) return { type: 'unsure', nearest: null };
  const isSure =
    nearest.score >= (settings.threshold ?? USUAL_THRESHOLD) &&
    nearest.score - nearest.second >= LEAST_LEAD &&
    (nearest.strange.length === 0 || !hasFigures(question));
  return isSure ? { type: 'answer', question } : { type: 'unsure', nearest: question.id };
}

const hasFigures = ({ answer }: FaqQuestion): boolean =>
  Object.values(answer).some((text) => FIGURE.test(text));

/** Settings never change: a campaign that does gets new ones. */
const indexes = new WeakMap<FaqSettings, QuestionIndex>();

function indexFor(settings: FaqSettings): QuestionIndex {
  const known = indexes.get(settings);
  if (known) return known;
  const index = indexOf(settings.questions.map(({ asked }) => Object.values(asked).flat()));
  indexes.set(settings, index);
  return index;
}
