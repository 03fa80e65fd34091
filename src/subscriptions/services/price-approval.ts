import { judgePrice, type PriceList } from '../../billing/price-points/price-point';
import { formatMoney, toJson } from '../../platform/money';
import { Problem, type InputError } from '../../platform/problem';
import type { Service } from './service';
import { tariffAt, type Tariff } from './tariff';

/** A price that an operator does not let us charge, and what it would let us charge instead. */
export interface Unapproved {
  readonly operator: string;
  readonly tariff: Pick<Tariff, 'amountMinor' | 'currency'>;
  readonly nearest: readonly bigint[];
}

/** What of a service may be charged at an instant or later: the price in force, and those to come. */
export function pricesFrom(service: Pick<Service, 'tariffs'>, at: Date): readonly Tariff[] {
  const inForce = tariffAt(service, at);
  return service.tariffs.filter((tariff) => tariff === inForce || tariff.effectiveFrom > at);
}

/**
 * Which of these prices the operators behind the lists have not approved, at the instant from which each is charged.
 * @param at not before then
 */
export function unapprovedIn(
  lists: readonly PriceList[],
  tariffs: readonly Pick<Tariff, 'amountMinor' | 'currency' | 'effectiveFrom'>[],
  at: Date,
): readonly Unapproved[] {
  return lists.flatMap(({ operator, points }) =>
    tariffs.flatMap((tariff): Unapproved[] => {
      const verdict = judgePrice(points, tariff, tariff.effectiveFrom > at ? tariff.effectiveFrom : at);
      return verdict.type === 'approved' ? [] : [{ operator, tariff, nearest: verdict.nearest }];
    }),
  );
}

/** "mci has not approved 5100 IRR; it approves 5000 and 6000". */
export function approvalMessage({
  operator,
  tariff: { amountMinor, currency },
  nearest,
}: Unapproved): string {
  const amount = (minor: bigint): string => formatMoney({ minor, currency });
  const instead = nearest.length === 0 ? `nothing in ${currency}` : nearest.map(amount).join(' and ');
  return `${operator} has not approved ${amount(amountMinor)} ${currency}; it approves ${instead}`;
}

export const approvalFaults = (unapproved: readonly Unapproved[]): readonly InputError[] =>
  unapproved.map((one) => ({ path: 'tariffs', message: approvalMessage(one) }));

/** A price that is refused by its own name, with the nearest that are approved; null when all are. */
export function problemOf([first, ...others]: readonly Unapproved[], path: string): Problem | null {
  if (!first) return null;
  const { operator, tariff, nearest } = first;
  const errors = [first, ...others].map((one) => ({ path, message: approvalMessage(one) }));
  return new Problem('PRICE_NOT_APPROVED', `${approvalMessage(first)}.`, {
    errors,
    operator,
    nearest: nearest.map((minor) => toJson({ minor, currency: tariff.currency })),
  });
}
