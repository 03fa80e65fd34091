/** What a person last said about one scope: in, out, or asked and not yet answered. */
export interface Standing {
  readonly status: 'asked' | 'in' | 'out';
  readonly saidAt: Date;
  readonly listId: number | null;
  readonly shortcodeId: number | null;
}

/** A list, a brand on a code, a code, or everything. */
export type Scope =
  | { readonly type: 'list'; readonly listId: number; readonly shortcodeId: number; readonly brandId: number }
  | { readonly type: 'brand'; readonly brandId: number; readonly shortcodeId: number }
  | { readonly type: 'code'; readonly shortcodeId: number }
  | { readonly type: 'all' };

/** The scope's name in `consent_states` and in the ledger. */
export function scopeKey(scope: Scope): string {
  switch (scope.type) {
    case 'list':
      return `list:${scope.listId}`;
    case 'brand':
      return `brand:${scope.brandId}:${scope.shortcodeId}`;
    case 'code':
      return `code:${scope.shortcodeId}`;
    case 'all':
      return 'all';
  }
}

/** The scopes whose newest word decides whether we may start something: itself and everything that contains it. */
export function scopesAbove(target: {
  listId?: number | null;
  brandId?: number | null;
  shortcodeId: number;
}): string[] {
  const scopes = [`code:${target.shortcodeId}`, 'all'];
  if (target.brandId != null) scopes.unshift(`brand:${target.brandId}:${target.shortcodeId}`);
  if (target.listId != null) scopes.unshift(`list:${target.listId}`);
  return scopes;
}

/** The newest word among these scopes, or null when the person never said anything about them. */
export function newestWord(
  standings: ReadonlyMap<string, Standing>,
  scopes: readonly string[],
): Standing | null {
  let newest: Standing | null = null;
  for (const scope of scopes) {
    const standing = standings.get(scope);
    if (!standing || standing.status === 'asked') continue;
    // At the same instant a "no" outweighs a "yes".
    const isNewer =
      !newest ||
      standing.saidAt > newest.saidAt ||
      (+standing.saidAt === +newest.saidAt && standing.status === 'out');
    if (isNewer) newest = standing;
  }
  return newest;
}

/** False once the newest word on this scope, or on one that contains it, was "out". */
export function maySend(standings: ReadonlyMap<string, Standing>, scopes: readonly string[]): boolean {
  return newestWord(standings, scopes)?.status !== 'out';
}

/** A text said before a STOP cannot opt in, however late it is handled. */
export function wasStoppedSince(
  standings: ReadonlyMap<string, Standing>,
  scopes: readonly string[],
  saidAt: Date,
): boolean {
  const newest = newestWord(standings, scopes);
  return newest?.status === 'out' && newest.saidAt > saidAt;
}
