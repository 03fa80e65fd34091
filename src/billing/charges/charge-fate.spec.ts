import fc from 'fast-check';
import { canBecome, CHARGE_STATES, isSettled } from '../charge-state';
import { afterFate, askMs, judge, judgeAll, type News, type Told } from './charge-fate';
import { transfersOf } from './charge-transfers';
import type { OpenCharge } from './open-charge';

const NOW = new Date('2026-05-01T08:00:00Z');
const OURS = 'our lease';

const aCharge = (own: Partial<OpenCharge> = {}): OpenCharge => ({
  id: 7,
  state: 'reserved',
  purpose: 'renewal',
  serviceId: 12,
  brandId: 2,
  shortcodeId: 4,
  subscriberId: 3,
  subscriptionId: 5,
  operatorId: 1,
  amountMinor: 100n,
  currency: 'EUR',
  attempts: 1,
  asks: 0,
  lease: OURS,
  isReserved: true,
  isCounted: false,
  stoppedAt: null,
  isTold: false,
  chargedOrdinal: null,
  ...own,
});

const news = (told: Told, own: Partial<News> = {}): News => ({
  chargeId: 7,
  ordinal: 1,
  correlator: 'c-1',
  told,
  lease: OURS,
  isResend: false,
  ...own,
});

const charged: Told = { type: 'charged', remoteId: 'P1' };
const refused: Told = { type: 'refused', failure: 'insufficient', remoteCode: '5003' };

const fateOf = (charge: OpenCharge, piece: News) => {
  const judgement = judge(charge, piece, NOW);
  return judgement.type === 'fate' ? judgement.fate : judgement;
};

describe('BIL-02 what becomes of a charge', () => {
  test('BIL-02 our own answer settles it, or says that nobody knows', () => {
    expect(fateOf(aCharge(), news(charged))).toEqual({ type: 'charged', ordinal: 1, remoteId: 'P1' });
    expect(fateOf(aCharge(), news(refused))).toMatchObject({ type: 'refused', failure: 'insufficient' });
    expect(fateOf(aCharge(), news({ type: 'unknown' }))).toMatchObject({ type: 'unknown', remoteId: null });
    expect(fateOf(aCharge(), news({ type: 'processing', remoteId: 'P1' }))).toMatchObject({
      type: 'unknown',
      remoteId: 'P1',
    });
  });

  test('BIL-02 what was not heard is due again; after STOP it is voided', () => {
    const told: Told = { type: 'not heard', retryAfterMs: 90_000 };
    const again = { type: 'again', dueAt: new Date(NOW.getTime() + 90_000), keeps: false };
    expect(fateOf(aCharge(), news(told))).toEqual(again);
    expect(fateOf(aCharge(), news(told, { isResend: true }))).toEqual({ ...again, keeps: true });
    expect(fateOf(aCharge({ stoppedAt: NOW }), news(told))).toEqual({ type: 'voided' });
  });

  test('BIL-02 what an operator took by its own clock is booked, also after STOP', () => {
    const told = aCharge({ stoppedAt: NOW, isTold: true });
    expect(fateOf(told, news({ type: 'not heard' }))).toMatchObject({ type: 'again', keeps: false });
    expect(fateOf(told, news(charged))).toMatchObject({ type: 'charged' });
  });

  test('BIL-02 what was never heard of keeps its name', () => {
    const unknown = aCharge({ state: 'unknown' });
    expect(fateOf(unknown, news({ type: 'never heard' }))).toEqual({
      type: 'again',
      dueAt: NOW,
      keeps: true,
    });
    expect(fateOf({ ...unknown, stoppedAt: NOW }, news({ type: 'never heard' }))).toEqual({ type: 'voided' });
  });

  test('BIL-02 whoever lost the lease may only say that it was paid or refused', () => {
    for (const lease of ['another', null]) {
      const stale = aCharge({ lease });
      for (const told of [
        { type: 'not heard' },
        { type: 'unknown' },
        { type: 'processing', remoteId: null },
      ] as const)
        expect(fateOf(stale, news(told))).toEqual({ type: 'nothing' });
      expect(fateOf({ ...stale, state: 'unknown' }, news({ type: 'never heard' }))).toEqual({
        type: 'nothing',
      });
      expect(fateOf(stale, news(charged))).toMatchObject({ type: 'charged' });
      expect(fateOf(stale, news(refused))).toMatchObject({ type: 'refused' });
    }
  });

  test('BIL-02 the refusal of an earlier attempt is no refusal of this one', () => {
    expect(fateOf(aCharge({ attempts: 2 }), news(refused, { ordinal: 1 }))).toEqual({ type: 'nothing' });
  });

  test('BIL-02 the same word twice is nothing, another word is odd', () => {
    const paid = aCharge({ state: 'charged', chargedOrdinal: 1 });
    expect(fateOf(paid, news(charged))).toEqual({ type: 'nothing' });
    expect(fateOf(paid, news(charged, { ordinal: 2 }))).toEqual({ type: 'odd', oddity: 'charged again' });
    expect(fateOf(paid, news(refused))).toEqual({ type: 'odd', oddity: 'other result' });
    expect(fateOf(paid, news(refused, { ordinal: 2 }))).toEqual({ type: 'nothing' });
    expect(fateOf(aCharge({ state: 'refused' }), news(refused))).toEqual({ type: 'nothing' });
    expect(fateOf(aCharge({ state: 'refused' }), news(charged))).toEqual({
      type: 'odd',
      oddity: 'other result',
    });
    expect(fateOf(aCharge({ state: 'voided' }), news(charged))).toEqual({
      type: 'odd',
      oddity: 'other result',
    });
  });

  test('BIL-02 in one breath the second word is weighed against the first', () => {
    const lonely = [aCharge({ lease: null })];
    const both = judgeAll([news(charged, { lease: null }), news(refused, { lease: null })], lonely, NOW);
    expect(both.fates).toHaveLength(1);
    expect(both.odd.map(({ oddity }) => oddity)).toEqual(['other result']);
    expect(judgeAll([news(charged, { chargeId: 99 })], lonely, NOW)).toEqual({ fates: [], odd: [] });
  });

  test('BIL-02 it is asked of less and less often, but always', () => {
    expect([0, 1, 2, 7, 8, 100].map(askMs)).toEqual([5_000, 10_000, 20_000, 640_000, 900_000, 900_000]);
  });
});

