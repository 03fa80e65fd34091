import { type CountryCode, isSupportedCountry } from 'libphonenumber-js';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { CALENDARS } from '../../text/calendar';
import { fold } from '../../text/fold';
import { LANGUAGES } from '../../text/language';
import type { SettingsFault } from '../campaign-kind';
import { TEXT_LIMITS } from '../texts-by-language';
import { type Accept, NATIONAL_ID_COUNTRIES, POSTCODE_COUNTRIES, WORDS_MATCHES } from './accept';
import { type Condition, type Flow, FLOW_LIMITS } from './flow';
import { PATTERN_LIMITS, readPatternSource } from './pattern';
import { ANSWER_CHARS } from './text-answer';

/** A flow as it can be trusted from here on, or every fault by its path. Whether it makes sense is `checkFlow`'s to say. */
export function readFlow(
  raw: unknown,
): { readonly flow: Flow } | { readonly faults: readonly SettingsFault[] } {
  const read = flowSchema.safeParse(raw);
  return read.success ? { flow: read.data } : { faults: read.error.issues.flatMap(faultsOf) };
}

/** Also the name of a variable in a text: it must not be one that every object has. */
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'must be a name: a letter, then letters, digits and _, 40 at most')
  .refine((text) => !(text in {}), 'is not free to be used as a name');

const text = z.string().trim().min(1, 'must be a text').max(TEXT_LIMITS.chars);
const texts = z
  .partialRecord(z.enum(LANGUAGES), text)
  .refine((some) => Object.keys(some).length > 0, 'must be texts by language, such as { "en": "…" }');
const label = z.partialRecord(z.enum(LANGUAGES), text.max(FLOW_LIMITS.labelChars));
const wayOut = z.union(
  [z.strictObject({ next: name }), z.strictObject({ texts })],
  'must be { "next": "a step" } or { "texts": { "en": "…" } }',
);
const ttlMinutes = z.int().min(1).max(FLOW_LIMITS.ttlMinutes);
const maxTries = z.int().min(1).max(FLOW_LIMITS.maxTries);
const comparable = z.union([z.string().max(FLOW_LIMITS.valueChars), z.number()]);

const isoDate = z.string().refine((date) => date === 'today' || isDate(date), 'must be yyyy-mm-dd or today');
const instant = z
  .string()
  .refine(
    (at) => /(?:Z|[+-]\d\d:\d\d)$/.test(at) && DateTime.fromISO(at).isValid,
    'must be an instant with its offset',
  );

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of 24 hours, such as 18:30');
const country = z.custom<CountryCode>(
  (code) => typeof code === 'string' && isSupportedCountry(code),
  'must be a country by its two letters (ISO 3166), such as IR',
);
const heard = text
  .max(FLOW_LIMITS.labelChars)
  .refine((word) => fold(word) !== '', 'must have at least one letter, digit or emoji');
const pattern = z
  .string()
  .min(1)
  .max(PATTERN_LIMITS.chars)
  .superRefine((source, context) => {
    const read = readPatternSource(source);
    if ('fault' in read) context.addIssue(read.fault);
  });

const chars = z.int().min(1).max(ANSWER_CHARS.text);
export const acceptSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), minChars: chars.optional(), maxChars: chars.optional() }),
    z.strictObject({ type: z.literal('email') }),
    z.strictObject({ type: z.literal('name') }),
    z.strictObject({ type: z.literal('postcode'), country: z.enum(POSTCODE_COUNTRIES) }),
    z.strictObject({ type: z.literal('nationalId'), country: z.enum(NATIONAL_ID_COUNTRIES) }),
    z.strictObject({
      type: z.literal('number'),
      min: z.number().optional(),
      max: z.number().optional(),
      isWhole: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('date'),
      calendar: z.enum(CALENDARS).optional(),
      earliest: isoDate.optional(),
      latest: isoDate.optional(),
    }),
    z.strictObject({ type: z.literal('time'), earliest: clock.optional(), latest: clock.optional() }),
    z.strictObject({ type: z.literal('phone'), country }),
    z.strictObject({
      type: z.literal('words'),
      match: z.enum(WORDS_MATCHES),
      words: z.array(heard).min(1).max(FLOW_LIMITS.words),
    }),
    z.strictObject({ type: z.literal('pattern'), pattern }),
  ])
  .refine(isPossible, 'accepts nothing: its lower bound is above its upper one');

const condition = conditionOf(FLOW_LIMITS.conditionDepth);

const question = {
  texts,
  save: name,
  sensitive: z.boolean().optional(),
  purpose: z.string().min(1).max(100).optional(),
  retryTexts: texts.optional(),
  maxTries: maxTries.optional(),
  tooManyTries: wayOut.optional(),
  ttlMinutes: ttlMinutes.optional(),
  noReply: wayOut.optional(),
};

