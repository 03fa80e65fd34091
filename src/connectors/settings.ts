import { z } from 'zod';

/** What every link has, whatever it speaks. Only `timeoutMs` is the link's own: the others are the dispatcher's and the doors'. */
export const COMMON_SETTINGS = {
  /** Texts a second the carrier sold us. */
  tps: z.int().min(1).max(10_000).optional(),
  /** Whose national numbers arrive here without a country code, ISO 3166-1 alpha-2. */
  homeCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters')
    .optional(),
  /** Whether reports name messages just as the submit did, or in another base or padded (some centres do). */
  reportIds: z.enum(['exact', 'any form']).optional(),
  /** How long a submit may take; the contract allows 30 seconds at most. */
  timeoutMs: z.int().min(100).max(30_000).default(10_000),
};

/** Requests in flight at once, for links that speak HTTP. */
export const concurrency = z.int().min(1).max(64).default(4);

/** An address of a carrier. One that carries a password would show it wherever settings are shown. */
export const carrierUrl = z
  .string()
  .max(2_000)
  .refine(isPlainHttpUrl, 'must be an http or https URL without a user or password in it');

/** A secret that travels in a header or a query: printable ASCII, no blanks. */
export const secret = z
  .string()
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'must be printable characters without blanks');

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
  );
}

export type SettingsRead<S> =
  { readonly settings: S } | { readonly errors: readonly { path: string; message: string }[] };

/** Every fault of raw settings by its path ("" is the whole); unknown fields are faults. */
export function readSettingsWith<S>(schema: z.ZodType<S>, raw: unknown): SettingsRead<S> {
  const read = schema.safeParse(raw);
  if (read.success) return { settings: read.data };
  return { errors: read.error.issues.flatMap(faultsOf) };
}

function faultsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key].join('.'),
    message: 'is not a setting of this protocol',
  }));
}
