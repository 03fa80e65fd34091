import type { Random } from '../../src/connectors/simulator/faults';

/** The code that everybody in the bench texts to; the generator, the seed and the door must agree on it. */
export const CODE = '2050';
export const CONNECTOR = 'simulator';

/** Lists on the code, each joined by its own word; none of them is anybody's reserved word. */
// prettier-ignore
export const LISTS = [
  'NEWS', 'SPORT', 'MUSIC', 'WEATHER', 'FILMS', 'HEALTH', 'RECIPES', 'TRAVEL', 'CARS', 'FASHION',
  'BOOKS', 'GAMES', 'SCIENCE', 'THEATRE', 'JOBS', 'HOMES', 'GARDEN', 'FAMILY', 'POETRY', 'TRAFFIC',
] as const;

/** What every run measures. */
export const MIXES = ['reply', 'join', 'unknown'] as const;
/** What is measured when it is asked for, and the word that each is played by. */
export const PLAYS = { vote: 'BALLOT', contest: 'RAFFLE', redeem: 'BOTTLE' } as const;
/** The words by which two brands’ servers are asked: see brands.ts. */
export const ASKED = { hanging: 'LATEST', quick: 'POINTS' } as const;
export type Mix = (typeof MIXES)[number] | keyof typeof PLAYS | 'brands';

const FIRST_MSISDN = 989_120_000_000;
const MOST_PEOPLE = 10_000_000;

/** The number of person `n`, E.164 digits, all of one Iranian operator. */
export const msisdnOf = (n: number): string => String(FIRST_MSISDN + (n % MOST_PEOPLE));

const LATIN = syllables('bdfghjklmnprstvwyz', 'aeiou');
const PERSIAN = syllables('بدرسمنکلپت', 'اوی');
/** Shares no factor with the number of words there can be, so that no two numbers give one word. */
const STRIDE = 48_271;
/** Every third word is Persian: that is what texts to an Iranian code look like. */
const PERSIAN_EVERY = 3;

export const isPersian = (n: number): boolean => n % PERSIAN_EVERY === 0;

/** The keyword with number `n`: three syllables that mean nothing, different for every `n` below 27,000. */
export const wordOf = (n: number): string => spell(isPersian(n) ? PERSIAN : LATIN, n * STRIDE, 3);

export interface Crowd {
  readonly people: number;
  readonly words: number;
  /** Unique codes that can be redeemed. */
  readonly codes: number;
}

/** Shares no factor with the number of codes there can be. */
const CODE_STRIDE = 7_654_321;
const MOST_CODES = 1_000_000_000;

/** The unique code with number `n`, as it is printed and as it is compared: nobody could guess the next one. */
export const codeOf = (n: number): string => `k${String((n * CODE_STRIDE) % MOST_CODES).padStart(9, '0')}`;

/** What one person of the crowd texts. @param nth counts the texts of all loads, so that no code is spent twice. */
export function bodyOf(mix: Mix, crowd: Crowd, random: Random, nth: number): string {
  return bodies[mix](random(), crowd, random, nth);
}

type Body = (dice: number, crowd: Crowd, random: Random, nth: number) => string;

const keyword: Body = (_, { words }, random) => wordOf(below(words, random));

const bodies: { readonly [M in Mix]: Body } = {
  reply: keyword,
  /** 35 % join a list, by its word or with JOIN before it, 20 % leave one, 15 % leave all, 30 % text a keyword. */
  join: (dice, crowd, random, nth) => {
    const list = LISTS[below(LISTS.length, random)] ?? LISTS[0];
    if (dice < 0.175) return list;
    if (dice < 0.35) return `JOIN ${list}`;
    if (dice < 0.55) return `STOP ${list}`;
    return dice < 0.7 ? 'STOP' : keyword(dice, crowd, random, nth);
  },
  /** 20 % texts that no word is near, 10 % keywords with a letter too many, 70 % keywords. */
  unknown: (dice, crowd, random, nth) => {
    if (dice < 0.2)
      return `${spell(LATIN, below(LATIN.length ** 5, random), 5)} ${spell(LATIN, below(LATIN.length ** 4, random), 4)}`;
    const word = keyword(dice, crowd, random, nth);
    return dice < 0.3 ? `${word.slice(0, 3)}${word.slice(2)}` : word;
  },
  vote: (_, __, random) => `${PLAYS.vote} ${1 + below(4, random)}`,
  contest: () => PLAYS.contest,
  /** Half to each brand, every text another argument. */
  brands: (dice, _, __, nth) => `${dice < 0.5 ? ASKED.hanging : ASKED.quick} ${nth}`,
  /** Every code once; when all are spent, they are sent again. */
  redeem: (_, { codes }, __, nth) => `${PLAYS.redeem} ${codeOf(nth % Math.max(1, codes))}`,
};

export const below = (limit: number, random: Random): number => Math.floor(random() * limit);

function syllables(consonants: string, vowels: string): string[] {
  return Array.from(consonants).flatMap((consonant) => Array.from(vowels, (vowel) => consonant + vowel));
}

function spell(alphabet: readonly string[], number: number, count: number): string {
  let rest = number % alphabet.length ** count;
  let word = '';
  for (let i = 0; i < count; i++) {
    word += alphabet[rest % alphabet.length] ?? '';
    rest = Math.floor(rest / alphabet.length);
  }
  return word;
}
