import { randomUUID } from 'node:crypto';
import type {
  ChargeAttempt,
  ChargeOutcome,
  ChargeStatus,
  RefundAttempt,
} from '../../../src/billing/charge-gateway';
import { PRICE, type GatewayPeer, type Wire } from './gateway-peer';

/** One thing that every gateway must do, as a test that can be put to any of them. */
export interface Check {
  readonly name: string;
  /** Whether a peer has what the check is about. */
  readonly suits: (peer: GatewayPeer) => boolean;
  readonly run: (peer: GatewayPeer) => Promise<void>;
}

export const types = (outcomes: readonly { readonly type: string }[]): string[] =>
  outcomes.map(({ type }) => type);
export const named = (attempts: readonly ChargeAttempt[]): string[] =>
  attempts.map(({ correlator }) => correlator);
export const all = (attempts: readonly ChargeAttempt[], type: string): string[] => attempts.map(() => type);
export const payers = (peer: GatewayPeer, count: number): Promise<ChargeAttempt[]> =>
  Promise.all(Array.from({ length: count }, () => peer.aPayer()));

export const always = (): boolean => true;
export const overWire = ({ wire }: GatewayPeer): boolean => wire !== null;
export const wireOf = ({ wire }: GatewayPeer): Wire => {
  if (wire === null) throw new Error('this gateway has no wire');
  return wire;
};

/** What the operator says of it once everything has come to its end. */
export async function inTheEnd(
  peer: GatewayPeer,
  attempts: readonly ChargeAttempt[],
): Promise<ChargeStatus[]> {
  await peer.happens();
  return [...(await peer.gateway.ask(named(attempts)))];
}

/** Charges, and waits for what is not settled by the answer. */
export async function chargedToTheEnd(
  peer: GatewayPeer,
  attempts: readonly ChargeAttempt[],
): Promise<(ChargeOutcome | ChargeStatus | undefined)[]> {
  const outcomes = await peer.gateway.charge(attempts);
  const statuses = await inTheEnd(peer, attempts);
  return outcomes.map((outcome, at) => (outcome.type === 'processing' ? statuses[at] : outcome));
}

export async function expectPaidOnce(peer: GatewayPeer, attempts: readonly ChargeAttempt[]): Promise<void> {
  expect(types(await inTheEnd(peer, attempts))).toEqual(all(attempts, 'charged'));
  for (const attempt of attempts) expect(await peer.taken(attempt)).toBe(PRICE);
}

export async function expectUnpaid(peer: GatewayPeer, attempts: readonly ChargeAttempt[]): Promise<void> {
  await peer.happens();
  for (const attempt of attempts) expect(await peer.taken(attempt)).toBe(0n);
}

export const refundOf = (attempt: ChargeAttempt, own: Partial<RefundAttempt> = {}): RefundAttempt => ({
  correlator: randomUUID(),
  chargeCorrelator: attempt.correlator,
  remoteId: null,
  msisdn: attempt.msisdn,
  amountMinor: PRICE,
  currency: attempt.currency,
  ...own,
});
