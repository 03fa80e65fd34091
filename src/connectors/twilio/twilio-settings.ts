import { z } from 'zod';
import { carrierUrl, COMMON_SETTINGS, concurrency, readSettingsWith, secret } from '../settings';

const schema = z.strictObject({
  ...COMMON_SETTINGS,
  accountSid: z.string().regex(/^AC[0-9a-zA-Z]{1,64}$/, 'must begin with AC'),
  /** Signs what Twilio sends us, and is the password of what we send. */
  authToken: secret,
  /** Another region, or a product that speaks the same REST. */
  baseUrl: carrierUrl.default('https://api.twilio.com').transform((url) => url.replace(/\/+$/, '')),
  /** Sends through a service instead of naming the code as sender. */
  messagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-zA-Z]{1,64}$/, 'must begin with MG')
    .optional(),
  concurrency,
});

export type TwilioSettings = z.infer<typeof schema>;

export const readTwilioSettings = (raw: unknown) => readSettingsWith<TwilioSettings>(schema, raw);
