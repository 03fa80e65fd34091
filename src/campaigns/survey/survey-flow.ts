import { LANGUAGES } from '../../text/language';
import type { Condition, Flow, Option, Step } from '../flow/flow';
import type { Accept } from '../flow/accept';
import { FLOW_DEFAULTS } from '../flow/flow-default-texts';
import type { TextsByLanguage } from '../texts-by-language';
import { END, isChosen, type SurveyQuestion, type SurveySettings, type Way } from './survey-settings';
import { SURVEY_TEXTS } from './survey-texts';

const WELCOME = 'welcome';
const LAST = 'last';

/** A survey as the flow it is played by: each question a step, and a branch behind it where its answers lead apart. */
export function surveyFlow(settings: SurveySettings): Flow {
  const { questions, welcome, thanks, noReply } = settings;
  const [first] = questions;
  const start = first ? stepOf(first.name) : LAST;
  const steps: Record<string, Step> = {
    ...(welcome ? { [WELCOME]: { type: 'say', texts: welcome, next: start } } : {}),
    [LAST]: { type: 'end', outcome: 'completed', texts: thanks ?? FLOW_DEFAULTS.thanks },
  };
  for (const [at, asked] of questions.entries()) {
    const following = questions[at + 1];
    Object.assign(steps, stepsFor(asked, following ? stepOf(following.name) : LAST));
  }
  return {
    flow: 1,
    languages: LANGUAGES.filter((language) => first?.texts[language] !== undefined),
    first: welcome ? WELCOME : start,
    steps,
    ttlMinutes: settings.ttlMinutes,
    maxTries: settings.maxTries,
    tooManyTries: { texts: settings.tooManyTries ?? FLOW_DEFAULTS.tooManyTries },
    late: settings.late ?? FLOW_DEFAULTS.late,
    whenInterrupted: settings.whenInterrupted,
    ...(noReply ? { noReply: { texts: noReply } } : {}),
  };
}

const stepOf = (name: string): string => `ask_${name}`;
const stepAt = (goTo: string): string => (goTo === END ? LAST : stepOf(goTo));

function stepsFor(asked: SurveyQuestion, next: string): Record<string, Step> {
  const { name, texts, sensitive, purpose } = asked;
  const question = { texts, save: name, sensitive, purpose, retryTexts: asked.retry ?? retryOf(asked) };
  if (isChosen(asked)) {
    const options = (asked.options ?? []).map(({ goTo, ...option }): Option => ({
      ...option,
      ...(goTo === undefined ? {} : { next: stepAt(goTo) }),
    }));
    const step: Step = {
      ...question,
      type: 'choose',
      options,
      next,
      multiple: asked.type === 'choices',
    };
    return { [stepOf(name)]: step };
  }
  const ways = asked.ways ?? [];
  if (ways.length === 0)
    return { [stepOf(name)]: { ...question, type: 'ask', accept: acceptOf(asked), next } };
  const branch = `way_${name}`;
  const cases = ways.map((way) => ({ when: within(name, way), next: stepAt(way.goTo) }));
  return {
    [stepOf(name)]: { ...question, type: 'ask', accept: acceptOf(asked), next: branch },
    [branch]: { type: 'branch', cases, otherwise: next },
  };
}

function acceptOf({ type, min, max }: SurveyQuestion): Accept {
  if (type === 'nps') return { type: 'number', min: 0, max: 10, isWhole: true };
  if (type === 'csat') return { type: 'number', min: 1, max: 5, isWhole: true };
  return type === 'number' ? { type: 'number', min, max } : { type: 'text' };
}

function retryOf({ type, texts }: SurveyQuestion): TextsByLanguage {
  if (type === 'nps') return SURVEY_TEXTS.retryNps;
  if (type === 'csat') return SURVEY_TEXTS.retryCsat;
  if (type === 'number') return SURVEY_TEXTS.retryNumber;
  return type === 'text' ? texts : SURVEY_TEXTS.retryChoice;
}

/** Both bounds are inclusive, as people say them; the flow's own comparisons are strict. */
function within(name: string, { min, max }: Way): Condition {
  const bounds: Condition[] = [
    ...(min === undefined ? [] : [{ type: 'not', condition: { type: 'lt', name, value: min } } as const]),
    ...(max === undefined ? [] : [{ type: 'not', condition: { type: 'gt', name, value: max } } as const]),
  ];
  return bounds.length > 0 ? { type: 'and', conditions: bounds } : { type: 'has', name };
}
