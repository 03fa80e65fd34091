import type { AnyKind } from './kinds';

/** A kind whose questions expect certain words: a keyword among them would never be heard as an answer, or never as a keyword. */
export interface ExpectsAnswers {
  expectedAnswers(settings: unknown): readonly string[];
}

/** The words a campaign's questions expect; none for a kind that asks nothing. */
export function expectedAnswers(kind: AnyKind, settings: unknown): readonly string[] {
  return expects(kind) ? kind.expectedAnswers(settings) : [];
}

function expects(kind: AnyKind): kind is AnyKind & ExpectsAnswers {
  return 'expectedAnswers' in kind && typeof kind.expectedAnswers === 'function';
}
