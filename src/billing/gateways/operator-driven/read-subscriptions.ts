import { isoInstant } from '../../../connectors/instants';
import { isRecord } from '../../../connectors/json-fields';
import { isStorable } from '../../../connectors/original-bytes';
import { fromJson } from '../../../platform/money';
import { normaliseMsisdn } from '../../../text/msisdn';
import type { SubscriptionNotice } from '../../charge-gateway';

const MOST_ITEMS = 1_000;
const MAX_CHARS = 200;
const EVENTS = ['subscribed', 'renewed', 'failed', 'unsubscribed'] as const;

/** What this operator calls the events, when it does not use our words ("SUBSCRIPTION" for "subscribed"). */
export type EventNames = Readonly<Record<string, SubscriptionNotice['event']>>;

/**
 * Reads `{ "id", "event", "msisdn", "service", "amount"?: { "minor", "currency" }, "periodStart"?, "periodEnd"?, "code"?, "at" }`, one
 * or an array. One element that cannot be read spoils the whole: the operator is told, and sends it again once somebody has looked.
 */
export function readSubscriptionNotices(
  body: unknown,
  names: EventNames,
): readonly SubscriptionNotice[] | null {
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (items.length > MOST_ITEMS) return null;
  const notices = items.map((item) => readOne(item, names));
  return notices.some((notice) => notice === null) ? null : (notices as SubscriptionNotice[]);
}

function readOne(item: unknown, names: EventNames): SubscriptionNotice | null {
  if (!isRecord(item)) return null;
  const remoteId = wordIn(item, 'id');
  const event = eventOf(wordIn(item, 'event'), names);
  const msisdn = normaliseMsisdn(wordIn(item, 'msisdn') ?? '');
  const service = wordIn(item, 'service');
  const at = isoInstant(wordIn(item, 'at') ?? '');
  const amount = amountIn(item['amount']);
  const periodStart = instantIn(item['periodStart']);
  const periodEnd = instantIn(item['periodEnd']);
  if (remoteId === null || event === null || msisdn === null || service === null || at === undefined)
    return null;
  if (amount === undefined || periodStart === undefined || periodEnd === undefined) return null;
  return {
    remoteId,
    event,
    msisdn,
    service,
    ...amount,
    periodStart,
    periodEnd,
    code: wordIn(item, 'code'),
    at,
  };
}

function wordIn(item: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = item[name];
  const word = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof word === 'string' && word.trim() !== '' && word.length <= MAX_CHARS && isStorable(word)
    ? word
    : null;
}

const eventOf = (word: string | null, names: EventNames): SubscriptionNotice['event'] | null =>
  word !== null && Object.hasOwn(names, word)
    ? (names[word] ?? null)
    : (EVENTS.find((event) => event === word?.toLowerCase()) ?? null);

/** Null when there is none, undefined when it cannot be read. */
function instantIn(value: unknown): Date | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? isoInstant(value) : undefined;
}

function amountIn(value: unknown): Pick<SubscriptionNotice, 'amountMinor' | 'currency'> | undefined {
  if (value === undefined || value === null) return { amountMinor: null, currency: null };
  if (!isRecord(value)) return undefined;
  const { minor, currency } = value;
  if (typeof minor !== 'string' || typeof currency !== 'string') return undefined;
  const money = fromJson({ minor, currency });
  return money !== null && money.minor > 0n ? { amountMinor: money.minor, currency } : undefined;
}
