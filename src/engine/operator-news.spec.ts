import fc from 'fast-check';
import type { KnownEnd, OperatorNotice } from '../billing/gateways/operator-driven/operator-notices.store';
import { aPaidService } from '../../test/support/a-service';
import { BatchPerson } from './batch-person';
import { chargeOf, meaningOf, serviceMeant, type OperatorGateway, type Read } from './operator-news';

const AT = new Date('2026-05-01T08:00:00Z');
const later = (ms: number): Date => new Date(AT.getTime() + ms);

const GATEWAY: OperatorGateway = {
  ...{ id: 3, name: 'sdp', operatorId: 1, operator: 'mci' },
  ...{ names: { 'VAS-778': 1, 'VAS-9': 99 }, serviceIds: [1] },
};

const aNotice = (own: Partial<OperatorNotice> = {}): OperatorNotice => ({
  ...{ id: 12, gatewayId: 3, remoteId: 'op-1', event: 'renewed', subscriberId: 7, service: 'VAS-778' },
  ...{ amountMinor: 300n, currency: 'GBP', periodStart: null, periodEnd: null, code: null, at: AT },
  ...own,
});

const readOf = (own: Partial<OperatorNotice> = {}): Read => {
  const service = aPaidService();
  const [tariff] = service.tariffs;
  if (!tariff) throw new Error('the service has no price');
  const person = new BatchPerson(7, 'a-hash', 0);
  return { notice: aNotice(own), gateway: GATEWAY, service, tariff, person };
};

const EVENTS = ['subscribed', 'renewed', 'failed', 'unsubscribed'] as const;
const LEFT = { subscriptionId: 70, endedAt: AT };
const anEnd = (at: Date | null): KnownEnd => ({ gatewayId: 3, subscriberId: 7, service: 'VAS-778', at });

