import { z } from 'zod';
import type { SettingsFault } from '../campaign-kind';
import { FLOW_LIMITS, type Option } from '../flow/flow';
import {
  nameSchema,
  readWith,
  textsSchema,
  windowFields,
  type WindowSettings,
} from '../flow/settings-reader';
import type { TextsByLanguage } from '../texts-by-language';

/** Many questions, one text each; answers may lead past some of them. */
export interface SurveySettings extends WindowSettings {
  readonly questions: readonly SurveyQuestion[];
  readonly welcome?: TextsByLanguage | undefined;
  readonly thanks?: TextsByLanguage | undefined;
  readonly already?: TextsByLanguage | undefined;
  readonly late?: TextsByLanguage | undefined;
  /** Said when nobody answers in time; nothing without it. */
  readonly noReply?: TextsByLanguage | undefined;
  readonly tooManyTries?: TextsByLanguage | undefined;
  readonly ttlMinutes: number;
  readonly maxTries: number;
  /** Whether a person's second survey is refused once the first is complete. */
  readonly oncePerPerson: boolean;
  readonly whenInterrupted?: 'interrupt' | 'park' | 'refuse' | undefined;
}

/** NPS is asked from 0 to 10, CSAT from 1 to 5: as the two are defined, so that results can be compared. */
export interface SurveyQuestion {
  readonly name: string;
  readonly type: 'choice' | 'choices' | 'nps' | 'csat' | 'number' | 'text';
  readonly texts: TextsByLanguage;
  readonly retry?: TextsByLanguage | undefined;
  readonly options?: readonly SurveyOption[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly sensitive?: boolean | undefined;
  /** What the answer is kept in the person's profile for; not kept there without one. */
  readonly purpose?: string | undefined;
  /** Where an answer from `min` to `max` leads: a later question, or "end". The first that fits. */
  readonly ways?: readonly Way[] | undefined;
}

export interface SurveyOption extends Omit<Option, 'next'> {
  readonly goTo?: string | undefined;
}

export interface Way {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly goTo: string;
}

export const END = 'end';
/** A question is two steps of a flow at most, and a flow has a hundred. */
export const SURVEY_LIMITS = { questions: 40 } as const;

export const isChosen = ({ type }: SurveyQuestion): boolean => type === 'choice' || type === 'choices';

const option = z.strictObject({
  value: z.string().min(1).max(FLOW_LIMITS.labelChars),
  labels: textsSchema,
  aliases: z.array(z.string().trim().min(1).max(FLOW_LIMITS.labelChars)).max(FLOW_LIMITS.aliases).optional(),
  goTo: nameSchema.optional(),
});

const question = z.strictObject({
  name: nameSchema.refine((name) => name !== END, `must not be "${END}"`),
  type: z.enum(['choice', 'choices', 'nps', 'csat', 'number', 'text']),
  texts: textsSchema,
  retry: textsSchema.optional(),
  options: z.array(option).min(2).max(FLOW_LIMITS.options).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  sensitive: z.boolean().optional(),
  purpose: z.string().min(1).max(100).optional(),
  ways: z
    .array(z.strictObject({ min: z.number().optional(), max: z.number().optional(), goTo: nameSchema }))
    .max(FLOW_LIMITS.cases)
    .optional(),
});

const schema = z.strictObject({
  questions: z.array(question).min(1).max(SURVEY_LIMITS.questions),
  welcome: textsSchema.optional(),
  thanks: textsSchema.optional(),
  already: textsSchema.optional(),
  late: textsSchema.optional(),
  noReply: textsSchema.optional(),
  tooManyTries: textsSchema.optional(),
  ttlMinutes: z.int().min(1).max(FLOW_LIMITS.ttlMinutes).default(60),
  maxTries: z.int().min(1).max(FLOW_LIMITS.maxTries).default(3),
  oncePerPerson: z.boolean().default(true),
  whenInterrupted: z.enum(['interrupt', 'park', 'refuse']).optional(),
  ...windowFields,
});

export function readSurvey(raw: unknown) {
  const read = readWith<SurveySettings>(schema, raw);
  if ('faults' in read) return read;
  const faults = read.settings.questions.flatMap((asked, at) =>
    faultsOfQuestion(asked, at, read.settings.questions),
  );
  return faults.length > 0 ? { faults } : read;
}

function faultsOfQuestion(
  asked: SurveyQuestion,
  at: number,
  all: readonly SurveyQuestion[],
): readonly SettingsFault[] {
  const path = `questions[${at}]`;
  const faults: SettingsFault[] = [];
  if (all.findIndex(({ name }) => name === asked.name) < at)
    faults.push({ path: `${path}.name`, message: `is the name of an earlier question: ${asked.name}` });
  if (isChosen(asked) !== (asked.options !== undefined))
    faults.push({ path: `${path}.options`, message: `must be there for a choice, and only there` });
  if (isChosen(asked) && asked.ways !== undefined)
    faults.push({ path: `${path}.ways`, message: 'is for numbers: an option has its own goTo' });
  const goTo = [
    ...(asked.options ?? []).map((some, i) => [`${path}.options[${i}].goTo`, some.goTo] as const),
    ...(asked.ways ?? []).map((some, i) => [`${path}.ways[${i}].goTo`, some.goTo] as const),
  ];
  for (const [where, to] of goTo) {
    const isLater = to === undefined || to === END || all.findIndex(({ name }) => name === to) > at;
    if (!isLater) faults.push({ path: where, message: `must be a later question or "${END}"` });
  }
  return faults;
}
