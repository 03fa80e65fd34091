import { randomUUID } from 'node:crypto';
import type { Failure } from '../../../src/billing/charge';
import type { ChargeGateway, ChargeOutcome } from '../../../src/billing/charge-gateway';
import type { GatewayPeer } from './gateway-peer';

/** A gateway that breaks one rule of the contract, and the check that has to notice. */
export interface BrokenGateway {
  readonly fault: string;
  readonly check: string;
  /** Which of the peers it spoils: one of each is enough for all of them. */
  readonly kind: 'simulated' | 'simulated, told later';
  readonly spoil: Spoil;
}

type Spoil = (gateway: ChargeGateway, peer: GatewayPeer) => Partial<ChargeGateway>;

const simulated = (spoil: Spoil) => ({ kind: 'simulated', spoil }) as const;
const toldLater = (spoil: Spoil) => ({ kind: 'simulated, told later', spoil }) as const;

/** A peer whose gateway, and every other one of it, is spoiled. What it inherits, it inherits by prototype. */
export function spoiled(peer: GatewayPeer, spoil: Spoil): GatewayPeer {
  const spoilt = (gateway: ChargeGateway): ChargeGateway =>
    Object.assign(Object.create(gateway) as ChargeGateway, spoil(gateway, peer));
  return { ...peer, gateway: spoilt(peer.gateway), another: () => spoilt(peer.another()) };
}

const outcomesBecome =
  (change: (outcome: ChargeOutcome) => ChargeOutcome): Spoil =>
  (gateway) => ({ charge: async (attempts) => (await gateway.charge(attempts)).map(change) });

export const brokenGateways: readonly BrokenGateway[] = [
  {
    fault: 'leaves out what was refused',
    check: '1 one outcome',
    ...simulated((gateway) => ({
      charge: async (attempts) => (await gateway.charge(attempts)).filter(({ type }) => type === 'charged'),
    })),
  },
  {
    fault: 'throws when the operator slows it down',
    check: '1 answers, whatever',
    ...simulated((gateway) => ({
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
    ...simulated(outcomesBecome((outcome) => (outcome.type === 'unknown' ? { type: 'not heard' } : outcome))),
  },
  {
    fault: 'takes silence for a refusal',
    check: '2 an operator that dies',
    ...simulated(
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
    ...simulated((gateway) => ({
      charge: (attempts) =>
        gateway.charge(attempts.map((attempt) => ({ ...attempt, correlator: randomUUID() }))),
    })),
  },
  {
    fault: 'charges again when it has heard nothing, under another name',
    check: '3 BIL-02',
    ...simulated((gateway, peer) => ({
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
    ...simulated((gateway, peer) => ({
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
    ...toldLater((gateway) => ({
      ask: async (correlators) =>
        (await gateway.ask(correlators)).map((status) =>
          status.type === 'processing' ? { type: 'never heard' } : status,
        ),
    })),
  },
  {
    fault: 'passes the code of the operator on as a failure',
    check: '5 a refusal',
    ...simulated((gateway) => ({
      charge: async (attempts) =>
        (await gateway.charge(attempts)).map((outcome) =>
          outcome.type === 'refused' ? { ...outcome, failure: outcome.remoteCode as Failure } : outcome,
        ),
    })),
  },
  {
    fault: 'gives back again whenever it is sent again',
    check: '6 BIL-07',
    ...simulated((gateway) => ({
      refund: (attempts) =>
        gateway.refund(attempts.map((attempt) => ({ ...attempt, correlator: randomUUID() }))),
    })),
  },
  {
    fault: 'closes on what is in flight, and goes on afterwards',
    check: '7 what is in flight',
    ...simulated(() => ({ close: async () => undefined })),
  },
];
