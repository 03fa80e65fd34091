/** One account code in one currency, in minor units as text. */
export interface TrialSide {
  readonly currency: string;
  readonly code: string;
  readonly debits: string;
  readonly credits: string;
}

export interface TrialCurrency {
  readonly currency: string;
  readonly accounts: readonly Omit<TrialSide, 'currency'>[];
  readonly debits: string;
  readonly credits: string;
}

/** The sides by currency, each with its sums; currencies are never added up. */
export function trialBalance(sides: readonly TrialSide[]): readonly TrialCurrency[] {
  return [...new Set(sides.map(({ currency }) => currency))].map((currency) => {
    const own = sides.filter((side) => side.currency === currency);
    return {
      currency,
      accounts: own.map(({ code, debits, credits }) => ({ code, debits, credits })),
      debits: sumOf(own.map(({ debits }) => debits)),
      credits: sumOf(own.map(({ credits }) => credits)),
    };
  });
}

export const isBalanced = (currencies: readonly TrialCurrency[]): boolean =>
  currencies.every(({ debits, credits }) => debits === credits);

const sumOf = (amounts: readonly string[]): string =>
  amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString();
