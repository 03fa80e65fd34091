/** What a join of two sides by an id came to: each row that met nobody counts once, each row that met somebody once for each. */
export interface Meeting {
  readonly ours: number;
  readonly theirs: number;
  readonly pairs: number;
  /** Of ours and of theirs, those without a partner. */
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
}

/**
 * Whether nobody has two partners. Of either side the pairs are at least as many as the rows that have a partner, and as many only
 * if each has one: so the counts alone prove it, and nobody needs to look for what stands there twice.
 */
export const isOneToOne = ({ ours, theirs, pairs, onlyOurs, onlyTheirs }: Meeting): boolean =>
  pairs === ours - onlyOurs && pairs === theirs - onlyTheirs;
