import type { Effect, Reading } from '../../campaigns/effect';
import { parse } from '../../text/said';
import type { Language } from '../../text/language';
import { Scene, type Instants } from '../scene';
import type { Snapshot } from '../snapshot';
import { asRead } from './intent';
import { STOP_MENU, stopScope } from './stop';

/** What happens when time runs out. Silence after "which service?" means all of them (47 CFR 64.1200(a)(12)). */
export function decideTimer(
  snapshot: Snapshot,
  timer: string,
  language: Language,
  at: Instants,
): readonly Effect[] {
  const menu = snapshot.person.conversations.find(
    ({ question, until }) => question === STOP_MENU && until <= at.now,
  );
  if (timer !== STOP_MENU || !menu) return [];
  const code = { type: 'code', shortcodeId: snapshot.shortcode.id } as const;
  const stopped = stopScope(new Scene(snapshot, parse(''), at), code, language, 'did not say which service');
  const read = menu.state['read'] as Reading | undefined;
  return (read ? asRead(stopped, read) : stopped).effects;
}