const anyTold = fc.constantFrom<Told>(
  charged,
  refused,
  { type: 'unknown' },
  { type: 'processing', remoteId: null },
  { type: 'not heard' },
  { type: 'never heard' },
);
const anyCharge = fc
  .record({
    state: fc.constantFrom(...CHARGE_STATES),
    attempts: fc.integer({ min: 0, max: 3 }),
    asks: fc.integer({ min: 0, max: 9 }),
    lease: fc.constantFrom(OURS, 'another', null),
    isReserved: fc.boolean(),
    stoppedAt: fc.constantFrom(null, NOW),
  })
  .map((own) => aCharge({ ...own, chargedOrdinal: own.state === 'charged' ? own.attempts : null }));
const anyNews = fc
  .record({
    told: anyTold,
    ordinal: fc.integer({ min: 0, max: 3 }),
    lease: fc.constantFrom(OURS, null),
    isResend: fc.boolean(),
  })
  .map(({ told, ...own }) => news(told, own));

describe('BIL-02 whatever is said of whatever charge', () => {
  test('BIL-02 only arrows that are drawn are taken, and settled stays settled', () => {
    fc.assert(
      fc.property(anyCharge, anyNews, (charge, piece) => {
        const judgement = judge(charge, piece, NOW);
        if (judgement.type !== 'fate') return true;
        const { state } = afterFate(charge, judgement.fate);
        return !isSettled(charge.state) && (state === charge.state || canBecome(charge.state, state));
      }),
    );
  });

  test('BIL-02 STOP holds: after it nothing is due again', () => {
    fc.assert(
      fc.property(anyCharge, anyNews, (charge, piece) => {
        const judgement = judge({ ...charge, stoppedAt: NOW }, piece, NOW);
        return judgement.type !== 'fate' || judgement.fate.type !== 'again';
      }),
    );
  });

  test('BIL-08 money moves exactly when it is charged, and a reservation is let go exactly when nothing holds it', () => {
    fc.assert(
      fc.property(anyCharge, anyNews, (charge, piece) => {
        const judgement = judge(charge, piece, NOW);
        if (judgement.type !== 'fate') return;
        const { fate } = judgement;
        const kinds = transfersOf(charge, fate, NOW).map(({ kind }) => kind);
        if (fate.type === 'charged') expect(kinds).toEqual([charge.isReserved ? 'post' : 'single']);
        else if (fate.type === 'unknown' || (fate.type === 'again' && fate.keeps)) expect(kinds).toEqual([]);
        else expect(kinds).toEqual(charge.isReserved ? ['void'] : []);
      }),
    );
  });
});
