import type { SettingsFault } from '../campaign-kind';
import { keysOf } from '../flow/choice-answer';
import { hoursFaults, type DayHours } from '../hours';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { MENU_TEXTS, type MenuText } from './menu-texts';

export interface MenuOption {
  readonly labels: TextsByLanguage;
  /** Other words for it, in any script. */
  readonly aliases?: readonly string[];
  /** The id of a campaign of the same brand on the same code. */
  readonly campaign: number;
  /** What the campaign is told as if it stood behind its keyword; else what the person wrote behind the choice. */
  readonly argument?: string;
}

export interface MenuSettings {
  readonly options: readonly MenuOption[];
  readonly texts?: { readonly [K in MenuText]?: TextsByLanguage };
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

/** `options`: more do not fit a text that people read. */
export const MENU_LIMITS = { options: 12, aliases: 20, aliasChars: 60, argumentChars: 160 } as const;

const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = ['options', 'texts', 'hours', ...WINDOW_FIELDS] as const;
const OPTION_FIELDS = ['labels', 'aliases', 'campaign', 'argument'] as const;

export function readMenuSettings(
  raw: unknown,
): { readonly settings: MenuSettings } | { readonly faults: readonly SettingsFault[] } {
  if (!isObject(raw)) return { faults: [{ path: '', message: 'must be an object' }] };
  const given = raw as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const faults = [
    ...unknownFields(raw, FIELDS),
    ...optionsFaults(given.options),
    ...textsFaults(given.texts),
    ...(given.hours === undefined ? [] : hoursFaults('hours', given.hours)),
    ...WINDOW_FIELDS.flatMap((field) =>
      given[field] === undefined ? [] : textFaults(field, given[field], WINDOW_PLACEHOLDERS),
    ),
  ];
  if (faults.length > 0) return { faults };
  const settings = raw as unknown as MenuSettings;
  const repeated = repeatedKeys(settings.options);
  return repeated.length > 0 ? { faults: repeated } : { settings };
}

function optionsFaults(options: unknown): SettingsFault[] {
  if (!Array.isArray(options) || options.length < 2 || options.length > MENU_LIMITS.options)
    return [{ path: 'options', message: `must be an array of 2 to ${MENU_LIMITS.options} choices` }];
  return options.flatMap((option: unknown, at) => optionFaults(`options[${at}]`, option));
}

function optionFaults(path: string, option: unknown): SettingsFault[] {
  if (!isObject(option)) return [{ path, message: 'must be an object' }];
  const { labels, aliases = [], campaign, argument = '' } = option as Record<string, unknown>;
  const faults = unknownFields(option, OPTION_FIELDS).map((fault) => ({
    ...fault,
    path: `${path}.${fault.path}`,
  }));
  faults.push(...textFaults(`${path}.labels`, labels, []));
  if (isObject(labels) && Object.keys(labels).length === 0)
    faults.push({ path: `${path}.labels`, message: 'must have a text in one language at least' });
  if (!Number.isInteger(campaign))
    faults.push({ path: `${path}.campaign`, message: 'must be the id of a campaign' });
  if (typeof argument !== 'string' || argument.length > MENU_LIMITS.argumentChars)
    faults.push({
      path: `${path}.argument`,
      message: `must be a text of ${MENU_LIMITS.argumentChars} characters at most`,
    });
  const areAliases =
    Array.isArray(aliases) &&
    aliases.length <= MENU_LIMITS.aliases &&
    aliases.every((alias) => isAlias(alias));
  if (!areAliases)
    faults.push({ path: `${path}.aliases`, message: `must be ${MENU_LIMITS.aliases} words at most` });
  return faults;
}

const isAlias = (alias: unknown): boolean =>
  typeof alias === 'string' && alias.trim() !== '' && alias.length <= MENU_LIMITS.aliasChars;

/** Two choices by one name: nobody could say which was meant. */
function repeatedKeys(options: readonly MenuOption[]): SettingsFault[] {
  const seen = new Map<string, number>();
  return options.flatMap((option, at) =>
    keysOf({ value: String(at), ...option }).flatMap((key) => {
      const before = seen.get(key);
      seen.set(key, at);
      return before === undefined || before === at
        ? []
        : [{ path: `options[${at}]`, message: `"${key}" also names choice ${before + 1}` }];
    }),
  );
}

function textsFaults(texts: unknown): SettingsFault[] {
  if (texts === undefined) return [];
  if (!isObject(texts)) return [{ path: 'texts', message: 'must be an object' }];
  return Object.entries(texts).flatMap(([key, value]) =>
    Object.hasOwn(MENU_TEXTS, key)
      ? textFaults(`texts.${key}`, value, MENU_TEXTS[key as MenuText])
      : [{ path: `texts.${key}`, message: 'is not a text of this kind' }],
  );
}

const isObject = (raw: unknown): raw is object =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
