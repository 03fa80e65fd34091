import { z } from 'zod';
import { ALPHABETS } from '../alphabets';
import { carrierUrl, COMMON_SETTINGS, concurrency, readSettingsWith, secret } from '../settings';

const schema = z.strictObject({
  ...COMMON_SETTINGS,
  /** The sendsms CGI of the smsbox, such as http://10.0.0.5:13013/cgi-bin/sendsms. */
  url: carrierUrl,
  username: z.string().min(1).max(100),
  password: secret,
  /** Which of Kannel's own links sends. */
  smsc: z.string().min(1).max(100).optional(),
  method: z.enum(['GET', 'POST']).default('GET'),
  /** Addresses that need no key: Kannel's get-url cannot sign what it sends. Single addresses, IPv4 or IPv6. */
  allowedAddresses: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(50)
    .default([]),
  /** How texts of coding 0 are written when the request names no charset. */
  defaultAlphabet: z.enum(ALPHABETS).default('utf8'),
  /** What smsbox is answered; smsbox sends it to the handset unless it is empty and its service says omit-empty. */
  replyBody: z.string().max(160).default(''),
  concurrency,
});

export type KannelSettings = z.infer<typeof schema>;

export const readKannelSettings = (raw: unknown) => readSettingsWith<KannelSettings>(schema, raw);
