import type { Doorbell } from '../platform/doorbell';

/** What the doorbell should hear about once a transaction has committed. */
export interface ToRing {
  readonly connectors: ReadonlySet<number>;
  /** Brands with events to be told. */
  readonly events: ReadonlySet<number>;
  /** Brands whose servers are to be asked. */
  readonly calls: ReadonlySet<number>;
  /** Gateways that have charges to send. */
  readonly charges: ReadonlySet<number>;
  /** Gateways whose operators are to be asked who can pay. */
  readonly eligibility: ReadonlySet<number>;
  /** Lanes in which somebody's time to answer runs out, and in how long. */
  readonly alarms: readonly Alarm[];
}

export interface Alarm {
  readonly lane: number;
  readonly inMs: number;
}

export const NOTHING_TO_RING: ToRing = {
  connectors: new Set(),
  events: new Set(),
  calls: new Set(),
  charges: new Set(),
  eligibility: new Set(),
  alarms: [],
};

export function ringsOf(a: ToRing, b: ToRing): ToRing {
  if (a === NOTHING_TO_RING) return b;
  if (b === NOTHING_TO_RING) return a;
  return {
    connectors: new Set([...a.connectors, ...b.connectors]),
    events: new Set([...a.events, ...b.events]),
    calls: new Set([...a.calls, ...b.calls]),
    charges: new Set([...a.charges, ...b.charges]),
    eligibility: new Set([...a.eligibility, ...b.eligibility]),
    alarms: [...a.alarms, ...b.alarms],
  };
}

/** After the commit, never before: who comes must find what they came for. Alarms are for whoever works on the lanes. */
export function ringFor(
  doorbell: Doorbell,
  { connectors, events, calls, charges, eligibility }: ToRing,
): void {
  for (const id of connectors) doorbell.ring('outbox', id);
  for (const id of events) doorbell.ring('events', id);
  for (const id of calls) doorbell.ring('calls', id);
  for (const id of charges) doorbell.ring('charges', id);
  for (const id of eligibility) doorbell.ring('eligibility', id);
}
