import type { ChargeAttempt, ChargeGateway } from '../../../src/billing/charge-gateway';
import {
  all,
  always,
  chargedToTheEnd,
  expectPaidOnce,
  expectUnpaid,
  inTheEnd,
  named,
  overWire,
  payers,
  refundOf,
  types,
  wireOf,
  type Check,
} from './gateway-check';
import { until } from '../waiting';

/** It has a connection for each of them by then: what it waits for from here on is an answer. */
const connected = (gateway: ChargeGateway, attempts: readonly ChargeAttempt[]): Promise<void> =>
  until('a connection stands for each', async () => {
    const asked = await Promise.all(attempts.map(({ correlator }) => gateway.ask([correlator])));
    return asked.flat().every(({ type }) => type === 'never heard');
  });

export const OUTCOMES: readonly Check[] = [
  {
    name: '1 one outcome for each attempt, in order',
    suits: always,
    async run(peer) {
      const [first, second, third] = await payers(peer, 3);
      const poor = [await peer.aPauper(), await peer.aPauper()].map(({ attempt }) => attempt);
      const attempts = [first, poor[0], second, poor[1], third].flatMap((attempt) => attempt ?? []);
      const told = (await chargedToTheEnd(peer, attempts)).map((one) => one?.type);
      expect(told).toEqual(['charged', 'refused', 'charged', 'refused', 'charged']);
    },
  },
  {
    name: '1 nothing for nothing',
    suits: always,
    async run({ gateway }) {
      expect(await gateway.charge([])).toEqual([]);
      expect(await gateway.ask([])).toEqual([]);
      expect(await gateway.refund([])).toEqual([]);
    },
  },
  {
    name: '1 answers, whatever goes wrong',
    suits: overWire,
    async run(peer) {
      for (const fault of ['throttle', 'lose', 'timeoutAfterCharge'] as const) {
        await wireOf(peer).behave({ [fault]: 0.5 });
        const attempts = await payers(peer, 6);
        const outcomes = await peer.gateway.charge(attempts);
        expect(outcomes).toHaveLength(attempts.length);
        for (const { type } of outcomes)
          expect(['charged', 'processing', 'not heard', 'unknown']).toContain(type);
        expect(await peer.gateway.ask(named(attempts))).toHaveLength(attempts.length);
      }
    },
  },
];

export const SILENCE: readonly Check[] = [
  {
    name: '2 money was taken and the answer was lost: unknown, until it is asked for',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 3);
      await wireOf(peer).behave({ timeoutAfterCharge: 1 });
      expect(types(await peer.gateway.charge(attempts))).toEqual(all(attempts, 'unknown'));
      await wireOf(peer).behave({});
      const told = types(await inTheEnd(peer, attempts));
      // In two steps the loss may have come before the confirmation: then nothing was taken, and sending it again takes it.
      if (told.some((type) => type === 'processing')) await peer.gateway.charge(attempts);
      await expectPaidOnce(peer, attempts);
    },
  },
  {
    name: '2 the request was lost: unknown, and the operator never heard of it',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 3);
      await wireOf(peer).behave({ lose: 1 });
      expect(types(await peer.gateway.charge(attempts))).toEqual(all(attempts, 'unknown'));
      await wireOf(peer).behave({});
      expect(types(await peer.gateway.ask(named(attempts)))).toEqual(all(attempts, 'never heard'));
      await expectUnpaid(peer, attempts);
    },
  },
  {
    name: '2 what was turned away was not heard, and nothing was taken',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 3);
      await wireOf(peer).behave({ throttle: 1 });
      const outcomes = await peer.gateway.charge(attempts);
      expect(types(outcomes)).toEqual(all(attempts, 'not heard'));
      await wireOf(peer).behave({});
      expect(types(await peer.gateway.ask(named(attempts)))).toEqual(all(attempts, 'never heard'));
      await expectUnpaid(peer, attempts);
    },
  },
  {
    name: '2 an operator that nobody answers for has not heard',
    suits: overWire,
    async run(peer) {
      const gateway = wireOf(peer).nowhere();
      const attempts = await payers(peer, 3);
      expect(types(await gateway.charge(attempts))).toEqual(all(attempts, 'not heard'));
      expect(types(await gateway.ask(named(attempts)))).toEqual(all(attempts, 'unknown'));
      expect(types(await gateway.refund(attempts.map((one) => refundOf(one))))).toEqual(
        all(attempts, 'not heard'),
      );
      await gateway.close();
    },
  },
  {
    name: '2 an operator that hangs is unknown, within the time allowed, and may have taken it in the end',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 2);
      const hasty = peer.hasty();
      await connected(hasty, attempts);
      const goOn = await wireOf(peer).hang();
      const began = performance.now();
      const outcomes = await hasty.charge(attempts);
      const tookMs = performance.now() - began;
      await goOn();
      await hasty.close();
      expect(types(outcomes)).toEqual(all(attempts, 'unknown'));
      expect(tookMs).toBeLessThan(2_100);
      // Whichever way it went, sending the same again leaves it paid once.
      await peer.gateway.charge(attempts);
      await expectPaidOnce(peer, attempts);
    },
  },
  {
    name: '2 an operator that dies in the middle is unknown, and what it had begun may be sent again',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 2);
      const letBe = await wireOf(peer).die();
      const outcomes = await peer.gateway.charge(attempts);
      await letBe();
      expect(types(outcomes)).toEqual(all(attempts, 'unknown'));
      await peer.gateway.charge(attempts);
      await expectPaidOnce(peer, attempts);
    },
  },
];
