/** Who holds a data directory: a pid alone would be mistaken for whoever gets that pid next. */
export interface EngineClaim {
  readonly pid: number;
  /** Opaque: the same process always has the same one, another process never does. */
  readonly startedAt: string;
}

export function formatClaim(claim: EngineClaim): string {
  return `${claim.pid} ${claim.startedAt}\n`;
}

/** Undefined for a lock nobody can hold: empty or damaged. */
export function parseClaim(contents: string): EngineClaim | undefined {
  const match = /^(\d{1,10}) (\S+)\n$/.exec(contents);
  if (!match?.[1] || !match[2] || Number(match[1]) === 0) return undefined;
  return { pid: Number(match[1]), startedAt: match[2] };
}
