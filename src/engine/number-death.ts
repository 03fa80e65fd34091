/** What an operator's file says of a number. */
export const NUMBER_DEATHS = ['deactivated', 'recycled', 'terminated', 'ported'] as const;
export type NumberDeath = (typeof NUMBER_DEATHS)[number];

/** A line that can be read; what it calls for is not known yet. */
export interface DeathLine {
  readonly line: number;
  /** E.164 digits. */
  readonly msisdn: string;
  readonly kind: NumberDeath;
  readonly at: Date;
  /** Where a ported number has gone, by the operator's code; null when the file does not say. */
  readonly operator: string | null;
}

export const DEATH_RESULTS = ['closed', 'moved', 'unknown', 'newer', 'duplicate', 'invalid'] as const;
/**
 * What became of a line. `closed`: whoever had the number is nobody's subscriber now. `moved`: the person has another operator, and
 * what the old one was paid for has ended. `unknown`: nobody of ours has the number, or not any more. `newer`: they came after it.
 */
export type DeathResult = (typeof DEATH_RESULTS)[number];

export interface LineReport {
  readonly line: number;
  readonly result: DeathResult;
  readonly detail?: string;
  /** Paid services that ended with it. */
  readonly services?: number;
}

export interface Sifted {
  /** One for each number. */
  readonly deaths: readonly DeathLine[];
  readonly reports: readonly LineReport[];
}

/**
 * One line for each number. A number that is ported stands in the files as deactivated too, by the operator it has left: its owner
 * lives, so of the two the porting counts. Of any others the first counts.
 */
export function sift(lines: readonly DeathLine[]): Sifted {
  const deaths = new Map<string, DeathLine>();
  for (const line of lines) {
    const before = deaths.get(line.msisdn);
    if (!before || (before.kind === 'deactivated' && line.kind === 'ported')) deaths.set(line.msisdn, line);
  }
  const reports = lines.flatMap((line): LineReport[] => {
    const kept = deaths.get(line.msisdn);
    if (!kept || kept.line === line.line) return [];
    return [{ line: line.line, result: 'duplicate', detail: `line ${kept.line} says ${kept.kind}` }];
  });
  return { deaths: [...deaths.values()], reports };
}
