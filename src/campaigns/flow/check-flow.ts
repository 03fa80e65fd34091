import { reservedWord } from '../../rules/command';
import type { Profile } from '../../rules/profile';
import { fold } from '../../text/fold';
import { checkOptions } from './check-options';
import { checkPaths } from './check-paths';
import { checkTexts } from './check-texts';
import type { Finding, FlowCheckContext } from './finding';
import type { Flow } from './flow';

/** Everything that is wrong with a flow that `readFlow` has read; it may be published when none of it is an error. */
export function checkFlow(flow: Flow, context: FlowCheckContext): readonly Finding[] {
  return [...checkPaths(flow, context), ...checkTexts(flow, context), ...checkOptions(flow, context)];
}

/** Whether the rules take a word before an open question sees it: stop, help and the like, but not yes and no. */
export function isHeardFirst(profile: Profile, raw: string): boolean {
  const act = reservedWord(profile, fold(raw))?.act;
  return act !== undefined && act !== 'yes' && act !== 'no';
}
