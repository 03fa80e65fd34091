import { maskMsisdn } from '../../../text/msisdn';

export interface MaskedWinner {
  /** From 1, in the order drawn. */
  readonly place: number;
  /** "98912***4567" */
  readonly number: string;
}

/** The list for the public: whoever won knows themself in it, and nobody else is told. */
export function maskedWinners(msisdns: readonly string[]): MaskedWinner[] {
  return msisdns.map((msisdn, at) => ({ place: at + 1, number: maskMsisdn(msisdn) }));
}