describe('BIL-01 what an operator’s notice means', () => {
  test.each([
    ['subscribed', false, { opens: true, ends: false, charges: true }],
    ['subscribed', true, { opens: false, ends: false, charges: true }],
    ['renewed', false, { opens: true, ends: false, charges: true }],
    ['renewed', true, { opens: false, ends: false, charges: true }],
    ['failed', false, { opens: false, ends: false, charges: false }],
    ['failed', true, { opens: false, ends: false, charges: true }],
    ['unsubscribed', false, { opens: false, ends: false, charges: false }],
    ['unsubscribed', true, { opens: false, ends: true, charges: false }],
  ] as const)('%s, while a subscription runs: %s', (event, isLive, meaning) => {
    expect(meaningOf(readOf({ event }), isLive, [])).toEqual({ ...meaning, goesBack: false });
  });

  test('what took no money asks for no charge', () => {
    const free = { event: 'subscribed', amountMinor: null, currency: null } as const;
    expect(meaningOf(readOf(free), false, [])).toMatchObject({ opens: true, ends: false, charges: false });
  });

  test('nothing opens that has ended since, or while the operator is asked to end it; money is booked all the same', () => {
    for (const end of [anEnd(AT), anEnd(later(1)), anEnd(null)])
      expect(meaningOf(readOf(), false, [end])).toMatchObject({ opens: false, ends: false, charges: true });
    expect(meaningOf(readOf(), false, [anEnd(later(-1))]).opens).toBe(true);
    const ofAnother = { ...anEnd(null), subscriberId: 8 };
    expect(meaningOf(readOf(), false, [ofAnother]).opens).toBe(true);
  });

  test('a person who stopped after it was true is not subscribed by it; one who stopped before is', () => {
    const stopped = (ms: number): Read => {
      const read = readOf();
      const standing = { status: 'out', saidAt: later(ms), shortcodeId: null, listId: null } as const;
      read.person.standings.set('all', standing);
      return read;
    };
    expect(meaningOf(stopped(1), false, []).opens).toBe(false);
    expect(meaningOf(stopped(-1), false, []).opens).toBe(true);
  });

  test.each([
    ['taken after it', 'renewed', later(1), null, true],
    ['taken in its very moment', 'renewed', AT, null, true],
    ['taken before it', 'renewed', later(-1), null, false],
    ['taken before it for a time before it', 'renewed', later(-2), later(-1), false],
    ['taken before it for a time after it', 'renewed', later(-1), AT, true],
    ['taken after it for a time before it', 'renewed', later(1), later(-1), true],
    ['that could not be taken', 'failed', later(1), null, false],
  ] as const)('SUB-09 of who left here, what was %s: %s', (_, event, at, periodStart, goesBack) => {
    const period = { periodStart, periodEnd: periodStart && later(86_400_000) };
    const meaning = meaningOf(readOf({ event, at, ...period }), false, [], LEFT);
    expect([meaning.goesBack, meaning.opens]).toEqual([goesBack, false]);
  });

  test('SUB-09 who left here comes back by subscribing anew, and pays for it; while the end is asked for it goes back', () => {
    const anew = readOf({ event: 'subscribed', at: later(1) });
    expect(meaningOf(anew, false, [], LEFT)).toMatchObject({ opens: true, goesBack: false });
    expect(meaningOf(anew, false, [anEnd(null)], LEFT)).toMatchObject({ opens: false, goesBack: true });
    expect(meaningOf(anew, true, [], LEFT)).toMatchObject({ opens: false, goesBack: false });
  });

  test('whatever is known, nothing both opens and ends, and nothing opens twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EVENTS),
        fc.boolean(),
        fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { maxLength: 3 }),
        fc.option(fc.integer({ min: -5, max: 5 })),
        (event, isLive, ends, left) => {
          const known = ends.map((ms) => anEnd(ms === null ? null : later(ms)));
          const leftHere = left === null ? null : { ...LEFT, endedAt: later(left) };
          const meaning = meaningOf(readOf({ event }), isLive, known, leftHere);
          expect(meaning.opens && (meaning.ends || isLive)).toBe(false);
          expect(meaning.ends && !isLive).toBe(false);
          expect(meaning.goesBack && (isLive || meaning.opens || !meaning.charges)).toBe(false);
        },
      ),
    );
  });
});

describe('which service it means', () => {
  const services = new Map([[1, aPaidService()]]);

  test.each([
    ['VAS-778', 1],
    ['stars', 1],
    ['STARS ', 1],
    ['VAS-9', undefined],
    ['constructor', undefined],
    ['NEWS', undefined],
  ])('%s', (name, id) => {
    expect(serviceMeant(GATEWAY, name, services)?.id).toBe(id);
  });
});

describe('the charge it asks for', () => {
  test('is named after the notice, of the operator’s amount and period', () => {
    const period = { periodStart: later(0), periodEnd: later(86_400_000) };
    const request = chargeOf(readOf({ amountMinor: 250n, ...period }), 70, later(1_000));
    expect(request).toMatchObject({ key: 'notice:12', purpose: 'renewal', amountMinor: 250n, ...period });
    expect(chargeOf(readOf({ event: 'subscribed' }), 70, AT).purpose).toBe('first');
  });

  test('without a period, or with one that is none, it is for one cycle from when it was said', () => {
    const week = { periodStart: AT, periodEnd: later(7 * 86_400_000) };
    expect(chargeOf(readOf(), 70, AT)).toMatchObject(week);
    expect(chargeOf(readOf({ periodStart: AT, periodEnd: AT }), 70, AT)).toMatchObject(week);
  });

  test('of a failure it is for no time, so that the payment that heals it is not taken for the same', () => {
    const failed = readOf({ event: 'failed', amountMinor: null, currency: null, periodStart: AT });
    expect(chargeOf(failed, 70, AT)).toMatchObject({
      ...{ periodStart: null, periodEnd: null, amountMinor: 300n, currency: 'GBP' },
    });
  });
});
