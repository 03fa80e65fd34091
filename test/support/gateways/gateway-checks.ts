import type { Check } from './gateway-check';
import { ASKING, CLOSING, ONCE, REFUNDS, REFUSALS } from './money-checks';
import { OUTCOMES, SILENCE } from './silence-checks';

/** The contract of charge gateways, each test by the number of the MUST that it holds a gateway to. */
export const CHECKS: readonly Check[] = [
  ...OUTCOMES,
  ...SILENCE,
  ...ONCE,
  ...ASKING,
  ...REFUSALS,
  ...REFUNDS,
  ...CLOSING,
];

export function checkNamed(name: string): Check {
  const check = CHECKS.find((one) => one.name.startsWith(name));
  if (!check) throw new Error(`there is no check ${name}`);
  return check;
}
