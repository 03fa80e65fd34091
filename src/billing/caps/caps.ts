import { DateTime } from 'luxon';
import { z } from 'zod';
import { knownZone } from '../../platform/known-zone';

export type CapWindow = 'day' | 'week' | 'month';

/** The most a person may spend within a window: on one service, on one campaign, or on all of ours. */
export interface Cap {
  readonly window: CapWindow;
  /** The last 24 hours, 7 days or 30 days up to each charge, instead of the day, week or month of the calendar. */
  readonly rolling?: boolean | undefined;
  readonly scope: 'service' | 'campaign' | 'all';
  /** The campaign that a cap of this scope names: what people came to by it counts, whatever the service. */
  readonly campaign?: number | undefined;
  readonly limitMinor: bigint;
}

/** What billing has to know of a service. */
export interface Terms {
  readonly serviceId: number;
  readonly name: string;
  /** Whose midnight begins a day. */
  readonly zone: string;
  readonly caps: readonly Cap[];
}

const minor = z
  .union([z.string().regex(/^[0-9]{1,18}$/), z.number().int().nonnegative()])
  .transform((amount) => BigInt(amount));
const shape = z
  .array(
    z
      .object({
        window: z.enum(['day', 'week', 'month']),
        rolling: z.boolean().optional(),
        scope: z.enum(['service', 'campaign', 'all']),
        campaign: z.number().int().positive().optional(),
        limitMinor: minor,
      })
      .refine(({ scope, campaign }) => (scope === 'campaign') === (campaign !== undefined)),
  )
  .max(20);

/** Lets nothing through: caps that cannot be read must not become none. */
const CLOSED: readonly Cap[] = [{ window: 'day', scope: 'service', limitMinor: 0n }];

/** Caps as a service's settings hold them; whatever cannot be read is a cap of nothing at all. */
export function readCaps(raw: unknown): readonly Cap[] {
  if (raw === null || raw === undefined) return [];
  const read = shape.safeParse(raw);
  return read.success ? read.data : CLOSED;
}

/** One person's spending within one window of one cap; of a rolling cap, what was spent at one instant. */
export interface SpendingKey {
  readonly subscriberId: number;
  readonly cap: string;
  readonly windowStart: Date;
  readonly currency: string;
}

export interface Spending extends SpendingKey {
  readonly spentMinor: bigint;
}

const SPANS: { readonly [W in CapWindow]: { readonly name: string; readonly hours: number } } = {
  day: { name: '24h', hours: 24 },
  week: { name: '7d', hours: 7 * 24 },
  month: { name: '30d', hours: 30 * 24 },
};
const HOUR_MS = 3_600_000;

/** "service:12:day", "all:month", "campaign:5:24h". */
export function capName({ scope, window, rolling, campaign }: Cap, serviceId: number): string {
  const span = rolling ? SPANS[window].name : window;
  if (scope === 'all') return `all:${span}`;
  return scope === 'service' ? `service:${serviceId}:${span}` : `campaign:${campaign}:${span}`;
}

/** When the window at hand began: midnight, Monday's midnight or the first's, local time. */
export const windowStart = (window: CapWindow, at: Date, zone: string): Date =>
  DateTime.fromJSDate(at, { zone: knownZone(zone) })
    .startOf(window)
    .toJSDate();

/** A charge that asks whether it fits. */
export interface Counted {
  readonly chargeId: number;
  readonly subscriberId: number;
  readonly serviceId: number;
  readonly campaignId: number | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

export interface Limit {
  readonly key: SpendingKey;
  readonly limitMinor: bigint;
  /** Of a rolling cap: what was spent after this instant counts, under whatever key. Null: what stands under the key counts. */
  readonly since: Date | null;
}

/** Every cap that a charge has to fit into, each once. */
export function limitsOf(charge: Counted, terms: Terms | undefined, at: Date): readonly Limit[] {
  if (!terms) return [];
  const limits = new Map<string, Limit>();
  for (const cap of terms.caps) {
    if (cap.scope === 'campaign' && cap.campaign !== charge.campaignId) continue;
    const name = capName(cap, charge.serviceId);
    const { limitMinor = cap.limitMinor } = limits.get(name) ?? {};
    limits.set(name, {
      key: {
        subscriberId: charge.subscriberId,
        cap: name,
        windowStart: cap.rolling ? at : windowStart(cap.window, at, terms.zone),
        currency: charge.currency,
      },
      limitMinor: limitMinor < cap.limitMinor ? limitMinor : cap.limitMinor,
      since: cap.rolling ? new Date(at.getTime() - SPANS[cap.window].hours * HOUR_MS) : null,
    });
  }
  return [...limits.values()];
}

export const nameOf = ({ subscriberId, cap, windowStart: start, currency }: SpendingKey): string =>
  `${subscriberId} ${cap} ${start.toISOString()} ${currency}`;

/** The order in which spendings are locked, everywhere. */
export const bySpending = (one: SpendingKey, other: SpendingKey): number =>
  one.subscriberId - other.subscriberId ||
  compare(one.cap, other.cap) ||
  one.windowStart.getTime() - other.windowStart.getTime() ||
  compare(one.currency, other.currency);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export interface Wish {
  readonly charge: Counted;
  readonly limits: readonly Limit[];
}

export interface Taken {
  /** Charges that fit, each with the spendings it counts in. */
  readonly fits: ReadonlyMap<number, readonly SpendingKey[]>;
  /** What is added to each spending. */
  readonly added: readonly Spending[];
}

/**
 * Lets charges in, in turn: each fits all of its caps or counts in none. What the first takes, the second no longer finds.
 * @param spent what has been spent so far, of a rolling cap all that still counts; a key that is missing is fresh
 */
export function takeCaps(wishes: readonly Wish[], spent: readonly Spending[]): Taken {
  const totals = new Map(spent.map((spending) => [nameOf(spending), spending.spentMinor]));
  const added = new Map<string, Spending>();
  const fits = new Map<number, readonly SpendingKey[]>();
  for (const { charge, limits } of wishes) {
    const isOver = limits.some(
      ({ key, limitMinor }) => (totals.get(nameOf(key)) ?? 0n) + charge.amountMinor > limitMinor,
    );
    if (isOver) continue;
    for (const { key } of limits) {
      const name = nameOf(key);
      totals.set(name, (totals.get(name) ?? 0n) + charge.amountMinor);
      const before = added.get(name)?.spentMinor ?? 0n;
      added.set(name, { ...key, spentMinor: before + charge.amountMinor });
    }
    fits.set(
      charge.chargeId,
      limits.map(({ key }) => key),
    );
  }
  return { fits, added: [...added.values()].sort(bySpending) };
}
