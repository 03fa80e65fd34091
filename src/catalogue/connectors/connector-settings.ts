import type { Protocol } from '../../connectors/connector';
import type { InputError } from '../../platform/problem';

/** What stands in an answer where a secret is kept. */
export const MASK = '••••';

export type Settings = Readonly<Record<string, unknown>>;

export type SettingsChange =
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'faulty'; readonly errors: readonly InputError[] };

/** Settings as they may be shown: of a secret, only that there is one. */
export function masked(settings: object, { secretSettings }: Pick<Protocol, 'secretSettings'>): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, secretSettings.includes(name) ? MASK : value]),
  );
}

/**
 * Settings as they are to be kept: what was sent, checked by the protocol, where a mask sent back means the secret that is
 * already kept. A field that is not sent is gone, as its default would have it.
 */
export function changedSettings(sent: Settings, stored: object, protocol: Protocol): SettingsChange {
  const kept: Settings = { ...stored };
  const unmasked = Object.entries(sent).map(([name, value]) =>
    value === MASK && protocol.secretSettings.includes(name)
      ? ([name, kept[name] ?? null] as const)
      : ([name, value] as const),
  );
  const nothingKept = unmasked.filter(([name, value]) => sent[name] === MASK && value === null);
  if (nothingKept.length > 0) {
    const message = 'holds the mask, and no secret is kept that it could stand for';
    return { type: 'faulty', errors: nothingKept.map(([name]) => ({ path: `settings.${name}`, message })) };
  }
  const settings = Object.fromEntries(unmasked);
  const read = protocol.readSettings(settings);
  if ('settings' in read) return { type: 'settings', settings };
  const errors = read.errors.map(({ path, message }) => ({
    path: path === '' ? 'settings' : `settings.${path}`,
    message,
  }));
  return { type: 'faulty', errors };
}
