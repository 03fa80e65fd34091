import type { Option } from '../flow/flow';
import { FLOW_LIMITS } from '../flow/flow';
import { fold } from '../../text/fold';
import type { SettingsFault } from '../campaign-kind';
import { hoursFaults, type DayHours } from '../hours';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';
import { VOTE_TEXT_KEYS, type VoteTextKey } from './vote-texts';

export const VOTE_LIMITS = {
  options: FLOW_LIMITS.options,
  aliases: FLOW_LIMITS.aliases,
  labelChars: FLOW_LIMITS.labelChars,
  votesPerDay: 100,
  prompts: 5,
  waitMinutes: FLOW_LIMITS.ttlMinutes,
} as const;

/** What a person who has voted may do. */
export const AGAIN = ['refuse', 'replace', 'several'] as const;

export interface VoteSettings {
  /** What is asked; shown above the list of options. */
  readonly question?: TextsByLanguage;
  /** In the order in which they are numbered. The value is what tallies, entries and events call an option. */
  readonly options: readonly Option[];
  /** How many options one vote may name; 1 without it. */
  readonly mostChoices?: number;
  /** Another vote is refused, replaces the first, or counts as well; refused without it. */
  readonly again?: (typeof AGAIN)[number];
  /** Where several votes count: how many on one day of the campaign's zone. */
  readonly votesPerDay?: number;
  /** How often somebody who is not understood is asked again; 2 without it. */
  readonly prompts?: number;
  /** How long the question stays open; 30 without it. */
  readonly waitMinutes?: number;
  /** The brand's own wording, where it has one. */
  readonly texts?: Readonly<Partial<Record<VoteTextKey, TextsByLanguage>>>;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

export const VOTE_PLACEHOLDERS = [
  ...['brand', 'code', 'question', 'options', 'choice', 'before', 'most', 'charged'],
] as const;
const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const NUMBERS = {
  mostChoices: { least: 1, most: VOTE_LIMITS.options },
  votesPerDay: { least: 1, most: VOTE_LIMITS.votesPerDay },
  prompts: { least: 0, most: VOTE_LIMITS.prompts },
  waitMinutes: { least: 1, most: VOTE_LIMITS.waitMinutes },
} as const;
const FIELDS = ['question', 'options', 'again', 'texts', 'hours', ...WINDOW_FIELDS, ...Object.keys(NUMBERS)];
const VALUE = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export function readVoteSettings(
  raw: unknown,
): { readonly settings: VoteSettings } | { readonly faults: readonly SettingsFault[] } {
  if (!isObject(raw)) return { faults: [{ path: '', message: 'must be an object' }] };
  const { question, options, again, texts, hours } = raw;
  const faults = [
    ...unknownFields(raw, FIELDS),
    ...(question === undefined ? [] : textFaults('question', question, [])),
    ...optionsFaults(options),
    ...againFaults(again, raw['votesPerDay']),
    ...numberFaults(raw),
    ...(texts === undefined ? [] : textsFaults(texts)),
    ...(hours === undefined ? [] : hoursFaults('hours', hours)),
    ...WINDOW_FIELDS.flatMap((field) =>
      raw[field] === undefined ? [] : textFaults(field, raw[field], [...WINDOW_PLACEHOLDERS, 'charged']),
    ),
  ];
  return faults.length > 0 ? { faults } : { settings: raw as unknown as VoteSettings };
}

function optionsFaults(raw: unknown): SettingsFault[] {
  if (!Array.isArray(raw) || raw.length < 2 || raw.length > VOTE_LIMITS.options)
    return [{ path: 'options', message: `must be a list of 2 to ${VOTE_LIMITS.options} options` }];
  const options: readonly unknown[] = raw;
  const values = options.map((option) => (isObject(option) ? option['value'] : undefined));
  return options.flatMap((option, at) => [
    ...optionFaults(`options[${at}]`, option),
    ...(typeof values[at] === 'string' && values.indexOf(values[at]) < at
      ? [{ path: `options[${at}].value`, message: 'is the value of another option' }]
      : []),
  ]);
}

function optionFaults(path: string, raw: unknown): SettingsFault[] {
  if (!isObject(raw)) return [{ path, message: 'must be an object with value and labels' }];
  const { value, labels, aliases, ...rest } = raw;
  const faults: SettingsFault[] = Object.keys(rest).map((field) => ({
    path: `${path}.${field}`,
    message: 'is not a field of an option',
  }));
  if (typeof value !== 'string' || !VALUE.test(value))
    faults.push({ path: `${path}.value`, message: 'must be 1 to 40 of a-z, 0-9, - and _' });
  return [...faults, ...labelFaults(`${path}.labels`, labels), ...aliasFaults(`${path}.aliases`, aliases)];
}

function labelFaults(path: string, raw: unknown): SettingsFault[] {
  const faults = textFaults(path, raw, []);
  if (faults.length > 0) return faults;
  const labels = Object.entries(raw as Record<string, string>);
  if (labels.length === 0) return [{ path, message: 'must have a text in at least one language' }];
  return labels.flatMap(([language, label]) =>
    isWord(label)
      ? []
      : [{ path: `${path}.${language}`, message: `must be a name of ${VOTE_LIMITS.labelChars} characters` }],
  );
}

function aliasFaults(path: string, raw: unknown): SettingsFault[] {
  if (raw === undefined) return [];
  if (!Array.isArray(raw) || raw.length > VOTE_LIMITS.aliases)
    return [{ path, message: `must be a list of ${VOTE_LIMITS.aliases} words at most` }];
  return raw.flatMap((alias: unknown, at) =>
    isWord(alias)
      ? []
      : [{ path: `${path}[${at}]`, message: `must be a word of 1 to ${VOTE_LIMITS.labelChars} characters` }],
  );
}

const isWord = (raw: unknown): boolean =>
  typeof raw === 'string' && raw.length <= VOTE_LIMITS.labelChars && fold(raw) !== '';

function againFaults(again: unknown, votesPerDay: unknown): SettingsFault[] {
  if (again !== undefined && !AGAIN.some((known) => known === again))
    return [{ path: 'again', message: `must be one of ${AGAIN.join(', ')}` }];
  if (again === 'several' && votesPerDay === undefined)
    return [{ path: 'votesPerDay', message: 'must say how many votes count on one day' }];
  if (again !== 'several' && votesPerDay !== undefined)
    return [{ path: 'votesPerDay', message: 'is for "again": "several" only' }];
  return [];
}

function numberFaults(raw: Readonly<Record<string, unknown>>): SettingsFault[] {
  return Object.entries(NUMBERS).flatMap(([field, { least, most }]) => {
    const value = raw[field];
    const isFine =
      value === undefined ||
      (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most);
    return isFine ? [] : [{ path: field, message: `must be a whole number from ${least} to ${most}` }];
  });
}

function textsFaults(raw: unknown): SettingsFault[] {
  if (!isObject(raw)) return [{ path: 'texts', message: 'must be an object of texts by name' }];
  return Object.entries(raw).flatMap(([key, texts]) =>
    VOTE_TEXT_KEYS.some((known) => known === key)
      ? textFaults(`texts.${key}`, texts, VOTE_PLACEHOLDERS)
      : [{ path: `texts.${key}`, message: `must be one of ${VOTE_TEXT_KEYS.join(', ')}` }],
  );
}

const isObject = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);
