import { randomUUID } from 'node:crypto';
import { FAILURES } from '../../../src/billing/charge';
import type { ReportMode } from '../../../src/connectors/simulator/faults';
import {
  all,
  always,
  chargedToTheEnd,
  expectPaidOnce,
  expectUnpaid,
  named,
  overWire,
  payers,
  refundOf,
  types,
  wireOf,
  type Check,
} from './gateway-check';
import { until } from '../waiting';
import { PRICE } from './gateway-peer';

const notices: readonly (readonly [ReportMode, number])[] = [
  ['normal', 1],
  ['early', 1],
  ['late', 1],
  ['twice', 2],
  ['none', 0],
];

export const ONCE: readonly Check[] = [
  {
    name: '3 the same correlator takes money once: again, twice in one call, from many processes at once',
    suits: always,
    async run(peer) {
      const [attempt, other] = await payers(peer, 2);
      if (!attempt || !other) throw new Error('nobody pays');
      await peer.gateway.charge([attempt]);
      await peer.gateway.charge([attempt, other, attempt]);
      const others = Array.from({ length: 4 }, () => peer.another());
      await Promise.all(
        others.map((gateway, at) => gateway.charge(at % 2 ? [attempt, other] : [other, attempt])),
      );
      await expectPaidOnce(peer, [attempt, other]);
      await Promise.all(others.map((gateway) => gateway.close()));
    },
  },
  {
    name: '3 BIL-02 a process died after the money had moved: the next one sends the same, and it is paid once',
    suits: overWire,
    async run(peer) {
      const attempts = await payers(peer, 3);
      await wireOf(peer).behave({ timeoutAfterCharge: 1 });
      await peer.gateway.charge(attempts);
      await wireOf(peer).behave({});
      const next = peer.another();
      await next.charge(attempts);
      await next.close();
      await expectPaidOnce(peer, attempts);
    },
  },
  ...notices.map(([reports, count]): Check => ({
    name: `3 told ${reports === 'normal' ? 'afterwards' : reports} by the operator itself: paid once`,
    suits: ({ heard }) => heard !== null,
    async run(peer) {
      const heard = peer.heard ?? [];
      await wireOf(peer).behave({ reports });
      const attempt = await peer.aPayer();
      const own = () => heard.filter(({ correlator }) => correlator === attempt.correlator);
      expect(types(await peer.gateway.charge([attempt]))).toEqual(['processing']);
      if (reports === 'early') expect(own()).toHaveLength(1);
      await until('all of it is told', () => own().length >= count);
      if (count === 0) await new Promise((again) => setTimeout(again, 300)); // for a notice that must not come
      expect(own().map(({ outcome }) => outcome.type)).toEqual(Array(count).fill('charged'));
      await expectPaidOnce(peer, [attempt]);
    },
  })),
];

export const ASKING: readonly Check[] = [
  {
    name: '4 asking takes nothing, and knows what it never heard of',
    suits: always,
    async run(peer) {
      const strangers = (await payers(peer, 3)).map((attempt) => ({ ...attempt, correlator: randomUUID() }));
      for (let times = 0; times < 2; times++)
        expect(types(await peer.gateway.ask(named(strangers)))).toEqual(all(strangers, 'never heard'));
      await expectUnpaid(peer, strangers);
    },
  },
  {
    name: '4 what is on its way is told from what never arrived',
    suits: ({ heard, wire }) => heard !== null || wire === null,
    async run(peer) {
      await peer.wire?.behave({ reports: 'none', delayMs: [300, 300] });
      const attempt = await peer.aPayer();
      const [outcome] = await peer.gateway.charge([attempt]);
      await peer.wire?.behave({ reports: 'none' });
      const stranger = randomUUID();
      const [own, other] = await peer.gateway.ask([attempt.correlator, stranger]);
      expect(own?.type).toBe(outcome?.type);
      expect(['processing', 'charged']).toContain(own?.type);
      expect(other).toEqual({ type: 'never heard' });
      await peer.wire?.behave({});
      await expectPaidOnce(peer, [attempt]);
    },
  },
];

