/** One text somebody will send, and the id under which the carrier knows it. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A loop of two machines begins at 20 texts in five minutes; people stay below it. */
export const MOST_LINES = 18;
/** The short code everybody texts to. */
export const CODE = '48400';
const JOINS_EVERY = 5;
const STOPS_EVERY = 4;
const FIRST_NUMBER = 393_470_000_000;

export const numberOf = (person: number): string => String(FIRST_NUMBER + person);
export const personOf = (number: string): number => Number(number.replace('+', '')) - FIRST_NUMBER;
export const willStop = (person: number): boolean => person % STOPS_EVERY === 0;

/** What one person will say, in order: perhaps a JOIN, then HELLO with a number that counts up, and for some a STOP at the end. */
export function linesOf(person: number, count: number): Line[] {
  const from = numberOf(person);
  return Array.from({ length: count }, (_, at) => ({
    id: lineId(person, at),
    from: `+${from}`,
    text: wordsAt(person, at, count),
  }));
}

export const lineId = (person: number, at: number): string => `p${person}-${at}`;

/** Where in a person's script a line stands, and whose it is. */
export function placeOf(id: string): { person: number; at: number } {
  const [, person, at] = /^p(\d+)-(\d+)$/.exec(id) ?? [];
  return { person: Number(person), at: Number(at) };
}

/** What the campaign answers to HELLO: the number comes back. */
export const helloReply = (at: number): string => `Hello ${at}`;

function wordsAt(person: number, at: number, count: number): string {
  if (at === count - 1 && willStop(person)) return 'STOP';
  return at === 0 && person % JOINS_EVERY === 0 ? 'JOIN NEWS' : `HELLO ${at}`;
}
