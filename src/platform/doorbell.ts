/**
 * What can be rung for: a lane has texts, a connector has messages to send or reports to match, a brand has events to be told or its
 * server is to be asked, a gateway has charges to send or is to be asked who can pay, a gateway's charges are settled, an operator's
 * file is imported.
 */
export const BELLS = [
  'lane',
  'outbox',
  'reports',
  'events',
  'calls',
  'charges',
  'eligibility',
  'settled',
  'statements',
] as const;

export type Bell = (typeof BELLS)[number];

/**
 * The doorbell. It carries keys, never payloads, and losing a ring loses nothing: a sweep finds what nobody rang for.
 *
 * 1. ring() returns at once and never throws; nobody awaits it.
 * 2. A ring during the handling of the same key MUST lead to another handling afterwards.
 * 3. Handlers are told a key at least once per ring, in any process that answers the bell; rings of one key may be merged.
 */
export abstract class Doorbell {
  abstract ring(bell: Bell, key: number): void;
  abstract answer(bell: Bell, handler: (key: number) => void): void;
  /** Whether rings arrive at all: shown by /health/ready. */
  abstract isWell(): boolean;
  abstract close(): Promise<void>;
}
