import { LANGUAGES, localDigits, type Language } from '../../text/language';
import { render } from '../../text/template';
import type { Flow, Option, Step } from '../flow/flow';
import { FLOW_DEFAULTS } from '../flow/flow-default-texts';
import { pick, type TextsByLanguage } from '../texts-by-language';
import type { BankQuestion, QuizSettings } from './quiz-settings';
import { QUIZ_TEXTS, SKIP_WORDS, type QuizTextKey } from './quiz-texts';

export const SKIP = 'skip';
const LAST = 'last';

/** The flow of one play: the questions that were drawn, each with what is said to a right, a wrong and no answer. */
export function quizFlow(settings: QuizSettings, drawn: readonly BankQuestion[]): Flow {
  const [first] = drawn;
  const steps: Record<string, Step> = { [LAST]: { type: 'end', outcome: 'completed' } };
  for (const [at, question] of drawn.entries()) {
    const following = drawn[at + 1];
    Object.assign(steps, stepsFor(settings, question, following ? stepOf(following) : LAST));
  }
  return {
    flow: 1,
    languages: languagesOf(settings),
    first: first ? stepOf(first) : LAST,
    steps,
    ttlMinutes: settings.ttlMinutes,
    maxTries: settings.maxTries,
    tooManyTries: { texts: FLOW_DEFAULTS.tooManyTries },
    noReply: { texts: wordsFor(settings, 'silence') },
    late: settings.late ?? FLOW_DEFAULTS.late,
    whenInterrupted: settings.whenInterrupted,
  };
}

export const languagesOf = ({ bank: [first] }: QuizSettings): Flow['languages'] =>
  LANGUAGES.filter((language) => first?.texts[language] !== undefined);

/** The brand's words where it has them, ours in every other language. */
export const wordsFor = ({ texts }: QuizSettings, key: QuizTextKey): TextsByLanguage => ({
  ...QUIZ_TEXTS[key],
  ...texts?.[key],
});

const stepOf = ({ name }: BankQuestion): string => `ask_${name}`;

function stepsFor(settings: QuizSettings, question: BankQuestion, next: string): Record<string, Step> {
  const { name, texts, options, right } = question;
  const { points } = settings;
  const verdicts = { right: `right_${name}`, wrong: `wrong_${name}`, skipped: `skip_${name}` } as const;
  const own = options.map(({ labels, aliases }, at): Option => ({
    value: String(at + 1),
    labels,
    ...(aliases ? { aliases } : {}),
    next: at + 1 === right ? verdicts.right : verdicts.wrong,
  }));
  const skip: Option = {
    value: SKIP,
    labels: wordsFor(settings, 'skip'),
    aliases: SKIP_WORDS,
    next: verdicts.skipped,
  };
  const said = (key: 'right' | 'wrong' | 'skipped', amount: number): Step => ({
    type: 'say',
    texts: verdictTexts(wordsFor(settings, key), question, amount),
    next,
  });
  return {
    [stepOf(question)]: {
      type: 'choose',
      texts: withOptions(texts),
      retryTexts: wordsFor(settings, 'retry'),
      save: name,
      options: [...own, skip],
    },
    [verdicts.right]: said('right', points.right),
    [verdicts.wrong]: said('wrong', points.wrong),
    [verdicts.skipped]: said('skipped', points.skip),
  };
}

/** A question shows its options, whether or not its author thought of them. */
function withOptions(texts: TextsByLanguage): TextsByLanguage {
  return mapped(texts, (text) => (text.includes('{options') ? text : `${text}\n{options}`));
}

/** The points and the right answer are known when the question is drawn; everything else is put in when it is said. */
function verdictTexts(
  texts: TextsByLanguage,
  { options, right }: BankQuestion,
  amount: number,
): TextsByLanguage {
  return mapped(texts, (text, language) => {
    const label = pick(options[right - 1]?.labels, language, language) ?? '';
    const values = {
      points: localDigits(String(amount), language),
      answer: label.replaceAll('{', '{{').replaceAll('}', '}}'),
    };
    return render(text, { ...KEPT, ...values });
  });
}

const KEPT = { brand: '{brand}', code: '{code}', charged: '{charged}' } as const;

function mapped(texts: TextsByLanguage, of: (text: string, language: Language) => string): TextsByLanguage {
  return Object.fromEntries(
    (Object.entries(texts) as [Language, string][]).map(([language, text]) => [language, of(text, language)]),
  );
}
