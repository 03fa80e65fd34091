import { z } from 'zod';
import { LANGUAGES } from '../../text/language';
import { checkTemplate } from '../../text/template';
import type { SettingsFault } from '../campaign-kind';
import { readAlphabet, SHAPE_LIMITS, type CodeShape } from '../codes/code-shape';
import { hoursFaults, type DayHours } from '../hours';
import { TEXT_LIMITS, type TextsByLanguage } from '../texts-by-language';
import { TEXT_NAMES, TEXT_VALUES, type CompetitionText } from './competition-texts';

/** How winners come about. */
export type Mode =
  /** Everybody who enters is in a draw that is held later. */
  | { readonly type: 'draw' }
  /** The first to enter win, for as long as there are prizes. */
  | { readonly type: 'firstN' }
  | { readonly type: 'everyNth'; readonly every: number }
  | { readonly type: 'instantWin'; readonly oneIn: number }
  /** ISO instants, in order: the first entry said at or after one that nobody has claimed wins. */
  | { readonly type: 'winningMoments'; readonly moments: readonly string[] }
  /** The lot of a unique code says what it wins. */
  | { readonly type: 'codeMatch' }
  /** Everybody learns their number, and that is all. */
  | { readonly type: 'counter' };

/** A tier of prizes; the best comes first. */
export interface Prize {
  readonly key: string;
  readonly name: TextsByLanguage;
  readonly stock: number;
  readonly perDay?: number | undefined;
  /** What a day did not give away may be given on later ones. */
  readonly rollsOver: boolean;
}

export interface EntryLimits {
  readonly total?: number | undefined;
  /** Days and weeks (from Monday) of the campaign's zone. */
  readonly perDay?: number | undefined;
  readonly perWeek?: number | undefined;
  readonly minutesBetween?: number | undefined;
}

export interface CompetitionSettings {
  readonly mode: Mode;
  readonly prizes: readonly Prize[];
  readonly winsPerPerson: number;
  readonly limits: EntryLimits;
  /** Each entry takes a unique code of the brand. */
  readonly codes?:
    | {
        readonly shapes: readonly CodeShape[];
        /** Attributes of a code's lot: which prize it wins, and the tickets it adds. */
        readonly prizeAttribute: string;
        readonly ticketsAttribute: string;
      }
    | undefined;
  /** Chances of an entry in a draw. */
  readonly tickets: number;
  /** The date of birth is asked for where the brand does not know it yet. */
  readonly age?: { readonly least: number; readonly minutes: number; readonly tries: number } | undefined;
  /** Only for those who told the brand one of these values. */
  readonly region?: { readonly attribute: string; readonly values: readonly string[] } | undefined;
  readonly texts: Readonly<Partial<Record<CompetitionText, TextsByLanguage>>>;
  readonly hours?: readonly DayHours[] | undefined;
}

export const COMPETITION_LIMITS = {
  prizes: 20,
  stock: 10_000_000,
  moments: 10_000,
  tickets: 1_000,
  shapes: 4,
  values: 100,
} as const;

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'must be a name: a letter, then letters, digits, _ or -');
const count = (most: number) => z.int().min(1).max(most);
const words = z.string().trim().min(1).max(TEXT_LIMITS.chars);
const texts = z.partialRecord(z.enum(LANGUAGES), words).transform((some) => some as TextsByLanguage);
const instant = z.iso.datetime({ offset: true, message: 'must be an instant with its offset' });

const mode = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('draw') }),
  z.strictObject({ type: z.literal('firstN') }),
  z.strictObject({ type: z.literal('everyNth'), every: count(100_000_000) }),
  z.strictObject({ type: z.literal('instantWin'), oneIn: count(1_000_000_000) }),
  z.strictObject({
    type: z.literal('winningMoments'),
    moments: z.array(instant).min(1).max(COMPETITION_LIMITS.moments).transform(inOrder),
  }),
  z.strictObject({ type: z.literal('codeMatch') }),
  z.strictObject({ type: z.literal('counter') }),
]);

const prize = z.strictObject({
  key: name,
  name: texts,
  stock: count(COMPETITION_LIMITS.stock),
  perDay: count(COMPETITION_LIMITS.stock).optional(),
  rollsOver: z.boolean().default(true),
});

const shape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('parola') }),
  z.strictObject({
    type: z.literal('alphabet'),
    alphabet: z.string().refine((raw) => readAlphabet(raw) !== null, 'must be 8 to 36 letters and digits'),
    length: z.int().min(SHAPE_LIMITS.codeChars.least).max(SHAPE_LIMITS.codeChars.most),
  }),
  z.strictObject({ type: z.literal('free') }),
]);

const settings = z.strictObject({
  mode,
  prizes: z
    .array(prize)
    .max(COMPETITION_LIMITS.prizes)
    .refine((some) => new Set(some.map(({ key }) => key)).size === some.length, 'must have keys of their own')
    .default([]),
  winsPerPerson: count(COMPETITION_LIMITS.stock).default(1),
  limits: z
    .strictObject({
      total: count(1_000_000).optional(),
      perDay: count(100_000).optional(),
      perWeek: count(100_000).optional(),
      minutesBetween: count(10_080).optional(),
    })
    .default({}),
  codes: z
    .strictObject({
      shapes: z
        .array(shape)
        .min(1)
        .max(COMPETITION_LIMITS.shapes)
        .default([{ type: 'parola' }]),
      prizeAttribute: name.default('prize'),
      ticketsAttribute: name.default('tickets'),
    })
    .optional(),
  tickets: count(COMPETITION_LIMITS.tickets).default(1),
  age: z
    .strictObject({
      least: z.int().min(1).max(99),
      minutes: count(1_440).default(60),
      tries: count(10).default(3),
    })
    .optional(),
  region: z
    .strictObject({ attribute: name, values: z.array(words).min(1).max(COMPETITION_LIMITS.values) })
    .optional(),
  texts: z.partialRecord(z.enum(TEXT_NAMES), texts).default({}),
  hours: z.custom<readonly DayHours[]>().optional(),
});

/** Settings with what is left out filled in, or every fault by its path. */
export function readSettings(
  raw: unknown,
): { readonly settings: CompetitionSettings } | { readonly faults: readonly SettingsFault[] } {
  const read = settings.safeParse(raw);
  if (!read.success) return { faults: read.error.issues.flatMap(faultsOf) };
  const { data } = read;
  const faults = [
    ...(data.hours === undefined ? [] : hoursFaults('hours', data.hours)),
    ...wordingFaults(data.texts),
  ];
  if (faults.length > 0) return { faults };
  const codes = data.codes && { ...data.codes, shapes: data.codes.shapes.map(asCompared) };
  return { settings: { ...data, codes } };
}

function asCompared(shape: CodeShape): CodeShape {
  return shape.type === 'alphabet'
    ? { ...shape, alphabet: readAlphabet(shape.alphabet) ?? shape.alphabet }
    : shape;
}

function wordingFaults(own: CompetitionSettings['texts']): SettingsFault[] {
  return Object.entries(own).flatMap(([name, byLanguage]) =>
    Object.entries(byLanguage).flatMap(([language, text]) =>
      checkTemplate(text, TEXT_VALUES).map((message) => ({ path: `texts.${name}.${language}`, message })),
    ),
  );
}

function inOrder(moments: string[]): string[] {
  return [...moments].sort((a, b) => Date.parse(a) - Date.parse(b));
}

function faultsOf(issue: z.core.$ZodIssue): SettingsFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({
    path: pathOf([...issue.path, key]),
    message: 'is not a setting of this kind',
  }));
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : `${before}${before && '.'}${String(part)}`,
    '',
  );