export const REFUSALS: readonly Check[] = [
  {
    name: '5 a refusal has a failure of ours and the code of the operator',
    suits: always,
    async run(peer) {
      const { attempt, failure } = await peer.aPauper();
      const [told] = await chargedToTheEnd(peer, [attempt]);
      expect(told).toEqual({ type: 'refused', failure, remoteCode: expect.stringMatching(/./) });
      expect(Object.keys(FAILURES)).toContain(failure);
      await expectUnpaid(peer, [attempt]);
    },
  },
];

export const REFUNDS: readonly Check[] = [
  {
    name: '6 BIL-07 gives back the payment it names, once per correlator, and never more than was paid',
    suits: ({ givesBack }) => givesBack,
    async run(peer) {
      const [attempt, other] = await payers(peer, 2);
      if (!attempt || !other) throw new Error('nobody pays');
      await peer.gateway.charge([attempt, other]);
      await expectPaidOnce(peer, [attempt, other]);
      const sixty = refundOf(attempt, { amountMinor: 60n });
      const fifty = refundOf(attempt, { amountMinor: 50n });
      const forty = refundOf(attempt, { amountMinor: 40n });
      expect(types(await peer.gateway.refund([sixty]))).toEqual(['refunded']);
      expect(types(await peer.another().refund([sixty]))).toEqual(['refunded']);
      expect(await peer.taken(attempt)).toBe(40n);
      expect(types(await peer.gateway.refund([fifty, forty]))).toEqual(['refused', 'refunded']);
      expect(await peer.taken(attempt)).toBe(0n);
      expect(await peer.taken(other)).toBe(PRICE);
    },
  },
  {
    name: '6 an answer to a refund that was lost is unknown, and sending it again gives back once',
    suits: ({ givesBack }) => givesBack,
    async run(peer) {
      const attempt = await peer.aPayer();
      await peer.gateway.charge([attempt]);
      await expectPaidOnce(peer, [attempt]);
      const [status] = await peer.gateway.ask([attempt.correlator]);
      const remoteId = status?.type === 'charged' ? status.remoteId : null;
      const refund = refundOf(attempt, { amountMinor: 30n, remoteId });
      await wireOf(peer).behave({ timeoutAfterCharge: 1 });
      expect(types(await peer.gateway.refund([refund]))).toEqual(['unknown']);
      await wireOf(peer).behave({});
      expect(types(await peer.gateway.refund([refund]))).toEqual(['refunded']);
      expect(await peer.taken(attempt)).toBe(70n);
    },
  },
  {
    name: '6 where no machine gives back, it says so',
    suits: ({ givesBack }) => !givesBack,
    async run(peer) {
      const attempt = await peer.aPayer();
      await peer.gateway.charge([attempt]);
      expect(await peer.gateway.refund([refundOf(attempt)])).toEqual([{ type: 'manual' }]);
    },
  },
];

export const CLOSING: readonly Check[] = [
  {
    name: '7 what is in flight when it closes is answered, and nothing is begun after',
    suits: always,
    async run(peer) {
      await peer.wire?.behave({ delayMs: [150, 150] });
      const [attempt, late] = await payers(peer, 2);
      if (!attempt || !late) throw new Error('nobody pays');
      const gateway = peer.another();
      let isAnswered = false;
      const answered = gateway.charge([attempt]).then((outcomes) => {
        isAnswered = true;
        return outcomes;
      });
      // One that goes on after it was closed may find nothing left to work with.
      answered.catch(() => undefined);
      await gateway.close();
      expect(isAnswered).toBe(true);
      expect(['charged', 'processing']).toContain((await answered)[0]?.type);
      expect(types(await gateway.charge([late]))).toEqual(['not heard']);
      await peer.wire?.behave({});
      await expectPaidOnce(peer, [attempt]);
      if (peer.wire !== null) expect(await peer.taken(late)).toBe(0n);
    },
  },
];
