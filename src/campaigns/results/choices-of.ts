import type { AnyKind } from '../kinds';
import type { TextsByLanguage } from '../texts-by-language';

/** What can be chosen in a campaign: as tallies call it, and as people know it. */
export interface Choice {
  readonly value: string;
  readonly labels: TextsByLanguage;
}

/** A kind whose tallies are shown with every choice there is, those nobody took as well. */
export interface HasChoices {
  choicesOf(settings: unknown): readonly Choice[];
}

/** The choices a campaign offers, in its own order; none for a kind that offers none. */
export function choicesOf(kind: AnyKind | undefined, settings: unknown): readonly Choice[] {
  return kind && offers(kind) ? kind.choicesOf(settings) : [];
}

function offers(kind: AnyKind): kind is AnyKind & HasChoices {
  return 'choicesOf' in kind && typeof kind.choicesOf === 'function';
}
