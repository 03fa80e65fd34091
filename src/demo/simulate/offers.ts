import type { Cycle } from '../../subscriptions/services/service';

/** The operator's clock, by which its days and everybody's months are cut. */
export const ZONE = 'Asia/Tehran';
export const OPERATOR = 'simtel';
export const BRAND = 'lifelong';
export const CODE = '7788';
export const CARRIER = 'simtel-link';
export const PROFILE = 'simtel-monthly';

export interface Offer {
  readonly name: string;
  readonly cycle: Extract<Cycle, 'day' | 'week' | 'month'>;
  readonly price: { readonly minor: string; readonly currency: string };
  readonly trialDays: number;
  readonly isPartial: boolean;
  /** Of a hundred people, how many want it. */
  readonly share: number;
  readonly graceDays: number;
  readonly parkingDays: number;
  /** Through which of the operator's gateways its money comes. */
  readonly gateway: keyof typeof GATEWAYS;
}

/** One gateway answers at once; the other promises, and tells the outcome later, twice or never. */
export const GATEWAYS = {
  'simtel-now': { answers: 'at once' },
  'simtel-later': { answers: 'later' },
} as const;

/** A currency without minor units, one with two and one with three. */
export const OFFERS: readonly [Offer, ...Offer[]] = [
  {
    ...{ name: 'FAL', cycle: 'day', price: { minor: '5000', currency: 'IRR' }, trialDays: 0, share: 20 },
    ...{ isPartial: false, graceDays: 3, parkingDays: 10, gateway: 'simtel-now' },
  },
  {
    ...{ name: 'STELLE', cycle: 'week', price: { minor: '199', currency: 'EUR' }, trialDays: 7, share: 40 },
    ...{ isPartial: false, graceDays: 4, parkingDays: 21, gateway: 'simtel-later' },
  },
  {
    ...{ name: 'AKHBAR', cycle: 'month', price: { minor: '1500', currency: 'KWD' }, trialDays: 0, share: 40 },
    ...{ isPartial: true, graceDays: 7, parkingDays: 30, gateway: 'simtel-now' },
  },
];

export const CURRENCIES = OFFERS.map(({ price }) => price.currency);