export const optionSchema = z.strictObject({
  value: z.string().min(1).max(FLOW_LIMITS.labelChars),
  labels: label,
  aliases: z.array(text.max(FLOW_LIMITS.labelChars)).max(FLOW_LIMITS.aliases).optional(),
  next: name.optional(),
});

const wait = z
  .strictObject({
    type: z.literal('wait'),
    minutes: z.int().min(1).max(FLOW_LIMITS.waitMinutes).optional(),
    until: instant.optional(),
    next: name,
  })
  .refine(
    ({ minutes, until }) => (minutes === undefined) !== (until === undefined),
    'must have minutes or until',
  );

const step = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('say'), texts, next: name }),
  z.strictObject({ type: z.literal('ask'), ...question, accept: acceptSchema, next: name }),
  z.strictObject({
    type: z.literal('choose'),
    ...question,
    options: z.array(optionSchema).min(1).max(FLOW_LIMITS.options),
    multiple: z.boolean().optional(),
    next: name.optional(),
  }),
  z.strictObject({
    type: z.literal('branch'),
    cases: z
      .array(z.strictObject({ when: condition, next: name }))
      .min(1)
      .max(FLOW_LIMITS.cases),
    otherwise: name,
  }),
  z.strictObject({
    type: z.literal('set'),
    values: z
      .record(name, z.union([text.max(FLOW_LIMITS.valueChars), z.number()]))
      .refine(
        (some) => Object.keys(some).length <= FLOW_LIMITS.values,
        `must have at most ${FLOW_LIMITS.values} values`,
      ),
    next: name,
  }),
  z.strictObject({
    type: z.literal('lookup'),
    table: name,
    key: text.max(FLOW_LIMITS.valueChars),
    save: name,
    next: name,
    notFound: name,
  }),
  z.strictObject({ type: z.literal('call'), webhook: name, save: name, next: name, onTimeout: name }),
  z.strictObject({ type: z.literal('handOver'), queue: name, texts: texts.optional() }),
  z.strictObject({ type: z.literal('end'), outcome: name, texts: texts.optional() }),
  wait,
]);

const flowSchema: z.ZodType<Flow> = z.strictObject({
  flow: z.literal(1),
  languages: z
    .array(z.enum(LANGUAGES))
    .min(1)
    .refine((some) => new Set(some).size === some.length, 'must not name a language twice'),
  first: name,
  steps: z
    .record(name, step)
    .refine(
      (some) => Object.keys(some).length <= FLOW_LIMITS.steps,
      `must have at most ${FLOW_LIMITS.steps} steps`,
    ),
  ttlMinutes,
  maxTries,
  tooManyTries: wayOut,
  noReply: wayOut.optional(),
  late: texts.optional(),
  retryTexts: texts.optional(),
  whenInterrupted: z.enum(['interrupt', 'park', 'refuse']).optional(),
});

/** Conditions within conditions, so many deep. */
function conditionOf(depth: number): z.ZodType<Condition> {
  const simple = [
    z.strictObject({ type: z.literal('eq'), name, value: comparable }),
    z.strictObject({
      type: z.literal('in'),
      name,
      values: z.array(comparable).min(1).max(FLOW_LIMITS.options),
    }),
    z.strictObject({ type: z.enum(['lt', 'gt']), name, value: comparable }),
    z.strictObject({ type: z.literal('has'), name }),
    z.strictObject({ type: z.literal('aged'), name, years: z.int().min(1).max(120) }),
  ] as const;
  if (depth === 0) return z.discriminatedUnion('type', simple);
  const inner = conditionOf(depth - 1);
  return z.discriminatedUnion('type', [
    ...simple,
    z.strictObject({
      type: z.enum(['and', 'or']),
      conditions: z.array(inner).min(1).max(FLOW_LIMITS.cases),
    }),
    z.strictObject({ type: z.literal('not'), condition: inner }),
  ]);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}

/** `today` is compared with nothing: which side of it a date lies on changes with time. */
function isPossible(accept: Accept): boolean {
  if (accept.type === 'text') return (accept.minChars ?? 1) <= (accept.maxChars ?? ANSWER_CHARS.text);
  if (accept.type === 'number') return (accept.min ?? -Infinity) <= (accept.max ?? Infinity);
  if (accept.type === 'time') return (accept.earliest ?? '') <= (accept.latest ?? '24:00');
  if (accept.type !== 'date' || !accept.earliest || !accept.latest) return true;
  return [accept.earliest, accept.latest].includes('today') || accept.earliest <= accept.latest;
}

/** One issue of a schema as faults by path. */
export function faultsOf(issue: z.core.$ZodIssue): SettingsFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({
    path: pathOf([...issue.path, key]),
    message: 'is not a field that is known here',
  }));
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`,
    '',
  );
}
