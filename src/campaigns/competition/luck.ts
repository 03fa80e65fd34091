import { hash } from 'node:crypto';

const BITS = 48;

/** A number from 0 up to, but not, 1 out of a text's luck; one purpose says nothing about another. */
export function luckNumber(luck: string, purpose: string): number {
  return parseInt(hash('sha256', `${purpose} ${luck}`).slice(0, BITS / 4), 16) / 2 ** BITS;
}

/** One of `weights`' places, each as likely as it weighs; -1 when nothing weighs anything. */
export function weighedPlace(weights: readonly number[], chance: number): number {
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => weight > 0 && (left -= weight) < 0);
}
