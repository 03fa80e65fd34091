import { MAX_URL_CHARS } from '../../platform/outbound-http-rules';
import type { SettingsFault } from '../campaign-kind';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { WEBHOOK_PLACEHOLDERS } from './webhook-texts';

export interface WebhookSettings {
  /** The brand's server. */
  readonly url: string;
  /** How long the person waits for it. */
  readonly timeoutMs: number;
  /** The server sees the person's number, and not only who they are to the brand. */
  readonly sendNumber: boolean;
  /** A longer reply is not sent. */
  readonly maxSegments: number;
  /** Said at once, while the server is asked; nothing when undefined. */
  readonly waitText?: TextsByLanguage;
  /** Said when no answer came. */
  readonly timeoutText?: TextsByLanguage;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
}

/** Nobody waits longer than five seconds: the longest wait leaves half of one for the text itself to leave. */
export const TIMEOUT_MS = { least: 500, usual: 4_000, most: 4_500 } as const;
export const MAX_SEGMENTS = { least: 1, usual: 4, most: 10 } as const;

const FIELDS = [
  'url',
  'timeoutMs',
  'sendNumber',
  'maxSegments',
  'waitText',
  'timeoutText',
  'before',
  'after',
] as const satisfies readonly (keyof WebhookSettings)[];

type Raw = Readonly<Partial<Record<keyof WebhookSettings, unknown>>>;

export function readWebhookSettings(
  raw: unknown,
): { readonly settings: WebhookSettings } | { readonly faults: readonly SettingsFault[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { faults: [{ path: '', message: 'must be an object' }] };
  const given: Raw = raw;
  const faults = [
    ...unknownFields(raw, FIELDS),
    ...urlFaults(given.url),
    ...numberFaults('timeoutMs', given.timeoutMs, TIMEOUT_MS),
    ...numberFaults('maxSegments', given.maxSegments, MAX_SEGMENTS),
    ...(given.sendNumber === undefined || typeof given.sendNumber === 'boolean'
      ? []
      : [{ path: 'sendNumber', message: 'must be true or false' }]),
    ...textsFaults(given, 'waitText', WEBHOOK_PLACEHOLDERS.waitText),
    ...textsFaults(given, 'timeoutText', WEBHOOK_PLACEHOLDERS.timeoutText),
    ...textsFaults(given, 'before', WINDOW_PLACEHOLDERS),
    ...textsFaults(given, 'after', WINDOW_PLACEHOLDERS),
  ];
  if (faults.length > 0) return { faults };
  const defaults = { timeoutMs: TIMEOUT_MS.usual, sendNumber: false, maxSegments: MAX_SEGMENTS.usual };
  return { settings: { ...defaults, ...(given as Pick<WebhookSettings, 'url'>) } };
}

/** Only what can be said of any address; whether this one may be called is the lint's to say, for it is the operator's to allow. */
function urlFaults(url: unknown): SettingsFault[] {
  const isAddress =
    typeof url === 'string' && url.length <= MAX_URL_CHARS && URL.canParse(url) && /^https?:/i.test(url);
  if (isAddress) return [];
  return [{ path: 'url', message: 'must be an address that begins with https:// or http://' }];
}

function numberFaults(
  path: string,
  value: unknown,
  { least, most }: { readonly least: number; readonly most: number },
): SettingsFault[] {
  const isRight = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  if (value === undefined || isRight) return [];
  return [{ path, message: `must be a whole number from ${least} to ${most}` }];
}

const textsFaults = (
  given: Raw,
  path: keyof WebhookSettings,
  placeholders: readonly string[],
): SettingsFault[] => (given[path] === undefined ? [] : textFaults(path, given[path], placeholders));
