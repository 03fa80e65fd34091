import type { Effect } from '../campaigns/effect';
import { HIDDEN, isMask, masked, unmasked, type Hidden } from '../campaigns/hidden';
import type { Conversation, Facts } from './snapshot';

/** Something a brand knows of a person, as it stood when a text was decided. */
export interface KnownOfPerson {
  readonly brandId: number;
  readonly name: string;
  readonly value: string;
}

export interface Restored {
  readonly facts: Facts | null;
  /** What stands nowhere any more: a mask is in its place. */
  readonly withheld: readonly string[];
}

type ReadClaim = readonly [key: string, value: unknown];
type Fill = (brandId: number | undefined, hidden: Hidden) => Hidden;

const ATTRIBUTES = 'attributes:';
const PLAYER = 'player:';

/** A question as it stands beside a decision: without what is the person's own. */
export function shownQuestion(conversation: Conversation): Conversation {
  return hiddenIn(conversation.state)
    ? changed(conversation, undefined, (_, own) => masked(own))
    : conversation;
}

/** A claim likewise: of a profile, only what is in it. */
export function shownClaim(claim: ReadClaim): ReadClaim {
  const [key, value] = claim;
  if (!key.startsWith(ATTRIBUTES) && !hiddenIn(value)) return claim;
  return filled(claim, undefined, (_, own) => masked(own));
}

/** An effect likewise: what a question or a campaign is to remember of the person. */
export function shownEffect(effect: Effect): Effect {
  if (effect.type !== 'remember' && effect.type !== 'player') return effect;
  const hidden = hiddenIn(effect.state);
  return hidden ? { ...effect, state: { ...effect.state, [HIDDEN]: masked(hidden) } } : effect;
}

/**
 * Facts with what was left out of them, as far as the profile still has it.
 * @param brandOf a campaign's brand.
 */
export function restored(
  facts: Facts | null,
  profile: readonly KnownOfPerson[],
  brandOf: (campaignId: number) => number | undefined,
): Restored {
  if (!facts) return { facts, withheld: [] };
  const values = new Map(profile.map(({ brandId, name, value }) => [`${brandId} ${name}`, value]));
  const withheld = new Set<string>();
  const fill: Fill = (brandId, hidden) =>
    Object.fromEntries(
      Object.entries(hidden).map(([name, kept]) => {
        const value = values.get(`${brandId} ${name}`);
        if (!isMask(kept)) return [name, kept];
        if (value === undefined) withheld.add(name);
        return [name, value === undefined ? kept : unmasked(kept, value)];
      }),
    );
  const whole: Facts = {
    ...facts,
    ...(facts.conversations && {
      conversations: facts.conversations.map((one) => changed(one, one.brandId, fill)),
    }),
    ...(facts.claims && {
      claims: facts.claims.map((claim) => filled(claim, brandIn(claim, brandOf), fill)),
    }),
  };
  return { facts: whole, withheld: [...withheld] };
}

function brandIn([key]: ReadClaim, brandOf: (campaignId: number) => number | undefined): number | undefined {
  if (key.startsWith(ATTRIBUTES)) return Number(key.slice(ATTRIBUTES.length));
  return key.startsWith(PLAYER) ? brandOf(Number(key.slice(PLAYER.length))) : undefined;
}

function changed(conversation: Conversation, brandId: number | undefined, fill: Fill): Conversation {
  const hidden = hiddenIn(conversation.state);
  if (!hidden) return conversation;
  return { ...conversation, state: { ...conversation.state, [HIDDEN]: fill(brandId, hidden) } };
}

function filled([key, value]: ReadClaim, brandId: number | undefined, fill: Fill): ReadClaim {
  if (key.startsWith(ATTRIBUTES)) return [key, fill(brandId, value as Hidden)];
  const hidden = hiddenIn(value);
  return [key, hidden ? { ...(value as object), [HIDDEN]: fill(brandId, hidden) } : value];
}

/** States are ours alone: what stands under that name is what we hid there. */
function hiddenIn(state: unknown): Hidden | undefined {
  return typeof state === 'object' && state !== null && HIDDEN in state
    ? (state[HIDDEN] as Hidden)
    : undefined;
}
