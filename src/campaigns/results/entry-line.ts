import { DateTime } from 'luxon';
import { maskMsisdn } from '../../text/msisdn';
import type { EntryCard } from './entries.store';

/** The columns of an export, in their order. */
export const ENTRY_COLUMNS = [
  ...[
    'id',
    'saidAt',
    'handledAt',
    'msisdn',
    'operator',
    'route',
    'outcome',
    'counted',
    'tickets',
    'text',
    'data',
  ],
] as const;

/** How an entry leaves the house. */
export interface EntryManner {
  /** The campaign's. */
  readonly timezone: string;
  /** Whole numbers instead of masked ones. */
  readonly full: boolean;
}

/** Writes entries as lines of an export: instants in the campaign's zone, what its kind noted as JSON. */
export function lineWriter({ timezone, full }: EntryManner): (entry: EntryCard) => string[] {
  const local = clockOf(timezone);
  return (entry) => [
    String(entry.id),
    local(entry.saidAt),
    local(entry.at),
    shownMsisdn(entry.msisdn, full) ?? '',
    entry.operator ?? '',
    entry.route,
    entry.outcome,
    entry.counted ? '1' : '0',
    String(entry.tickets),
    entry.textId === null ? '' : String(entry.textId),
    entry.data === null ? '' : JSON.stringify(entry.data),
  ];
}

const QUARTER_MS = 900_000;

/** Instants as a zone writes them in ISO 8601. Zones change at quarters of an hour, so most instants need no look at the zone. */
export function clockOf(zone: string): (at: Date) => string {
  let quarter = NaN;
  let offsetMs = 0;
  let suffix = '';
  return (at) => {
    const its = Math.floor(at.getTime() / QUARTER_MS);
    if (its !== quarter) {
      const local = DateTime.fromMillis(its * QUARTER_MS, { zone });
      [quarter, offsetMs, suffix] = [its, local.offset * 60_000, local.toFormat('ZZ')];
    }
    return `${new Date(at.getTime() + offsetMs).toISOString().slice(0, -1)}${suffix}`;
  };
}

export const shownMsisdn = (msisdn: string | null, full: boolean): string | null =>
  msisdn === null || full ? msisdn : maskMsisdn(msisdn);
