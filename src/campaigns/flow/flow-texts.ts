import { type Language, localDigits } from '../../text/language';
import { placeholders, render } from '../../text/template';
import { pick, type TextsByLanguage } from '../texts-by-language';
import { optionList } from './choice-answer';
import { answerNamed, type Answers } from './conditions';
import type { ChooseStep, Flow, Step } from './flow';
import type { FlowContext } from './flow-state';
import type { AnswerValue } from './reading';

/** The variable that is a question's list of options. */
export const OPTIONS = 'options';

const COMMA: { readonly [L in Language]?: string } = { fa: '، ', ar: '، ' };

/** A text in the person's language with its variables: the context's, the options', the answers as people write them. */
export function spoken(
  texts: TextsByLanguage,
  flow: Flow,
  answers: Answers,
  context: FlowContext,
  step?: Step,
): string {
  const template = pick(texts, context.language, context.fallback) ?? '';
  return render(template, valuesFor(template, flow, answers, context, step));
}

/** A template that is not shown to anybody: numbers and options by their value, as tables and servers know them. */
export function filledIn(template: string, answers: Answers, context: FlowContext): string {
  const plain = placeholders(template).flatMap((name): [string, string][] => {
    const value = answerNamed(answers, name);
    return value === undefined ? [] : [[name, typeof value === 'object' ? value.join(' ') : String(value)]];
  });
  return render(template, { ...context.values, ...Object.fromEntries(plain) });
}

function valuesFor(
  template: string,
  flow: Flow,
  answers: Answers,
  context: FlowContext,
  step?: Step,
): Record<string, string> {
  const values: Record<string, string> = { ...context.values };
  for (const name of placeholders(template)) {
    const value = answerNamed(answers, name);
    if (value !== undefined) values[name] = shown(name, value, flow, context);
  }
  if (step?.type === 'choose') values[OPTIONS] = optionList(step, context.language, context.fallback);
  return values;
}

function shown(name: string, value: AnswerValue, flow: Flow, context: FlowContext): string {
  if (typeof value === 'number') return localDigits(String(value), context.language);
  if (typeof value === 'string') return labelOf(name, value, flow, context) ?? value;
  return value.map((one) => labelOf(name, one, flow, context) ?? one).join(COMMA[context.language] ?? ', ');
}

/** What the person chose, in the words they were shown. */
function labelOf(name: string, value: string, flow: Flow, context: FlowContext): string | undefined {
  const option = Object.values(flow.steps)
    .filter((step): step is ChooseStep => step.type === 'choose' && step.save === name)
    .flatMap(({ options }) => options)
    .find((candidate) => candidate.value === value);
  return pick(option?.labels, context.language, context.fallback);
}
