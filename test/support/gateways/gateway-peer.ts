import type { ChargeAttempt, ChargeGateway, ChargeNotice } from '../../../src/billing/charge-gateway';
import type { Failure } from '../../../src/billing/charge';
import type { Faults } from '../../../src/connectors/simulator/faults';

export const PRICE = 100n;

/** One way to be paid, connected to an operator that is really there. */
export interface GatewayPeer {
  readonly gateway: ChargeGateway;
  /** The same gateway with hardly any time to wait: for an operator that says nothing. */
  hasty(): ChargeGateway;
  /** The same gateway in another process. */
  another(): ChargeGateway;
  /** Somebody who can pay {@link PRICE}, as an attempt of ours. */
  aPayer(): Promise<ChargeAttempt>;
  /** Somebody whose money the operator refuses to take, and why. */
  aPauper(): Promise<{ readonly attempt: ChargeAttempt; readonly failure: Failure }>;
  /** Whatever is on its way comes to its end. */
  happens(): Promise<void>;
  /** What the operator took from whoever an attempt is for, under whatever name, and has not given back. */
  taken(attempt: ChargeAttempt): Promise<bigint>;
  /** The operator behind a wire; null where the charge is a matter of our own rows. */
  readonly wire: Wire | null;
  /** What the gateway learned by itself or was posted; null where it learns nothing. */
  readonly heard: readonly ChargeNotice[] | null;
  /** Whether a refund is given by machine. */
  readonly givesBack: boolean;
  close(): Promise<void>;
}

export interface Wire {
  /** How the operator behaves from now on. */
  behave(faults: Partial<Faults>): Promise<void>;
  /** The gateway of an operator that nobody answers for. */
  nowhere(): ChargeGateway;
  /** The operator stops in the middle of what it does; what it returns lets it go on. */
  hang(): Promise<() => Promise<void>>;
  /** The operator's computer dies in the middle of what it does, again and again until it is let be. */
  die(): Promise<() => Promise<void>>;
}
