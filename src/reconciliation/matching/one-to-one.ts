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
 * On which side an id that somebody met stands more than once. Of either side the pairs are at least as many as the rows that have a
 * partner, and as many only if each has one: so the counts alone prove it, and whoever has two partners accuses the other side.
 */
export const repeatedOn = ({
  ours,
  theirs,
  pairs,
  onlyOurs,
  onlyTheirs,
}: Meeting): { readonly ours: boolean; readonly theirs: boolean } => ({
  ours: pairs !== theirs - onlyTheirs,
  theirs: pairs !== ours - onlyOurs,
});
