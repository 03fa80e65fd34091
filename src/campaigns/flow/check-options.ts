import { fold } from '../../text/fold';
import { isNumbered, keysOf } from './choice-answer';
import { error, type Finding, type FlowCheckContext, warning } from './finding';
import type { ChooseStep, Flow } from './flow';

/** Whether every option of every question can be chosen, and only one by each word; whether an open one hears its words. */
export function checkOptions(flow: Flow, context: FlowCheckContext): readonly Finding[] {
  return Object.entries(flow.steps).flatMap(([name, step]) =>
    step.type === 'choose'
      ? [
          ...missingLabels(flow, name, step),
          ...sameWords(name, step),
          ...unheardWords(name, wordsOf(step), context),
          ...idleWays(name, step),
        ]
      : step.type === 'ask' && step.accept.type === 'words'
        ? unheardWords(name, step.accept.words, context)
        : [],
  );
}

/** Everything a person may say to choose one, and the words an open question listens for: to be kept free of keywords. */
export function expectedAnswersOf(flow: Flow): readonly string[] {
  return Object.values(flow.steps).flatMap((step) => {
    if (step.type === 'choose') return wordsOf(step);
    return step.type === 'ask' && step.accept.type === 'words' ? step.accept.words : [];
  });
}

function wordsOf(step: ChooseStep): readonly string[] {
  const written = step.options.flatMap(({ labels, aliases = [] }) => [...Object.values(labels), ...aliases]);
  const numbers = isNumbered(step) ? step.options.map((_, at) => String(at + 1)) : [];
  return [...new Set([...written, ...numbers])];
}

function missingLabels(flow: Flow, name: string, step: ChooseStep): Finding[] {
  return step.options.flatMap(({ value, labels }) =>
    flow.languages
      .filter((language) => labels[language] === undefined)
      .map((language) => error(name, `Option "${value}" has no label in ${language}.`)),
  );
}

function sameWords(name: string, step: ChooseStep): Finding[] {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [at, option] of step.options.entries()) {
    if (step.options.findIndex(({ value }) => value === option.value) < at) {
      findings.push(error(name, `Two options have the value "${option.value}".`));
    }
    if (keysOf(option).length === 0) findings.push(error(name, `No word chooses option "${option.value}".`));
    for (const key of keysOf(option)) {
      const owner = owners.get(key);
      if (owner !== undefined) {
        findings.push(error(name, `"${key}" would choose both "${owner}" and "${option.value}".`));
      }
      owners.set(key, option.value);
    }
  }
  return findings;
}

function unheardWords(name: string, words: readonly string[], context: FlowCheckContext): Finding[] {
  return words.flatMap((word) => {
    if (context.isReserved(word)) {
      return [error(name, `"${word}" cannot be an answer: the rules of the code hear it first.`)];
    }
    return context.isKeyword(word) && !/^\d{1,2}$/.test(fold(word))
      ? [warning(name, `"${word}" is also a keyword: while this question is open it is an answer.`)]
      : [];
  });
}

function idleWays(name: string, step: ChooseStep): Finding[] {
  if (!step.multiple || step.options.every(({ next }) => next === undefined)) return [];
  return [warning(name, 'Several options may be chosen, so the ways of single ones are never taken.')];
}
