/** What somebody wants to see lived through. */
export interface SimulateOptions {
  readonly days: number;
  readonly subscribers: number;
  readonly seed: number;
  /** Longer steps: what is tried again within the hour is tried at its end. */
  readonly isQuick: boolean;
}

export type OptionsRead =
  | { readonly type: 'options'; readonly options: SimulateOptions }
  | { readonly type: 'faulty'; readonly reason: string };

const NUMBERS = {
  '--days': { name: 'days', least: 1, most: 3_660 },
  '--subscribers': { name: 'subscribers', least: 1, most: 1_000_000 },
  '--seed': { name: 'seed', least: 0, most: 4_294_967_295 },
} as const;

export const USAGE = 'npm run simulate -- --days 400 --subscribers 10000 [--seed N] [--quick]';

/** Reads a command line; what is left out is a month and a half of a hundred people. */
export function readSimulateOptions(args: readonly string[]): OptionsRead {
  const numbers = { days: 45, subscribers: 100, seed: 1 };
  let isQuick = false;
  const words = args.flatMap((arg) => (arg.startsWith('--') ? arg.split('=', 2) : [arg]));
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--quick') {
      isQuick = true;
      continue;
    }
    if (!isNumbered(word)) return faulty(`"${word}" is no option.`);
    const { name, least, most } = NUMBERS[word];
    const value = words[++at] ?? '';
    const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most))
      return faulty(`${word} must be a whole number from ${least} to ${most}.`);
    numbers[name] = number;
  }
  return { type: 'options', options: { ...numbers, isQuick } };
}

const isNumbered = (word: string): word is keyof typeof NUMBERS => Object.hasOwn(NUMBERS, word);

const faulty = (reason: string): OptionsRead => ({ type: 'faulty', reason: `${reason} ${USAGE}` });
