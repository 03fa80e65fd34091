import { z } from 'zod';
import { carrierUrl, COMMON_SETTINGS, concurrency, readSettingsWith, secret } from '../settings';

const schema = z.strictObject({
  ...COMMON_SETTINGS,
  /** Where texts are posted. */
  url: carrierUrl,
  outboundKey: secret.optional(),
  /** Texts per request; above 1, requests are arrays. */
  batch: z.int().min(1).max(1_000).default(1),
  concurrency,
});

export type HttpSettings = z.infer<typeof schema>;

export const readHttpSettings = (raw: unknown) => readSettingsWith<HttpSettings>(schema, raw);
