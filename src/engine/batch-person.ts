import type { CodeNote, Effect, PlayEffect } from '../campaigns/effect';
import { scopeKey, type Standing } from '../subscribers/standing';
import type { Language } from '../text/language';
import type { CodeMemory, Confirmation, Conversation, Person } from './snapshot';

/** A person for the length of a batch: effects are folded in at once, so that their next text in the batch sees them. */
export class BatchPerson {
  /** In full; null where we were never told. */
  msisdn: string | null = null;
  language: Language | null = null;
  blocked = false;
  operator: string | null = null;
  readonly memories = new Map<number, CodeMemory>();
  readonly standings = new Map<string, Standing>();
  readonly confirmations = new Map<number, Confirmation>();
  readonly conversations = new Map<string, Conversation>();
  /** Rows this batch changed, by key: each is written once, as it stands at the end. */
  readonly changed = {
    memories: new Set<number>(),
    standings: new Set<string>(),
    confirmations: new Set<number>(),
    conversations: new Set<string>(),
  };

  constructor(
    readonly id: number,
    readonly senderHash: string,
    readonly lane: number,
  ) {}

  /** The person as one code sees them. */
  seenFrom(shortcodeId: number): Person {
    return {
      language: this.language,
      blocked: this.blocked,
      memory: this.memories.get(shortcodeId) ?? NO_MEMORY,
      // A copy only where there is something: most people never said anything but their word.
      standings: this.standings.size === 0 ? NO_STANDINGS : new Map(this.standings),
      confirmations: ofCode(this.confirmations, shortcodeId),
      conversations: ofCode(this.conversations, shortcodeId),
    };
  }

  fold(effects: readonly Effect[], shortcodeId: number, at: { saidAt: Date; now: Date }): void {
    for (const effect of effects) {
      const fold = folds[effect.type as keyof typeof folds] as AnyFold | undefined;
      fold?.(this, effect, { shortcodeId, ...at });
    }
  }
}

interface FoldContext {
  readonly shortcodeId: number;
  readonly saidAt: Date;
  readonly now: Date;
}

const NO_MEMORY: CodeMemory = {};
const NO_STANDINGS: ReadonlyMap<string, Standing> = new Map();
const NOBODY: readonly never[] = [];

function ofCode<R extends { readonly shortcodeId: number }>(
  rows: ReadonlyMap<unknown, R>,
  shortcodeId: number,
): readonly R[] {
  if (rows.size === 0) return NOBODY;
  return [...rows.values()].filter((row) => row.shortcodeId === shortcodeId);
}

export const conversationKey = (shortcodeId: number, brandId: number): string => `${shortcodeId}:${brandId}`;

/** What an entry of the ledger makes of a standing; null when it leaves it as it was. */
export function newStatus(
  event: string,
  saidAt: Date,
  before: Pick<Standing, 'saidAt'> | undefined,
): Standing['status'] | null {
  const status = event === 'opt_in' ? 'in' : event === 'opt_out' ? 'out' : event === 'asked' ? 'asked' : null;
  // A question does not end a membership, and an older word never replaces a newer one.
  return (status === 'asked' && before) || (before && before.saidAt > saidAt) ? null : status;
}

/** STOP ALL reaches the codes it was not texted to: no later YES there may undo it. */
function endEverything({ confirmations, conversations, changed }: BatchPerson): void {
  for (const listId of confirmations.keys()) changed.confirmations.add(listId);
  for (const key of conversations.keys()) changed.conversations.add(key);
  confirmations.clear();
  conversations.clear();
}

type Fold<T extends Effect['type']> = (
  person: BatchPerson,
  effect: Extract<Effect, { type: T }>,
  context: FoldContext,
) => void;

type AnyFold = (person: BatchPerson, effect: Effect, context: FoldContext) => void;

/** What each effect does to the person as the rest of the batch sees them; what playing changes is folded into the batch's claims. */
const folds: { readonly [T in Exclude<Effect, PlayEffect>['type']]: Fold<T> } = {
  reply: () => undefined,
  cancel: () => undefined,
  timer: () => undefined,
  review: () => undefined,

  consent: (person, { scope, event }, { saidAt }) => {
    if (scope.type === 'all' && event === 'opt_out') endEverything(person);
    const key = scopeKey(scope);
    const status = newStatus(event, saidAt, person.standings.get(key));
    if (status === null) return;
    const listId = scope.type === 'list' ? scope.listId : null;
    const shortcodeId = scope.type === 'all' ? null : scope.shortcodeId;
    person.standings.set(key, { status, saidAt, listId, shortcodeId });
    person.changed.standings.add(key);
  },

  ask: (person, { listId, campaignId, language, shown, until }, { shortcodeId, now }) => {
    person.confirmations.set(listId, {
      listId,
      shortcodeId,
      campaignId,
      language,
      shown,
      askedAt: now,
      until,
    });
    person.changed.confirmations.add(listId);
  },

  settle: (person, { listId }) => {
    if (person.confirmations.delete(listId)) person.changed.confirmations.add(listId);
  },

  remember: (person, { brandId, campaignId, question, state, until }, { shortcodeId, now }) => {
    const key = conversationKey(shortcodeId, brandId);
    person.conversations.set(key, { shortcodeId, brandId, campaignId, question, state, askedAt: now, until });
    person.changed.conversations.add(key);
  },

  forget: (person, { brandId }, { shortcodeId }) => {
    const key = conversationKey(shortcodeId, brandId);
    if (person.conversations.delete(key)) person.changed.conversations.add(key);
  },

  note: (person, { note }, { shortcodeId }) => {
    const before: CodeNote | undefined = person.memories.get(shortcodeId);
    person.memories.set(shortcodeId, before ? { ...before, ...note } : note);
    person.changed.memories.add(shortcodeId);
  },
};
