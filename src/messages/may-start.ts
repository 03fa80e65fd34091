import type { Profile } from '../rules/profile';
import type { MessageClass } from '../rules/message-class';
import { newestWord, scopesAbove, type Standing } from '../subscribers/standing';

/** A row of a suppression list that names the recipient. */
export interface SuppressedBy {
  readonly registry: string;
  readonly brandId: number | null;
  readonly shortcodeId: number | null;
  readonly classes: readonly MessageClass[];
}

/** What is known of a recipient when somebody wants to write to them. */
export interface Recipient {
  readonly blocked: boolean;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly suppressions: readonly SuppressedBy[];
}

/** What is to be started: for whom, on which code, perhaps to whom it was promised. */
export interface Intention {
  readonly brandId: number;
  readonly shortcodeId: number;
  readonly listId: number | null;
  readonly class: MessageClass;
}

export type MayStart =
  | { readonly type: 'may' }
  | { readonly type: 'opted out'; readonly saidAt: Date }
  | { readonly type: 'suppressed'; readonly by: string };

/**
 * Whether we may start this with this person. Their own word comes first: an opt-out forbids the classes that the code's rules
 * name, and only the person takes it back. Then whoever else may say no for them.
 */
export function mayStart(recipient: Recipient, intention: Intention, { stopBlocks }: Profile): MayStart {
  const newest = newestWord(recipient.standings, scopesAbove(intention));
  if (newest?.status === 'out' && stopBlocks.includes(intention.class)) {
    return { type: 'opted out', saidAt: newest.saidAt };
  }
  if (recipient.blocked) return { type: 'suppressed', by: 'blocked' };
  const row = recipient.suppressions.find((suppression) => covers(suppression, intention));
  return row ? { type: 'suppressed', by: row.registry } : { type: 'may' };
}

function covers(row: SuppressedBy, { brandId, shortcodeId, class: sent }: Intention): boolean {
  const isForBrand = row.brandId === null || row.brandId === brandId;
  const isForCode = row.shortcodeId === null || row.shortcodeId === shortcodeId;
  return isForBrand && isForCode && row.classes.includes(sent);
}
