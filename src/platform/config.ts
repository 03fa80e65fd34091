import { z } from 'zod';
import { isAllowable } from './outbound-http-rules';

/** What a process of Parola may be: one of these, several, or all of them. */
export const ROLES = ['ingress', 'engine', 'worker', 'console'] as const;
export type Role = (typeof ROLES)[number];

/** How long this process waits for others before it goes on without them. */
export interface Waits {
  /** For a connection to PostgreSQL. */
  readonly connectionMs: number;
  /** For the commit of what a carrier hands over; then it is answered 503, keeps the text and comes again. */
  readonly doorMs: number;
  /** For the server of a brand, from the resolution of its name to the answer's last byte. */
  readonly outboundMs: number;
}

/**
 * What is promised to carriers, brands and colleagues; a carrier has its answer within two seconds, the last half of one for its way.
 * No variable changes it; a suite that is about something else waits longer.
 */
export const WAITS: Waits = { connectionMs: 2_000, doorMs: 1_500, outboundMs: 5_000 };

export interface Config {
  readonly port: number;
  readonly host: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly roles: readonly Role[];
  /** Undefined: decided by whether the embedded database is empty. */
  readonly demo: boolean | undefined;
  readonly adminApiKey: string | undefined;
  readonly publicUrl: string | undefined;
  readonly trustProxy: readonly string[];
  /** Addresses, ranges and hosts that brands' servers may have beyond the public internet. */
  readonly outboundAllow: readonly string[];
  /** Subscriptions whose hour has come that this process may advance in a second. */
  readonly renewalsPerSecond: number;
  /** Between two looks for joins that nobody asked for; 0: nobody looks. */
  readonly fraudSweepSeconds: number;
  readonly logLevel: string;
  readonly waits: Waits;
}

/** A setting that cannot be used; its message is one sentence that names the variable. */
export class ConfigError extends Error {}

const roles = z.string().transform((text, context): Role[] => {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('all')) return [...ROLES];
  const unknown = names.find((name) => !ROLES.some((role) => role === name));
  if (unknown === undefined) return ROLES.filter((role) => names.includes(role));
  context.addIssue({
    code: 'custom',
    message: `must be "all" or any of ${ROLES.join(', ')}; "${unknown}" is none of them`,
  });
  return z.NEVER;
});

const urlOf = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const PROXY = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const variables = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('.parola'),
  DATABASE_URL: urlOf(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:']).optional(),
  ROLES: roles.default([...ROLES]),
  DEMO: z
    .enum(['0', '1'], { error: 'must be 0 or 1' })
    .transform((flag) => flag === '1')
    .optional(),
  ADMIN_API_KEY: z.string().min(20, 'must have at least 20 characters').optional(),
  PUBLIC_URL: urlOf(['http:', 'https:'])
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  TRUST_PROXY: list.refine(
    (proxies) => proxies.every((proxy) => PROXY.safeParse(proxy).success),
    'must be addresses or ranges such as 10.0.0.0/8',
  ),
  OUTBOUND_ALLOW: list.refine(
    (words) => words.every(isAllowable),
    'must be addresses, ranges such as 10.0.0.0/8, or names of hosts',
  ),
  RENEWALS_PER_SECOND: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(1, 'must be between 1 and 100000')
    .max(100_000, 'must be between 1 and 100000')
    .default(500),
  FRAUD_SWEEP_SECONDS: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(0, 'must be between 0 and 3600')
    .max(3_600, 'must be between 0 and 3600')
    .default(30),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
});

/** Reads the environment. Throws ConfigError, which says in one sentence which variable is wrong and why. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = variables.safeParse(set);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message}.`);
  }
  const { data } = read;
  if (data.REDIS_URL === undefined && data.ROLES.length < ROLES.length) {
    throw new ConfigError(
      'ROLES must be "all" while REDIS_URL is unset: without Redis the doorbell rings inside one process only.',
    );
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    roles: data.ROLES,
    demo: data.DEMO,
    adminApiKey: data.ADMIN_API_KEY,
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    outboundAllow: data.OUTBOUND_ALLOW,
    renewalsPerSecond: data.RENEWALS_PER_SECOND,
    fraudSweepSeconds: data.FRAUD_SWEEP_SECONDS,
    logLevel: data.LOG_LEVEL,
    waits: WAITS,
  };
}
