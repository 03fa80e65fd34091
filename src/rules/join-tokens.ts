import { parse } from '../text/said';
import { placeholders } from '../text/template';
import { lexiconOf } from './lexicon';
import type { JoinToken, Profile } from './profile';

/**
 * What a template that confirms a JOIN does not say although the profile demands it. A token is said by its placeholder;
 * stop and help also by one of their reserved words, written out.
 */
export function missingJoinTokens(profile: Profile, template: string): readonly JoinToken[] {
  const named = placeholders(template);
  const { bare } = lexiconOf(profile);
  const acts = new Set(parse(template).words.map((word) => bare.get(word.key)?.act));
  return profile.joinTokens.filter(
    (token) => !named.includes(token) && !((token === 'stop' || token === 'help') && acts.has(token)),
  );
}
