import { z } from 'zod';
import { carrierUrl, concurrency, readSettingsWith, secret } from '../../../connectors/settings';
import { COMMON_GATEWAY_SETTINGS } from '../gateway-type';

const schema = z.strictObject({
  ...COMMON_GATEWAY_SETTINGS,
  /** The root of the API, with its version: what comes before /payments. */
  url: carrierUrl,
  /** The access token; its scopes are payments create, read and write, and refunds create. */
  token: secret.optional(),
  /** Whether money moves at once, or is reserved and confirmed. */
  steps: z.enum(['one', 'two']).default('one'),
  /** Whether the operator is told where to post what became of a payment. */
  notices: z.boolean().default(false),
  /** What the bill says the merchant is. */
  merchant: z.string().min(1).max(100).optional(),
  /** Correlators asked about in one request. */
  askedAtOnce: z.int().min(1).max(100).default(1),
  /** Of one request; a charge in two steps takes three. */
  timeoutMs: z.int().min(100).max(8_000).default(5_000),
  concurrency,
});

export type CamaraSettings = z.infer<typeof schema>;

export const readCamaraSettings = (raw: unknown) => readSettingsWith<CamaraSettings>(schema, raw);
