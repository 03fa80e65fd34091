/** Operators' codes by the digits their numbers begin with: { "98": "mci", "9893": "irancell" }. */
export type HomeOperators = Readonly<Record<string, string>>;

/** Whose handset a number is: the longest beginning decides. Undefined where no operator has the number. */
export function homeOperator(msisdn: string, operators: HomeOperators): string | undefined {
  const beginnings = Object.keys(operators).filter((beginning) => msisdn.startsWith(beginning));
  const longest = beginnings.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : operators[longest];
}
