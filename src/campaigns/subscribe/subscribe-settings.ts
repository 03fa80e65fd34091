import type { SettingsFault } from '../campaign-kind';
import { hoursFaults, type DayHours } from '../hours';
import { textFaults, unknownFields, WINDOW_PLACEHOLDERS, type TextsByLanguage } from '../texts-by-language';

export interface SubscribeSettings {
  /** The service people subscribe to. What is said and what it costs is the service's. */
  readonly service: number;
  /** The service's list; entered when the campaign is published. */
  readonly list?: number;
  readonly before?: TextsByLanguage;
  readonly after?: TextsByLanguage;
  /** Hours of the day by the campaign's zone, and what to say outside them. */
  readonly hours?: readonly DayHours[];
  readonly outside?: TextsByLanguage;
}

const WINDOW_FIELDS = ['before', 'after', 'outside'] as const;
const FIELDS = ['service', 'list', 'hours', ...WINDOW_FIELDS] as const;

export function readSubscribeSettings(
  raw: unknown,
): { readonly settings: SubscribeSettings } | { readonly faults: readonly SettingsFault[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { faults: [{ path: '', message: 'must be an object' }] };
  const given = raw as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const faults: SettingsFault[] = unknownFields(raw, FIELDS);
  if (!isId(given.service)) faults.push({ path: 'service', message: 'must be the id of a service' });
  if (given.list !== undefined && !isId(given.list))
    faults.push({ path: 'list', message: "must be the id of the service's list, or be left out" });
  if (given.hours !== undefined) faults.push(...hoursFaults('hours', given.hours));
  for (const field of WINDOW_FIELDS) {
    if (given[field] !== undefined) faults.push(...textFaults(field, given[field], WINDOW_PLACEHOLDERS));
  }
  return faults.length > 0 ? { faults } : { settings: raw as SubscribeSettings };
}

/** Ids of the catalogue are 32 bits wide. */
const isId = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 2_147_483_647;
