import { randomUUID } from 'node:crypto';
import type { Failure } from '../../../src/billing/charge';
import type { ChargeGateway, ChargeOutcome } from '../../../src/billing/charge-gateway';
import { aPatientPeer, aSimulatedPeer } from './gateway-peers';
import type { GatewayPeer } from './gateway-peer';

/** A gateway that breaks one rule of the contract, and the check that has to notice. */
export interface BrokenGateway {
  readonly fault: string;
  readonly check: string;
  readonly start: () => Promise<GatewayPeer>;
}

type Spoil = (gateway: ChargeGateway, peer: GatewayPeer) => Partial<ChargeGateway>;

/** A peer whose gateway, and every other one of it, is spoiled. What it inherits, it inherits by prototype. */
const spoiled = (start: () => Promise<GatewayPeer>, spoil: Spoil) => async (): Promise<GatewayPeer> => {
  const peer = await start();
  const spoilt = (gateway: ChargeGateway): ChargeGateway =>
    Object.assign(Object.create(gateway) as ChargeGateway, spoil(gateway, peer));
  return { ...peer, gateway: spoilt(peer.gateway), another: () => spoilt(peer.another()) };
};

const outcomesBecome =
  (change: (outcome: ChargeOutcome) => ChargeOutcome): Spoil =>
  (gateway) => ({ charge: async (attempts) => (await gateway.charge(attempts)).map(change) });

export const brokenGateways: readonly BrokenGateway[] = [
  {
    fault: 'leaves out what was refused',
    check: '1 one outcome',
    start: spoiled(aSimulatedPeer, (gateway) => ({
      charge: async (attempts) => (await gateway.charge(attempts)).filter(({ type }) => type === 'charged'),
    })),
  },
  {
    fault: 'throws when the operator slows it down',
    check: '1 answers, whatever',
    start: spoiled(aSimulatedPeer, (gateway) => ({
      charge: async (attempts) => {
        const outcomes = await gateway.charge(attempts);
        if (outcomes.some(({ type }) => type !== 'charged')) throw new Error('the operator said no');
        return outcomes;
      },
    })),
  },
  {
    fault: 'takes silence for not having been heard',
    check: '2 money was taken',
    start: spoiled(
      aSimulatedPeer,
      outcomesBecome((outcome) => (outcome.type === 'unknown' ? { type: 'not heard' } : outcome)),
    ),
  },
  {
    fault: 'takes silence for a refusal',
    check: '2 an operator that dies',
    start: spoiled(
      aSimulatedPeer,
      outcomesBecome((outcome) =>
        outcome.type === 'unknown'
          ? { type: 'refused', failure: 'temporary fault', remoteCode: 'TIMEOUT' }
          : outcome,
      ),
    ),
  },
  {
    fault: 'draws a new correlator each time it sends',
    check: '3 the same correlator',
    start: spoiled(aSimulatedPeer, (gateway) => ({
      charge: (attempts) =>
        gateway.charge(attempts.map((attempt) => ({ ...attempt, correlator: randomUUID() }))),
    })),
  },
  {
    fault: 'charges again when it has heard nothing, under another name',
    check: '3 BIL-02',
    start: spoiled(aSimulatedPeer, (gateway, peer) => ({
      charge: async (attempts) => {
        const outcomes = await gateway.charge(attempts);
        await peer.wire?.behave({});
        const again = attempts.filter((_, at) => outcomes[at]?.type === 'unknown');
        await gateway.charge(again.map((attempt) => ({ ...attempt, correlator: randomUUID() })));
        return outcomes;
      },
    })),
  },
  {
    fault: 'asks by charging',
    check: '4 asking takes nothing',
    start: spoiled(aSimulatedPeer, (gateway, peer) => ({
      ask: async (correlators) => {
        const payer = await peer.aPayer();
        await gateway.charge(correlators.map((correlator) => ({ ...payer, correlator })));
        return gateway.ask(correlators);
      },
    })),
  },
  {
    fault: 'says that what is on its way was never heard',
    check: '4 what is on its way',
    start: spoiled(aPatientPeer, (gateway) => ({
      ask: async (correlators) =>
        (await gateway.ask(correlators)).map((status) =>
          status.type === 'processing' ? { type: 'never heard' } : status,
        ),
    })),
  },
  {
    fault: 'passes the code of the operator on as a failure',
    check: '5 a refusal',
    start: spoiled(aSimulatedPeer, (gateway) => ({
      charge: async (attempts) =>
        (await gateway.charge(attempts)).map((outcome) =>
          outcome.type === 'refused' ? { ...outcome, failure: outcome.remoteCode as Failure } : outcome,
        ),
    })),
  },
  {
    fault: 'gives back again whenever it is sent again',
    check: '6 BIL-07',
    start: spoiled(aSimulatedPeer, (gateway) => ({
      refund: (attempts) =>
        gateway.refund(attempts.map((attempt) => ({ ...attempt, correlator: randomUUID() }))),
    })),
  },
  {
    fault: 'closes on what is in flight, and goes on afterwards',
    check: '7 what is in flight',
    start: spoiled(aSimulatedPeer, () => ({ close: async () => undefined })),
  },
];
