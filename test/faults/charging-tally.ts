import type { ChargingBooks } from './charging-books.store';
import { all, none, some, type Finding } from './tally';

/** What both sides can say about a run in which an engine was killed while it charged. */
export interface ChargingEvidence {
  readonly books: ChargingBooks;
  /** Payments that were, or may have been, on the wire when an engine was killed. */
  readonly onTheWire: number;
  /** STOPs that the door acknowledged. */
  readonly stops: number;
  /** Times an engine ended by itself. */
  readonly deaths: number;
}

/** An answer that came in time was written within so much; whatever took longer had to be found out. */
const IN_TIME_MS = 2_000;

/** Counts everything. Each finding stands for one promise. */
export function tallyCharging(evidence: ChargingEvidence): Finding[] {
  const { books, onTheWire, deaths } = evidence;
  return [
    some('payments on the wire when the engine was killed', onTheWire),
    ...once(books),
    ...bothBooks(books),
    ...afterStop(evidence),
    none('charges that nobody knows the end of', books.left.charges),
    none('refunds that have not been given', books.left.refunds),
    none('settled charges that no subscription heard of', books.left.news),
    none('times the engine ended by itself', deaths),
  ];
}

function once({ payments, attempts, subscriptions, stops }: ChargingBooks): Finding[] {
  const ours = new Map(attempts.map((attempt) => [attempt.correlator, attempt]));
  const paid = payments.flatMap(({ correlator }) => ours.get(correlator)?.period ?? []);
  const payers = new Set(payments.map(({ number }) => number));
  const stopped = new Set(stops.map(({ number }) => number));
  const staying = subscriptions.filter(({ number }) => !stopped.has(number));
  const late = payments.filter(
    ({ correlator, at }) => (ours.get(correlator)?.settledAt ?? at) > at + IN_TIME_MS,
  );
  return [
    some('payments at the operator', payments.length),
    some('… of which we learned later than from an answer', late.length),
    none('periods of a subscription that were paid twice', paid.length - new Set(paid).size),
    all(
      'people who stayed and paid',
      staying.filter(({ number, state }) => state === 'active' && payers.has(number)).length,
      staying.length,
    ),
  ];
}

function bothBooks(books: ChargingBooks): Finding[] {
  const { payments, attempts, owedMinor, debitsMinor, creditsMinor, faults } = books;
  const charged = new Map(
    attempts.filter(({ outcome }) => outcome === 'charged').map((one) => [one.correlator, one]),
  );
  const known = payments.filter(({ correlator }) => charged.has(correlator));
  const unequal = known.filter(({ correlator, amountMinor, refundedMinor }) => {
    const ours = charged.get(correlator);
    return ours?.amountMinor !== amountMinor || ours.refundedMinor !== refundedMinor;
  });
  const netMinor = payments.reduce((sum, one) => sum + one.amountMinor - one.refundedMinor, 0);
  return [
    none('payments that our books do not have', payments.length - known.length),
    none('charges that the operator does not have', charged.size - known.length),
    none('payments or refunds of another amount', unequal.length),
    all('cents that the operator owes us by our ledger', owedMinor, netMinor),
    all('cents debited in all', debitsMinor, creditsMinor),
    none(`faults found in the books${faults.length === 0 ? '' : `: ${faults.join('; ')}`}`, faults.length),
  ];
}

function afterStop({
  books: { payments, attempts, stops, subscriptions },
  stops: acknowledged,
}: ChargingEvidence) {
  const stoppedAt = new Map(stops.map(({ number, committedAt }) => [number, committedAt]));
  const ours = new Map(attempts.map((attempt) => [attempt.correlator, attempt]));
  const kept = payments.filter(
    ({ number, at, amountMinor, refundedMinor }) =>
      at > (stoppedAt.get(number) ?? Infinity) && refundedMinor < amountMinor,
  );
  const inFlight = payments.filter(({ correlator }) => ours.get(correlator)?.isStopped);
  const live = subscriptions.filter(({ number, state }) => stoppedAt.has(number) && state !== 'unsubscribed');
  return [
    all('people whose STOP was heard', stops.length, acknowledged),
    none('subscriptions that a STOP did not end', live.length),
    some('payments that were on their way at a STOP', inFlight.length),
    none(
      '… and were not given back in full',
      inFlight.filter(({ amountMinor, refundedMinor }) => refundedMinor !== amountMinor).length,
    ),
    none('payments taken after a STOP and not given back', kept.length),
  ];
}
