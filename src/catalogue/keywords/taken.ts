import { Problem } from '../../platform/problem';

/** The other side of a clash: all that whoever wanted the word is told of it. */
export interface Taken {
  /** Where in the request the word stands that clashes. */
  readonly path: string;
  readonly word: string;
  readonly brand: string;
  readonly shortcode: string;
  readonly leasedFrom: Date;
  readonly leasedUntil: Date | null;
  readonly freeFrom: Date | null;
}

/** KEYWORD_TAKEN, naming the other side of every clash. */
export function keywordTaken(clashes: readonly Taken[]): Problem {
  const errors = clashes.map((clash) => ({ path: clash.path, message: sentence(clash) }));
  return new Problem('KEYWORD_TAKEN', errors[0]?.message, { errors, taken: clashes });
}

function sentence({ word, brand, shortcode, leasedFrom, leasedUntil, freeFrom }: Taken): string {
  const since = `"${word}" on ${shortcode} belongs to ${brand} from ${leasedFrom.toISOString()}`;
  if (!leasedUntil || !freeFrom) return `${since}, without end.`;
  return `${since} until ${leasedUntil.toISOString()}, and is free from ${freeFrom.toISOString()}.`;
}
