import type { Effect } from '../campaigns/effect';
import type { Configuration, List, Shortcode } from '../catalogue/configuration';
import type { Scope } from '../subscribers/standing';
import type { Language } from '../text/language';
import type { BatchPerson } from './batch-person';
import { isMember } from './scene';

/** What an act of staff ends, by code: an effect that forgets a conversation belongs to the code it was on. */
export interface Ending {
  readonly shortcodeId: number;
  readonly effects: readonly Effect[];
}

/**
 * Everything that ends when somebody is opted out for them: memberships, what is queued, open questions and whatever waits for
 * a yes. The same as their own STOP, except that nobody texted and so nobody is answered. The first ending is `home`'s.
 */
export function endingsOf(
  person: BatchPerson,
  { lists }: Configuration,
  scope: Scope,
  home: number,
  language: Language,
): Ending[] {
  const within = (list: List) =>
    isWithin(scope, list) && (scope.type === 'list' || isMember(person.standings, list));
  const ended = [...lists.values()].filter(within);
  const effects: Effect[] = ended.map((list) => ({
    type: 'consent',
    scope: { type: 'list', listId: list.id, shortcodeId: list.shortcodeId, brandId: list.brandId },
    event: 'opt_out',
    purpose: `list ${list.key}`,
    language,
  }));
  if (scope.type !== 'list')
    effects.push({ type: 'consent', scope, event: 'opt_out', purpose: 'everything we start', language });
  effects.push({ type: 'cancel', scope });
  for (const { listId } of person.confirmations.values()) {
    const list = lists.get(listId);
    if (!list || isWithin(scope, list)) effects.push({ type: 'settle', listId });
  }
  const forgotten = forgetting(person, scope);
  const elsewhere = [...forgotten].filter(([shortcodeId]) => shortcodeId !== home);
  return [
    { shortcodeId: home, effects: [...effects, ...(forgotten.get(home) ?? [])] },
    ...elsewhere.map(([shortcodeId, forgets]) => ({ shortcodeId, effects: forgets })),
  ];
}

/** What staff say now outweighs every text said before, even one from a clock that runs ahead. */
export function newestOf(person: BatchPerson, now: Date): Date {
  const said = [...person.standings.values()].map(({ saidAt }) => saidAt.getTime());
  return new Date(Math.max(now.getTime(), ...said));
}

/** A code that a person is known on, else any: "all" has none of its own, and an entry is kept under some code's rules and language. */
export function anyCodeOf(person: BatchPerson, { shortcodes }: Configuration): Shortcode | undefined {
  const known = [...person.standings.values()].map(({ shortcodeId }) => shortcodeId);
  const wanted = [...person.memories.keys(), ...known, ...shortcodes.keys()];
  return wanted.flatMap((id) => (id === null ? [] : (shortcodes.get(id) ?? [])))[0];
}

/** The lists an ending takes somebody off, in the order it names them. */
export function listsEnded(endings: readonly Ending[]): number[] {
  return endings.flatMap(({ effects }) =>
    effects.flatMap((effect) =>
      effect.type === 'consent' && effect.scope.type === 'list' ? [effect.scope.listId] : [],
    ),
  );
}

/** Whether a list lies within a scope. */
export function isWithin(scope: Scope, list: Pick<List, 'id' | 'brandId' | 'shortcodeId'>): boolean {
  switch (scope.type) {
    case 'list':
      return scope.listId === list.id;
    case 'brand':
      return scope.brandId === list.brandId && scope.shortcodeId === list.shortcodeId;
    case 'code':
      return scope.shortcodeId === list.shortcodeId;
    case 'all':
      return true;
  }
}

/** Open questions by code. One about a list is settled above; a brand's own questions end with the brand. */
function forgetting(person: BatchPerson, scope: Scope): Map<number, Effect[]> {
  const forgets = new Map<number, Effect[]>();
  if (scope.type === 'list') return forgets;
  for (const { shortcodeId, brandId } of person.conversations.values()) {
    const isHere = scope.type === 'all' || scope.shortcodeId === shortcodeId;
    if (!isHere || (scope.type === 'brand' && scope.brandId !== brandId)) continue;
    forgets.set(shortcodeId, [...(forgets.get(shortcodeId) ?? []), { type: 'forget', brandId }]);
  }
  return forgets;
}
