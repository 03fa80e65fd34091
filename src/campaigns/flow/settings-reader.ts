import { z } from 'zod';
import { LANGUAGES } from '../../text/language';
import type { SettingsFault } from '../campaign-kind';
import { hoursFaults, type DayHours } from '../hours';
import { TEXT_LIMITS, textFaults, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { faultsOf } from './read-flow';

/** A text in several languages, as settings write it. */
export const textsSchema = z
  .partialRecord(z.enum(LANGUAGES), z.string().trim().min(1, 'must be a text').max(TEXT_LIMITS.chars))
  .refine((some) => Object.keys(some).length > 0, 'must be texts by language, such as { "en": "…" }');

/** A name that may stand in a text, as the flow's own names do; shorter, for steps are named after it. */
export const nameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,29}$/, 'must be a name: a letter, then letters, digits and _, 30 at most')
  .refine((text) => !(text in {}), 'is not free to be used as a name');

/** When a kind that talks does so, and what it may say outside its time. */
export interface WindowSettings {
  readonly hours?: readonly DayHours[] | undefined;
  readonly before?: TextsByLanguage | undefined;
  readonly after?: TextsByLanguage | undefined;
  readonly outside?: TextsByLanguage | undefined;
  /** Whether a conversation that was begun in time may be finished after the close. */
  readonly finishAfterClose?: boolean | undefined;
}

export const windowFields = {
  hours: z.custom<readonly DayHours[]>(() => true).optional(),
  before: textsSchema.optional(),
  after: textsSchema.optional(),
  outside: textsSchema.optional(),
  finishAfterClose: z.boolean().optional(),
};

/** Settings as their schema reads them, or every fault by its path. */
export function readWith<S extends object>(
  schema: z.ZodType<S>,
  raw: unknown,
): { readonly settings: S } | { readonly faults: readonly SettingsFault[] } {
  const read = schema.safeParse(raw);
  const faults = [...(read.success ? [] : read.error.issues.flatMap(faultsOf)), ...windowFaults(raw)];
  if (faults.length > 0 || !read.success) return { faults };
  return { settings: read.data };
}

function windowFaults(raw: unknown): readonly SettingsFault[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const given = raw as Readonly<Record<string, unknown>>;
  return [
    ...(given['hours'] === undefined ? [] : hoursFaults('hours', given['hours'])),
    ...(['before', 'after', 'outside'] as const).flatMap((field) =>
      given[field] === undefined ? [] : textFaults(field, given[field], WINDOW_PLACEHOLDERS),
    ),
  ];
}
