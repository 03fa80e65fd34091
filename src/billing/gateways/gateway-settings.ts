import type { InputError } from '../../platform/problem';
import type { GatewayType } from './gateway-type';

/** What stands in an answer where a secret is kept. */
export const MASK = '••••';

export type Settings = Readonly<Record<string, unknown>>;
export type Secrets = Readonly<Record<string, string>>;

export type SettingsChange =
  | { readonly type: 'settings'; readonly settings: Settings; readonly secrets: Secrets }
  | { readonly type: 'faulty'; readonly errors: readonly InputError[] };

/** Settings as they may be shown: of a secret, only that there is one. */
export const masked = (settings: Settings, secrets: Secrets): Settings => ({
  ...settings,
  ...Object.fromEntries(Object.keys(secrets).map((name) => [name, MASK])),
});

/**
 * Settings as they are to be kept, the secrets apart from the rest: what was sent, checked by the gateway's type, where a mask sent
 * back means the secret that is already kept. A field that is not sent is gone.
 */
export function changedSettings(sent: Settings, kept: Secrets, type: GatewayType): SettingsChange {
  const unmasked = new Map<string, unknown>();
  const errors: InputError[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const isMasked = value === MASK && type.secretSettings.includes(name);
    const secret = Object.hasOwn(kept, name) ? kept[name] : undefined;
    if (isMasked && secret === undefined)
      errors.push({
        path: `settings.${name}`,
        message: 'holds the mask, and no secret is kept that it could stand for',
      });
    unmasked.set(name, isMasked ? secret : value);
  }
  if (errors.length > 0) return { type: 'faulty', errors };
  const read = type.readSettings(Object.fromEntries(unmasked));
  if ('errors' in read) return { type: 'faulty', errors: read.errors.map(underSettings) };
  const isSecret = ([name]: readonly [string, unknown]): boolean => type.secretSettings.includes(name);
  return {
    type: 'settings',
    settings: Object.fromEntries([...unmasked].filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries([...unmasked].filter(isSecret).map(([name, value]) => [name, String(value)])),
  };
}

const underSettings = ({ path, message }: InputError): InputError => ({
  path: path === '' ? 'settings' : `settings.${path}`,
  message,
});
