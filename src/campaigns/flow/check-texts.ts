import { type Language, LANGUAGES } from '../../text/language';
import { planSegments } from '../../text/segments';
import { checkTemplate, placeholders, render } from '../../text/template';
import type { TextsByLanguage } from '../texts-by-language';
import { optionList } from './choice-answer';
import { savedBefore } from './check-paths';
import { error, type Finding, type FlowCheckContext, warning } from './finding';
import { type Flow, namesSaved, type Step, type WayOut } from './flow';
import { realWays } from './flow-graph';
import { OPTIONS } from './flow-texts';
import { longestValues } from './longest-values';

/** Above the first, somebody should know what a text costs; above the second, a carrier may not put it together again. */
export const SEGMENTS = { dear: 3, most: 10 } as const;

/** What a text of a flow takes at worst, with the longest values. */
export interface TextSize {
  readonly step: string | null;
  readonly language: Language;
  readonly segments: number;
  readonly encoding: 'GSM7' | 'UCS2';
}

/** Whether every text exists in every language, names only what it can know, and fits. */
export function checkTexts(flow: Flow, context: FlowCheckContext): readonly Finding[] {
  const texts = textsOf(flow);
  return [
    ...texts.flatMap((text) => missingLanguages(flow, text)),
    ...texts.flatMap((text) => wrongVariables(flow, text, context)),
    ...wrongTemplates(flow, context),
    ...shownSecrets(flow, texts),
    ...takenNames(flow, context),
    ...flowSizes(flow, context).flatMap(sizeFindings),
  ];
}

/** The worst case of every text in every language, for the page that shows what a conversation may cost. */
export function flowSizes(flow: Flow, context: Pick<FlowCheckContext, 'values'>): readonly TextSize[] {
  const longest = new Map(
    LANGUAGES.map((language) => [language, longestValues(flow, language, context.values)]),
  );
  return textsOf(flow).flatMap(({ step, texts }) =>
    (Object.entries(texts) as [Language, string][]).map(([language, text]) => {
      const played = step === null ? undefined : flow.steps[step];
      const options = played?.type === 'choose' ? { [OPTIONS]: optionList(played, language, language) } : {};
      const { segments, encoding } = planSegments(render(text, { ...longest.get(language), ...options }));
      return { step, language, segments, encoding };
    }),
  );
}

interface StepTexts {
  readonly step: string | null;
  readonly what: string;
  readonly texts: TextsByLanguage;
}

function textsOf(flow: Flow): readonly StepTexts[] {
  return [
    ...named(null, 'the retry text', flow.retryTexts),
    ...named(null, 'the text for late answers', flow.late),
    ...lastWords(null, 'the text after too many tries', flow.tooManyTries),
    ...lastWords(null, 'the text for silence', flow.noReply),
    ...Object.entries(flow.steps).flatMap(([name, step]) => [
      ...('texts' in step ? named(name, 'the text', step.texts) : []),
      ...(step.type === 'ask' || step.type === 'choose'
        ? [
            ...named(name, 'the retry text', step.retryTexts),
            ...lastWords(name, 'the text after too many tries', step.tooManyTries),
            ...lastWords(name, 'the text for silence', step.noReply),
          ]
        : []),
    ]),
  ];
}

const named = (step: string | null, what: string, texts: TextsByLanguage | undefined): StepTexts[] =>
  texts ? [{ step, what, texts }] : [];

const lastWords = (step: string | null, what: string, way: WayOut | undefined): StepTexts[] =>
  way && 'texts' in way ? [{ step, what, texts: way.texts }] : [];

function missingLanguages(flow: Flow, { step, what, texts }: StepTexts): Finding[] {
  return flow.languages
    .filter((language) => texts[language] === undefined)
    .map((language) => error(step, `${capital(what)} is missing in ${language}.`));
}

function wrongVariables(flow: Flow, { step, what, texts }: StepTexts, context: FlowCheckContext): Finding[] {
  const known = knownTo(flow, step, context);
  return (Object.entries(texts) as [Language, string][]).flatMap(([language, text]) =>
    checkTemplate(text, known).map((fault) => error(step, `In ${what} in ${language}: ${fault}.`)),
  );
}

/** Templates that nobody reads: a lookup's key, a set value. */
function wrongTemplates(flow: Flow, context: FlowCheckContext): Finding[] {
  return Object.entries(flow.steps).flatMap(([name, step]) => {
    const templates =
      step.type === 'lookup' ? [step.key] : step.type === 'set' ? Object.values(step.values) : [];
    return templates
      .filter((template) => typeof template === 'string')
      .flatMap((template) => checkTemplate(template, knownTo(flow, name, context)))
      .map((fault) => error(name, `In a value: ${fault}.`));
  });
}

/** A text of the whole flow may be said anywhere; a step's own only after what leads to it, itself included for its way out. */
function knownTo(flow: Flow, name: string | null, context: FlowCheckContext): readonly string[] {
  const given = Object.keys(context.values);
  if (name === null) return [...given, ...Object.values(flow.steps).flatMap(namesSaved)];
  const options = flow.steps[name]?.type === 'choose' ? [OPTIONS] : [];
  return [...given, ...savedBefore(flow, name, realWays(flow)), ...options];
}

function shownSecrets(flow: Flow, texts: readonly StepTexts[]): Finding[] {
  const secret = new Set(
    Object.values(flow.steps).flatMap((step) =>
      'sensitive' in step && step.sensitive ? namesSaved(step) : [],
    ),
  );
  return texts.flatMap(({ step, what, texts: some }) =>
    [...new Set(Object.values(some).flatMap(placeholders))]
      .filter((name) => secret.has(name))
      .map((name) => error(step, `${capital(what)} shows {${name}}, which is sensitive.`)),
  );
}

function takenNames(flow: Flow, { values }: FlowCheckContext): Finding[] {
  return Object.entries(flow.steps).flatMap(([name, step]: [string, Step]) =>
    namesSaved(step)
      .filter((saved) => saved === OPTIONS || Object.hasOwn(values, saved))
      .map((saved) => error(name, `"${saved}" is the name of something every text knows already.`)),
  );
}

function sizeFindings({ step, language, segments }: TextSize): Finding[] {
  if (segments <= SEGMENTS.dear) return [];
  return segments > SEGMENTS.most
    ? [error(step, `A text in ${language} may take ${segments} segments; ${SEGMENTS.most} are the most.`)]
    : [warning(step, `A text in ${language} may take ${segments} segments.`)];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
