import { z } from 'zod';
import type { SettingsFault } from '../campaign-kind';
import { FLOW_LIMITS } from '../flow/flow';
import {
  nameSchema,
  readWith,
  textsSchema,
  windowFields,
  type WindowSettings,
} from '../flow/settings-reader';
import { textFaults, type TextsByLanguage } from '../texts-by-language';
import { QUIZ_TEXT_KEYS, type QuizTextKey } from './quiz-texts';

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** A bank of questions, some of which each person is asked: never the same one twice. */
export interface QuizSettings extends WindowSettings {
  readonly bank: readonly BankQuestion[];
  /** How many a play has; or, with `mix`, how many of each difficulty. */
  readonly questionsPerPlay: number;
  readonly mix?: { readonly [D in Difficulty]?: number | undefined } | undefined;
  /** By the campaign's zone. */
  readonly questionsPerDay: number;
  readonly points: { readonly right: number; readonly wrong: number; readonly skip: number };
  readonly texts?: { readonly [K in QuizTextKey]?: TextsByLanguage | undefined } | undefined;
  readonly late?: TextsByLanguage | undefined;
  readonly ttlMinutes: number;
  readonly maxTries: number;
  readonly whenInterrupted?: 'interrupt' | 'park' | 'refuse' | undefined;
}

export interface BankQuestion {
  readonly name: string;
  readonly difficulty: Difficulty;
  readonly texts: TextsByLanguage;
  readonly options: readonly {
    readonly labels: TextsByLanguage;
    readonly aliases?: readonly string[] | undefined;
  }[];
  /** The place of the right option, from 1. */
  readonly right: number;
}

/** A question is four steps of a flow, and a flow has a hundred; what a person has seen is kept with every play. */
export const QUIZ_LIMITS = { bank: 500, perPlay: 10, perDay: 100, points: 10_000 } as const;

const points = z.int().min(0).max(QUIZ_LIMITS.points);
const some = z.int().min(0).max(QUIZ_LIMITS.perPlay);

const question = z.strictObject({
  name: nameSchema,
  difficulty: z.enum(DIFFICULTIES).default('medium'),
  texts: textsSchema,
  options: z
    .array(
      z.strictObject({
        labels: textsSchema,
        aliases: z
          .array(z.string().trim().min(1).max(FLOW_LIMITS.labelChars))
          .max(FLOW_LIMITS.aliases)
          .optional(),
      }),
    )
    .min(2)
    .max(9),
  right: z.int().min(1),
});

const schema = z.strictObject({
  bank: z.array(question).min(1).max(QUIZ_LIMITS.bank),
  questionsPerPlay: z.int().min(1).max(QUIZ_LIMITS.perPlay).default(5),
  mix: z.strictObject({ easy: some.optional(), medium: some.optional(), hard: some.optional() }).optional(),
  questionsPerDay: z.int().min(1).max(QUIZ_LIMITS.perDay).default(5),
  points: z
    .strictObject({ right: points.default(100), wrong: points.default(10), skip: points.default(3) })
    .default({ right: 100, wrong: 10, skip: 3 }),
  texts: z.partialRecord(z.enum(QUIZ_TEXT_KEYS), textsSchema).optional(),
  late: textsSchema.optional(),
  ttlMinutes: z.int().min(1).max(FLOW_LIMITS.ttlMinutes).default(60),
  maxTries: z.int().min(1).max(FLOW_LIMITS.maxTries).default(3),
  whenInterrupted: z.enum(['interrupt', 'park', 'refuse']).optional(),
  ...windowFields,
});

const COMMON = ['brand', 'code', 'charged'] as const;
const PLACEHOLDERS: { readonly [K in QuizTextKey]: readonly string[] } = {
  right: [...COMMON, 'points', 'answer'],
  wrong: [...COMMON, 'points', 'answer'],
  skipped: [...COMMON, 'points', 'answer'],
  skip: [],
  retry: [...COMMON, 'options'],
  score: [...COMMON, 'score', 'total'],
  tomorrow: [...COMMON, 'total'],
  noMore: [...COMMON, 'total'],
  silence: COMMON,
};

export function readQuiz(raw: unknown) {
  const read = readWith<QuizSettings>(schema, raw);
  if ('faults' in read) return read;
  const { bank, texts = {}, mix } = read.settings;
  const names = new Map<string, number>();
  const faults: SettingsFault[] = QUIZ_TEXT_KEYS.flatMap((key) =>
    texts[key] === undefined ? [] : textFaults(`texts.${key}`, texts[key], PLACEHOLDERS[key]),
  );
  for (const [at, { name, right, options }] of bank.entries()) {
    if (names.has(name)) faults.push({ path: `bank[${at}].name`, message: `is used before: ${name}` });
    names.set(name, at);
    if (right > options.length)
      faults.push({ path: `bank[${at}].right`, message: `must be the place of an option, from 1` });
  }
  const wanted = DIFFICULTIES.reduce((sum, difficulty) => sum + (mix?.[difficulty] ?? 0), 0);
  if (mix && (wanted < 1 || wanted > QUIZ_LIMITS.perPlay))
    faults.push({ path: 'mix', message: `must have 1 to ${QUIZ_LIMITS.perPlay} questions in all` });
  return faults.length > 0 ? { faults } : read;
}
