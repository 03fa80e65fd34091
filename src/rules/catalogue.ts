import type { Profile, ProfileId } from './profile';
import { emirates } from './profiles/ae';
import { europe } from './profiles/eu';
import { iran } from './profiles/ir';
import { italy } from './profiles/it';
import { saudiArabia } from './profiles/sa';
import { unitedKingdom } from './profiles/uk';
import { unitedStates } from './profiles/us';

/** The profiles that ship with the engine, one version of each. */
export const builtInProfiles: readonly Profile[] = [
  iran,
  saudiArabia,
  emirates,
  italy,
  unitedKingdom,
  unitedStates,
  europe,
];

/** A version and the first millisecond it decides. */
interface Reign {
  readonly profile: Profile;
  readonly fromMs: number;
}

const reigns = new WeakMap<readonly Profile[], ReadonlyMap<ProfileId, readonly Reign[]>>();

/**
 * The version that decides at an instant: the one that came into force last. Before the first came into force, the first
 * does. Of two from the same instant the higher version. Throws when no version of the profile is known.
 */
export function profileAt(versions: readonly Profile[], id: ProfileId, at: Date): Profile {
  const known = reignsOf(versions).get(id) ?? [];
  const reign = known.find((candidate) => candidate.fromMs <= at.getTime()) ?? known.at(-1);
  if (!reign) throw new Error(`no version of the rule profile ${id}`);
  return reign.profile;
}

/** Newest first; worked out once for each list of versions, because every text asks. */
function reignsOf(versions: readonly Profile[]): ReadonlyMap<ProfileId, readonly Reign[]> {
  const known = reigns.get(versions);
  if (known) return known;
  const byId = new Map<ProfileId, Reign[]>();
  for (const profile of versions) {
    const fromMs = Date.parse(profile.effectiveFrom);
    byId.set(profile.id, [...(byId.get(profile.id) ?? []), { profile, fromMs }]);
  }
  for (const list of byId.values()) {
    list.sort((a, b) => b.fromMs - a.fromMs || b.profile.version - a.profile.version);
  }
  reigns.set(versions, byId);
  return byId;
}
