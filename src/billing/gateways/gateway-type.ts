import { z } from 'zod';
import type { SettingsRead } from '../../connectors/settings';
import { FAILURES, type Failure } from '../charge';
import type { ChargeGateway, ChargeNotice } from '../charge-gateway';

/** Which gateway it is, and where its operator reaches us. */
export interface GatewayIdentity {
  readonly id: number;
  readonly name: string;
  readonly operatorId: number;
  /** SHA-256 of the key of its notice door, hex; null while none has been drawn. */
  readonly keyHash: string | null;
  readonly publicUrl: string;
}

/** Takes what a gateway learns by itself; it rejects when that could not be kept. */
export type HearNotices = (notices: readonly ChargeNotice[]) => Promise<void>;

/**
 * A way to be paid. Adding one is adding a folder and a line in gateway-types.
 *
 * 1. readSettings() MUST name every fault by its path, and refuse unknown fields.
 * 2. A setting that is a secret MUST be named in `secretSettings`: it is kept apart and never shown.
 * 3. open() MUST NOT wait for the operator.
 */
export interface GatewayType<S = unknown> {
  readonly name: string;
  readonly secretSettings: readonly string[];
  readSettings(raw: unknown): SettingsRead<S>;
  open(identity: GatewayIdentity, settings: S, hear: HearNotices): ChargeGateway;
}

const FAILURE_WORDS = Object.keys(FAILURES) as [Failure, ...Failure[]];

/** What every way has. */
export const COMMON_GATEWAY_SETTINGS = {
  /** Charges a second that the operator sold us. */
  tps: z.int().min(1).max(100_000).optional(),
  /** What this operator means by codes that nobody published. */
  failures: z.record(z.string().min(1).max(100), z.enum(FAILURE_WORDS)).optional(),
};
