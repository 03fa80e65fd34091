import { parseArgs } from 'node:util';
import { MIXES, PLAYS, type Crowd, type Mix } from './population';

export interface Options {
  readonly isQuick: boolean;
  readonly isGrown: boolean;
  readonly isHeld: boolean;
  /** Advertisements that are queued when replies are timed beside them; 0: none. */
  readonly promos: number;
  /** Subscriptions that fall due at one moment; 0: none. */
  readonly renewals: number;
  /** Whether replies are timed while they do, instead of the charging itself. */
  readonly isLatency: boolean;
  /** Rows of an operator's file that are compared with as many charges; 0: none. */
  readonly reconcile: number;
  /** Whether one brand's replies are timed while another's server hangs. */
  readonly isOfBrands: boolean;
  readonly mixes: readonly Mix[];
  /** Of load, per figure. */
  readonly seconds: number;
  readonly rounds: number;
  readonly heldSeconds: number;
  /** Texts that lie in the database already when growth is measured. */
  readonly grownTexts: number;
  readonly crowd: Crowd;
  /** Texts whose rows the floor writes, per batch size. */
  readonly floorTexts: number;
  /** Whether the engine's processor profile is kept beside the results. */
  readonly isProfiled: boolean;
}

export const USAGE = `npm run bench [-- --quick] [-- --mix reply|join|unknown|vote|contest|redeem] [-- --seconds 30] [-- --rounds 1]
              [-- --grown [--texts 10000000]] [-- --held [--held-seconds 300]] [-- --promos 1000000] [-- --codes 10000000]
              [-- --renewals 20000 [--latency]] [-- --reconcile 5000000] [-- --brands] [-- --profile]`;

const FULL = {
  seconds: 30,
  heldSeconds: 300,
  grownTexts: 10_000_000,
  crowd: { people: 1_000_000, words: 10_000, codes: 0 },
  floorTexts: 60_000,
};
/** Two loads each: a ratio of one round says little. */
const BRANDS_ROUNDS = 5;
/** What the mix that spends unique codes is given to spend. */
const REDEEMED_CODES = 10_000_000;
/** While developing: it shows that everything works, and its figures mean little. */
const QUICK = {
  seconds: 5,
  heldSeconds: 15,
  grownTexts: 300_000,
  crowd: { people: 100_000, words: 1_000, codes: 0 },
  floorTexts: 15_000,
};

/** Reads the command line. Throws with one sentence when it makes no sense. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      grown: { type: 'boolean', default: false },
      held: { type: 'boolean', default: false },
      promos: { type: 'string' },
      codes: { type: 'string' },
      renewals: { type: 'string' },
      latency: { type: 'boolean', default: false },
      reconcile: { type: 'string' },
      brands: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      mix: { type: 'string', multiple: true },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      texts: { type: 'string' },
      'held-seconds': { type: 'string' },
    },
  });
  if (values.renewals !== undefined && values.reconcile !== undefined)
    throw new Error('--renewals and --reconcile are measured one after the other.');
  const preset = values.quick ? QUICK : FULL;
  const mixes: readonly Mix[] = values.mix === undefined ? MIXES : values.mix.map(mixOf);
  const codes = mixes.includes('redeem') ? numberOf('--codes', values.codes, REDEEMED_CODES) : 0;
  const renewals = values.renewals === undefined ? 0 : numberOf('--renewals', values.renewals, 0);
  const reconcile = values.reconcile === undefined ? 0 : numberOf('--reconcile', values.reconcile, 0);
  return {
    ...preset,
    crowd: { ...crowdOf(preset.crowd, renewals, reconcile), codes },
    isQuick: values.quick,
    isGrown: values.grown,
    isHeld: values.held,
    promos: values.promos === undefined ? 0 : numberOf('--promos', values.promos, 0),
    renewals,
    isLatency: values.latency,
    reconcile,
    isOfBrands: values.brands,
    isProfiled: values.profile,
    mixes,
    seconds: numberOf('--seconds', values.seconds, preset.seconds),
    rounds: numberOf('--rounds', values.rounds, values.brands ? BRANDS_ROUNDS : 1),
    heldSeconds: numberOf('--held-seconds', values['held-seconds'], preset.heldSeconds),
    grownTexts: numberOf('--texts', values.texts, preset.grownTexts),
  };
}

/** Everybody has one subscription at most; of a reconciled day some paid more than once. */
const PAYING_PEOPLE = { least: 1_000, most: 1_000_000 } as const;

function crowdOf(crowd: Crowd, renewals: number, reconcile: number): Crowd {
  const payers = Math.max(renewals, reconcile);
  if (payers === 0) return crowd;
  return { ...crowd, people: Math.min(PAYING_PEOPLE.most, Math.max(PAYING_PEOPLE.least, payers)) };
}

const ALL_MIXES: readonly Mix[] = [...MIXES, ...(Object.keys(PLAYS) as (keyof typeof PLAYS)[])];

function mixOf(given: string): Mix {
  const mix = ALL_MIXES.find((name) => name === given);
  if (mix === undefined) throw new Error(`--mix must be one of ${ALL_MIXES.join(', ')}.`);
  return mix;
}

function numberOf(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^[1-9][0-9]{0,8}$/.test(given)) throw new Error(`${name} must be a whole number above 0.`);
  return Number(given);
}
