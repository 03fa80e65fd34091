import type { Effect } from '../../campaigns/effect';
import { parse } from '../../text/said';
import type { Language } from '../../text/language';
import { Scene, type Instants } from '../scene';
import type { Snapshot } from '../snapshot';
import { STOP_MENU, stopScope } from './stop';

/** What happens when time runs out. Silence after "which service?" means all of them (47 CFR 64.1200(a)(12)). */
export function decideTimer(
  snapshot: Snapshot,
  timer: string,
  language: Language,
  at: Instants,
): readonly Effect[] {
  const isOpen = snapshot.person.conversations.some(
    ({ question, until }) => question === STOP_MENU && until <= at.now,
  );
  if (timer !== STOP_MENU || !isOpen) return [];
  const scene = new Scene(snapshot, parse(''), at);
  return stopScope(
    scene,
    { type: 'code', shortcodeId: snapshot.shortcode.id },
    language,
    'did not say which service',
  ).effects;
}
