/** An account without its currency, which comes with each transfer. */
export interface AccountRef {
  readonly code: AccountCode;
  /** Whose it is: "operator:3", "service:12", "brand:1", "provider:Aurora", or "house". */
  readonly owner: string;
}

/**
 * The chart of accounts, each with the side it grows on. What people pay stands in service-revenue until its month is closed;
 * then it is owed to the tax office, the operator, the brand, the content provider and ourselves.
 */
export const ACCOUNT_CODES = {
  'operator-receivable': 'debit',
  'service-revenue': 'credit',
  'refunds-given': 'debit',
  'vat-payable': 'credit',
  'operator-share': 'credit',
  'brand-payable': 'credit',
  'provider-payable': 'credit',
  'own-revenue': 'credit',
  'bad-debt': 'debit',
  adjustments: 'debit',
} as const satisfies Readonly<Record<string, 'debit' | 'credit'>>;

export type AccountCode = keyof typeof ACCOUNT_CODES;

const HOUSE = 'house';

/** What an operator has taken for us and owes us. */
export const operatorReceivable = (operatorId: number): AccountRef => ({
  code: 'operator-receivable',
  owner: `operator:${operatorId}`,
});

/** What people paid for a service and no closing has shared out yet, value added tax included. */
export const serviceRevenue = (serviceId: number): AccountRef => ({
  code: 'service-revenue',
  owner: `service:${serviceId}`,
});

/** What people were given back and no closing has taken back from whom it was shared with. */
export const refundsGiven = (serviceId: number): AccountRef => ({
  code: 'refunds-given',
  owner: `service:${serviceId}`,
});

/** What an operator keeps of what it owes us. */
export const operatorShare = (operatorId: number): AccountRef => ({
  code: 'operator-share',
  owner: `operator:${operatorId}`,
});

export const brandPayable = (brandId: number): AccountRef => ({
  code: 'brand-payable',
  owner: `brand:${brandId}`,
});

export const providerPayable = (provider: string): AccountRef => ({
  code: 'provider-payable',
  owner: `provider:${provider}`,
});

export const vatPayable: AccountRef = { code: 'vat-payable', owner: HOUSE };

export const ownRevenue: AccountRef = { code: 'own-revenue', owner: HOUSE };

/** What an operator will not pay. */
export const badDebt: AccountRef = { code: 'bad-debt', owner: HOUSE };

/** The other side of what reconciliation puts right. */
export const adjustments: AccountRef = { code: 'adjustments', owner: HOUSE };
